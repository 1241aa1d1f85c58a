package timbrel.audio;

import java.util.Arrays;

/// Changes the sample rate by any ratio of whole numbers, without delay: what happened at 10 ms
/// still happens at 10 ms.
///
/// A polyphase filter bank: with the ratio reduced to `up / down`, output `n` lies `n * down mod
/// up` steps of `1 / up` behind an input sample, so `up` filters serve all outputs. Usual rates
/// need a few hundred of them. Odd ones, such as 44,101 Hz, would need tens of thousands, and
/// interpolate between a few instead.
///
/// Flat within 0.01 dB up to 91 % of the slower rate's Nyquist frequency (20.1 kHz of 22.05); what
/// would fold back or be mirrored is at least 120 dB down (`ResamplerTest`). Beyond its ends the
/// sound is taken as silent.
public final class Resampler {
  /// With more phases than this, filters are interpolated.
  private static final int MOST_EXACT = 512;

  private static final int BLOCK = 1 << 14; // outputs made at once

  private final int up;
  private final int down;
  private final int reach; // input samples to either side
  private final FilterBank filters;

  private Resampler(int fromRate, int toRate) {
    int divisor = greatestCommonDivisor(fromRate, toRate);
    up = toRate / divisor;
    down = fromRate / divisor;
    double scale = Math.min(1.0, up / (double) down);
    reach = (int) Math.ceil(KaiserSinc.REACH / scale);
    filters =
        up <= MOST_EXACT
            ? new PeriodicFilterBank(up, down, scale, reach)
            : new SpreadFilterBank(up, down, scale, reach);
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
    return outputs(new Heard(in, 0, in.length), 0, (int) length);
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

  private float[] outputs(Heard in, long first, int count) {
    float[] out = new float[count];
    for (int done = 0; done < count; ) {
      int block = Math.min(BLOCK, count - done);
      filters.fill(in, first + done, out, done, block);
      done += block;
    }
    return out;
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
      float[] out = outputsTo(whole <= 0 ? 0 : Math.ceilDiv(whole * up, down));
      forget();
      return out;
    }

    /// The last samples.
    public float[] finish() {
      return outputsTo(Math.ceilDiv((first + kept) * up, down));
    }

    private float[] outputsTo(long end) {
      int count = (int) Math.max(0, end - next);
      float[] out = outputs(new Heard(recent, first, kept), next, count);
      next += count;
      return out;
    }

    private void forget() {
      long firstInput = next * down / up - reach + 1;
      int unneeded = (int) Math.clamp(firstInput - first, 0, kept);
      System.arraycopy(recent, unneeded, recent, 0, kept - unneeded);
      first += unneeded;
      kept -= unneeded;
    }
  }

  private static int greatestCommonDivisor(int a, int b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }
}
