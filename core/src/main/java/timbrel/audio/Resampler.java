package timbrel.audio;

import java.util.Arrays;

/// Changes the sample rate by any ratio of whole numbers, without delay: what happened at 10 ms
/// still happens at 10 ms.
///
/// A polyphase filter bank: with the ratio reduced to `up / down`, output `n` lies `n * down mod
/// up` steps of `1 / up` behind an input sample, so `up` filters serve all outputs. Usual rates
/// need a few hundred of them. Odd ones, such as 44,101 Hz, would need tens of thousands: there 256
/// filters are evenly spread instead, and an output between four of them is what a cubic through
/// their four answers gives, which is exact to 170 dB (the fourth power of a step of π / 256).
///
/// Flat within 0.01 dB up to 91 % of the slower rate's Nyquist frequency (20.1 kHz of 22.05); what
/// would fold back or be mirrored is at least 120 dB down (`ResamplerTest`). Beyond its ends the
/// sound is taken as silent.
public final class Resampler {
  /// With more phases than this, filters are interpolated.
  private static final int MOST_EXACT = 512;

  private static final int SPREAD = 256;

  private final int up;
  private final int down;
  private final int reach; // input samples to either side
  private final double scale; // filter intervals per input sample
  private final boolean exact; // one filter for each phase
  private final double[][] filters; // [up] or [SPREAD + 3], from one step before phase 0

  private Resampler(int fromRate, int toRate) {
    int divisor = greatestCommonDivisor(fromRate, toRate);
    this.up = toRate / divisor;
    this.down = fromRate / divisor;
    this.scale = Math.min(1.0, up / (double) down);
    this.reach = (int) Math.ceil(KaiserSinc.REACH / scale);
    this.exact = up <= MOST_EXACT;
    this.filters = new double[exact ? up : SPREAD + 3][];
    for (int i = 0; i < filters.length; i++) {
      filters[i] = design(exact ? i / (double) up : (i - 1) / (double) SPREAD);
    }
  }

  /// A resampler for many sounds: designing its filters takes longer than a short sound does.
  ///
  /// @param fromRate in Hz, at least 1
  /// @param toRate in Hz, at least 1
  public static Resampler between(int fromRate, int toRate) {
    requireRates(fromRate, toRate);
    return new Resampler(fromRate, toRate);
  }

  /// The same sound at the other rate: `ceil(in.length * toRate / fromRate)` samples.
  public float[] resample(float[] in) {
    if (up == down) {
      return in.clone();
    }
    long length = Math.ceilDiv((long) in.length * up, down);
    if (length > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "%d samples make %d at %d/%d of their rate, more than an array holds"
              .formatted(in.length, length, up, down));
    }
    return run(in, (int) length);
  }

  private static void requireRates(int fromRate, int toRate) {
    if (fromRate < 1 || toRate < 1) {
      throw new IllegalArgumentException(
          "resampling from %d to %d Hz, expected at least 1".formatted(fromRate, toRate));
    }
  }

  /// The same sound at another rate: `ceil(in.length * toRate / fromRate)` samples.
  ///
  /// @param fromRate in Hz, at least 1
  /// @param toRate in Hz, at least 1
  public static float[] resample(float[] in, int fromRate, int toRate) {
    requireRates(fromRate, toRate);
    return fromRate == toRate ? in.clone() : new Resampler(fromRate, toRate).resample(in);
  }

  private float[] run(float[] in, int length) {
    float[] out = new float[length];
    Heard whole = new Heard(in, 0, in.length);
    for (int n = 0; n < length; n++) {
      out[n] = output(n, whole);
    }
    return out;
  }

  /// A stretch of a sound, beyond which it is silent.
  ///
  /// @param samples some, of which `length` count
  /// @param first where the first of them is in the sound
  private record Heard(float[] samples, long first, int length) {}

  private float output(long n, Heard in) {
    int phase = (int) (n * down % up);
    long start = firstInput(n);
    return (float) (exact ? dot(filters[phase], in, start) : between(phase, in, start));
  }

  /// The first input sample that output `n` is made of.
  private long firstInput(long n) {
    return n * down / up - reach + 1;
  }

  /// A stream of one sound that comes in pieces.
  public Stream newStream() {
    return new Stream();
  }

  /// Resamples a sound that comes in pieces, to the samples of the whole.
  public final class Stream {
    private float[] recent = new float[1 << 12];
    private long first; // where the oldest sample that is kept is in the sound
    private int kept;
    private long next; // output

    private Stream() {}

    /// The samples that follow from the next `count` of `in` from `offset` on.
    public float[] accept(float[] in, int offset, int count) {
      if (kept + count > recent.length) {
        recent = Arrays.copyOf(recent, Math.max(kept + count, 2 * recent.length));
      }
      System.arraycopy(in, offset, recent, kept, count);
      kept += count;
      // Output n waits for input n * down / up + reach.
      long whole = first + kept - reach;
      float[] out = outputs(whole <= 0 ? 0 : Math.ceilDiv(whole * up, down));
      forget();
      return out;
    }

    /// The last samples.
    public float[] finish() {
      return outputs(Math.ceilDiv((first + kept) * up, down));
    }

    private float[] outputs(long end) {
      float[] out = new float[(int) Math.max(0, end - next)];
      Heard heard = new Heard(recent, first, kept);
      for (int i = 0; i < out.length; i++, next++) {
        out[i] = output(next, heard);
      }
      return out;
    }

    private void forget() {
      int unneeded = (int) Math.clamp(firstInput(next) - first, 0, kept);
      System.arraycopy(recent, unneeded, recent, 0, kept - unneeded);
      first += unneeded;
      kept -= unneeded;
    }
  }

  /// The filter for outputs that lie `late` of an input sample behind one.
  private double[] design(double late) {
    double[] filter = new double[2 * reach];
    double sum = 0;
    for (int i = 0; i < filter.length; i++) {
      double distance = i - (reach - 1) - late;
      filter[i] = KaiserSinc.at(distance * scale);
      sum += filter[i];
    }
    for (int i = 0; i < filter.length; i++) {
      filter[i] /= sum; // a constant stays that constant in every phase
    }
    return filter;
  }

  /// What the filter of a phase would answer, from the four filters around it.
  private double between(int phase, Heard in, long start) {
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
    float[] in = heard.samples;
    int start = (int) (from - heard.first);
    int i = (int) Math.max(0, -from);
    int end = Math.min(filter.length, heard.length - start);
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
