package timbrel.audio;

/// Filters for 256 evenly spread places between two inputs. An output between four of them is what
/// a cubic through their four answers gives, which is exact to 170 dB (the fourth power of a step
/// of π / 256).
final class SpreadFilterBank implements FilterBank {
  private static final int SPREAD = 256;

  private final int up;
  private final int down;
  private final int reach;
  private final double[][] filters = new double[SPREAD + 3][]; // from one step before place 0

  /// @param up `up / down` is the ratio of rates, reduced
  /// @param scale the filters' intervals per input sample
  /// @param reach input samples to either side
  SpreadFilterBank(int up, int down, double scale, int reach) {
    this.up = up;
    this.down = down;
    this.reach = reach;
    for (int i = 0; i < filters.length; i++) {
      filters[i] = KaiserSinc.filter((i - 1) / (double) SPREAD, scale, reach);
    }
  }

  @Override
  public void fill(Heard in, long first, float[] out, int offset, int count) {
    for (int i = 0; i < count; i++) {
      long n = first + i;
      out[offset + i] = (float) output((int) (n * down % up), in, n * down / up - reach + 1);
    }
  }

  private double output(int phase, Heard in, long start) {
    long place = (long) phase * SPREAD;
    int i = (int) (place / up);
    return Cubic.between(
        dot(filters[i], in, start),
        dot(filters[i + 1], in, start),
        dot(filters[i + 2], in, start),
        dot(filters[i + 3], in, start),
        (place % up) / (double) up);
  }

  /// `sum over i of filter[i] * in[from + i]`, in four sums: one alone would wait for each
  /// addition.
  private static double dot(double[] filter, Heard heard, long from) {
    float[] in = heard.samples();
    int start = (int) (from - heard.first());
    int i = (int) Math.max(0, -from);
    int end = Math.min(filter.length, heard.length() - start);
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    for (; i + 4 <= end; i += 4) {
      sum0 += filter[i] * in[start + i];
      sum1 += filter[i + 1] * in[start + i + 1];
      sum2 += filter[i + 2] * in[start + i + 2];
      sum3 += filter[i + 3] * in[start + i + 3];
    }
    for (; i < end; i++) {
      sum0 += filter[i] * in[start + i];
    }
    return (sum0 + sum1) + (sum2 + sum3);
  }
}
