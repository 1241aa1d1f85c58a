package timbrel.audio;

/// Changes the sample rate by any ratio of whole numbers, without delay: what happened at 10 ms
/// still happens at 10 ms.
///
/// A polyphase filter bank: with the ratio reduced to `up / down`, output `n` lies `n * down mod
/// up` steps of `1 / up` behind an input sample, so `up` filters serve all outputs.
///
/// Flat within 0.01 dB up to 91 % of the slower rate's Nyquist frequency (20.1 kHz of 22.05); what
/// would fold back or be mirrored is at least 120 dB down (`ResamplerTest`). Beyond its ends the
/// sound is taken as silent.
public final class Resampler {
  private static final int MAX_TABLE = 1 << 22;

  private final int up;
  private final int down;
  private final int reach; // input samples to either side
  private final double scale; // filter intervals per input sample
  private final double[][] phases; // [up][2 * reach], empty if they would not fit

  private Resampler(int fromRate, int toRate) {
    int divisor = greatestCommonDivisor(fromRate, toRate);
    this.up = toRate / divisor;
    this.down = fromRate / divisor;
    this.scale = Math.min(1.0, up / (double) down);
    this.reach = (int) Math.ceil(KaiserSinc.REACH / scale);
    this.phases = (long) up * 2 * reach <= MAX_TABLE ? new double[up][] : new double[0][];
    for (int phase = 0; phase < phases.length; phase++) {
      phases[phase] = new double[2 * reach];
      design(phase, phases[phase]);
    }
  }

  /// The same sound at another rate: `ceil(in.length * toRate / fromRate)` samples.
  ///
  /// @param fromRate in Hz, at least 1
  /// @param toRate in Hz, at least 1
  public static float[] resample(float[] in, int fromRate, int toRate) {
    if (fromRate < 1 || toRate < 1) {
      throw new IllegalArgumentException(
          "resampling from %d to %d Hz, expected at least 1".formatted(fromRate, toRate));
    }
    if (fromRate == toRate) {
      return in.clone();
    }
    long length = Math.ceilDiv((long) in.length * toRate, fromRate);
    if (length > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "%d samples from %d to %d Hz make %d, more than an array holds"
              .formatted(in.length, fromRate, toRate, length));
    }
    return new Resampler(fromRate, toRate).run(in, (int) length);
  }

  private float[] run(float[] in, int length) {
    float[] out = new float[length];
    double[] room = new double[2 * reach];
    for (int n = 0; n < length; n++) {
      out[n] = (float) dot(filter(n, room), in, 0, in.length, startOf(n));
    }
    return out;
  }

  /// The first input sample that output `n` is made of.
  private long startOf(long n) {
    return n * down / up - reach + 1;
  }

  /// @param room for a filter, where they are not kept
  private double[] filter(long n, double[] room) {
    int phase = (int) (n * down % up);
    if (phases.length > 0) {
      return phases[phase];
    }
    design(phase, room);
    return room;
  }

  /// Resamples a sound that comes in pieces, to the samples of the whole.
  public static final class Stream {
    private final Resampler filters;
    private final double[] room;
    private float[] recent = new float[1 << 12];
    private long first; // where the oldest sample that is kept is in the sound
    private int kept;
    private long next; // output

    /// @param fromRate in Hz, at least 1 and not `toRate`
    /// @param toRate in Hz, at least 1
    public Stream(int fromRate, int toRate) {
      filters = new Resampler(fromRate, toRate);
      room = new double[2 * filters.reach];
    }

    /// The samples that follow from the next `count` of `in` from `offset` on.
    public float[] accept(float[] in, int offset, int count) {
      if (kept + count > recent.length) {
        recent = java.util.Arrays.copyOf(recent, Math.max(kept + count, 2 * recent.length));
      }
      System.arraycopy(in, offset, recent, kept, count);
      kept += count;
      long end = first + kept;
      // n is whole when its last input, n * down / up + reach, is there.
      long ready = ((end - filters.reach) * filters.up + filters.down - 1) / filters.down;
      float[] out = run(end > filters.reach ? ready : 0);
      forget();
      return out;
    }

    /// The last samples.
    public float[] finish() {
      return run(Math.ceilDiv((first + kept) * filters.up, filters.down));
    }

    private float[] run(long to) {
      float[] out = new float[(int) Math.max(0, to - next)];
      for (int i = 0; i < out.length; i++, next++) {
        double[] filter = filters.filter(next, room);
        out[i] = (float) dot(filter, recent, first, kept, filters.startOf(next));
      }
      return out;
    }

    private void forget() {
      int unneeded = (int) Math.clamp(filters.startOf(next) - first, 0, kept);
      System.arraycopy(recent, unneeded, recent, 0, kept - unneeded);
      first += unneeded;
      kept -= unneeded;
    }
  }

  /// The filter for outputs that lie `phase / up` of an input sample behind one.
  private void design(int phase, double[] filter) {
    double sum = 0;
    for (int i = 0; i < filter.length; i++) {
      double distance = i - (reach - 1) - phase / (double) up;
      filter[i] = KaiserSinc.at(distance * scale);
      sum += filter[i];
    }
    for (int i = 0; i < filter.length; i++) {
      filter[i] /= sum; // a constant stays that constant in every phase
    }
  }

  /// `sum over i of filter[i] * sound[from + i]`, in four sums: one alone would wait for each
  /// addition.
  ///
  /// @param in samples of the sound from `first` on, `length` of them; there are none further on
  private static double dot(double[] filter, float[] in, long first, int length, long from) {
    int i = (int) Math.max(0, -from);
    int start = (int) (from - first);
    int end = Math.min(filter.length, length - start);
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

  private static int greatestCommonDivisor(int a, int b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }
}
