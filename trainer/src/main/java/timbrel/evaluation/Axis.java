package timbrel.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Where values lie on one side of a chart.
///
/// @param low value at `from`
/// @param high value at `to`
/// @param from place in pixels
/// @param to place in pixels
/// @param logarithmic whether equal ways are equal ratios
record Axis(double low, double high, double from, double to, boolean logarithmic) {
  static Axis linear(double low, double high, double from, double to) {
    double margin = high > low ? 0 : Math.max(1e-9, Math.abs(low) * 0.1);
    return new Axis(low - margin, high + margin, from, to, false);
  }

  static Axis logarithmic(double low, double high, double from, double to) {
    double least = Math.max(1e-9, low);
    return new Axis(least, Math.max(high, 1.1 * least), from, to, true);
  }

  double place(double value) {
    double share =
        logarithmic
            ? Math.log(Math.max(value, 1e-9) / low) / Math.log(high / low)
            : (value - low) / (high - low);
    return from + Math.clamp(share, 0, 1) * (to - from);
  }

  /// Round values between the ends: 1, 2 or 5 times powers of ten.
  List<Double> ticks(int about) {
    List<Double> ticks = new ArrayList<>();
    if (logarithmic) {
      for (double decade = Math.pow(10, Math.floor(Math.log10(low)));
          decade <= high;
          decade *= 10) {
        for (double factor : high / low > 100 ? new double[] {1} : new double[] {1, 2, 5}) {
          double value = factor * decade;
          if (value >= low * 0.999 && value <= high * 1.001) {
            ticks.add(value);
          }
        }
      }
      return ticks;
    }
    double raw = (high - low) / about;
    double power = Math.pow(10, Math.floor(Math.log10(raw)));
    double step = power * (raw / power > 5 ? 10 : raw / power > 2 ? 5 : raw / power > 1 ? 2 : 1);
    for (double value = Math.ceil(low / step) * step; value <= high + step / 1e6; value += step) {
      ticks.add(Math.abs(value) < step / 1e6 ? 0 : value);
    }
    return ticks;
  }

  static String label(double value) {
    if (value != 0 && Math.abs(value) < 0.01) {
      return String.format(Locale.ROOT, "%.0e", value);
    }
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%.4g", value).replaceAll("0+$", "").replaceAll("\\.$", "");
  }
}
