package timbrel.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BiquadTest {
  private static final int RATE = 44_100;

  /// What the cookbook promises: all of the gain in the middle, half of the decibels at the edges
  /// of the band, nothing far away.
  @ParameterizedTest
  @CsvSource({"1000, 20", "1000, -12", "60, 30", "8000, 6"})
  void aPeakHasItsGain(double hertz, double decibels) {
    Biquad peak = Biquad.peak(RATE, hertz, 8, decibels);
    assertEquals(decibels, gain(peak, hertz), 0.01);
    double edge = hertz * (1.0 / 16 + Math.sqrt(1 + 1.0 / 256));
    assertEquals(decibels / 2, gain(peak, edge), hertz > 2000 ? 0.8 : 0.15);
    assertEquals(0, gain(peak, hertz / 30), 0.1);
  }

  @Test
  void noGainIsNoFilter() {
    double[] signal = {1, -0.5, 0.25, 3};
    Biquad.peak(RATE, 500, 2, 0).filter(signal);
    assertEquals(1, signal[0], 1e-12);
    assertEquals(-0.5, signal[1], 1e-12);
    assertEquals(3, signal[3], 1e-12);
  }

  /// In dB, from the transfer function on the unit circle.
  private static double gain(Biquad filter, double hertz) {
    double w = 2 * Math.PI * hertz / RATE;
    double above =
        Math.hypot(
            filter.b0() + filter.b1() * Math.cos(w) + filter.b2() * Math.cos(2 * w),
            filter.b1() * Math.sin(w) + filter.b2() * Math.sin(2 * w));
    double below =
        Math.hypot(
            1 + filter.a1() * Math.cos(w) + filter.a2() * Math.cos(2 * w),
            filter.a1() * Math.sin(w) + filter.a2() * Math.sin(2 * w));
    return 20 * Math.log10(above / below);
  }
}
