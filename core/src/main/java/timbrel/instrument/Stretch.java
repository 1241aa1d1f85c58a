package timbrel.instrument;

import java.util.Arrays;
import java.util.function.DoubleFunction;
import timbrel.descriptors.Knob;

/// Makes a sound ring longer by stretching what follows its attack; pitch and attack stay. An
/// amount of 1 doubles its time.
///
/// A phase vocoder (Laroche and Dolson 1999, "Improved phase vocoder time-scale modification of
/// audio", section 2): from frame to frame, each frequency's phase goes on by as much as it does in
/// the sound in the same time. Unlike the paper it multiplies unit phasors and needs no angles.
///
/// @param longest samples that a sound may have afterwards
record Stretch(int longest) implements Finish {
  private static final int[] FRAMES = {2048, 1024, 512};

  /// So many frames must follow the attack, or shorter ones are taken.
  private static final int LEAST_FRAMES = 2;

  private static final int FADE = 1024;
  private static final float TINY = 1e-20f;

  @Override
  public Knob knob() {
    return Knob.DECAY;
  }

  /// Shorter is the business of [Damping].
  @Override
  public double lowest() {
    return 0;
  }

  @Override
  public double highest() {
    return 5;
  }

  @Override
  public double guess(MeasuredSound sound, double from, double to) {
    return StrictMath.log(to / from) / StrictMath.log(2);
  }

  @Override
  public DoubleFunction<float[]> on(MeasuredSound sound) {
    float[] samples = sound.sound().samples();
    int risen = Samples.risen(samples);
    SpectralFrames frames = new SpectralFrames(frameSize(samples.length - risen));
    Stretched stretched = new Stretched(samples, frames, risen + 2 * frames.hop());
    return amount ->
        amount == 0 || samples.length == 0
            ? samples.clone()
            : stretched.by(StrictMath.pow(2, amount));
  }

  private static int frameSize(int ringing) {
    return Arrays.stream(FRAMES)
        .filter(size -> ringing >= LEAST_FRAMES * size)
        .findFirst()
        .orElse(FRAMES[FRAMES.length - 1]);
  }

  /// One sound on its way.
  private final class Stretched {
    private final float[] samples;
    private final SpectralFrames frames;
    private final int from; // the middle of the last frame that stays in its place
    private final float[] re;
    private final float[] im;
    private final float[] beforeRe;
    private final float[] beforeIm;
    private final float[] outRe;
    private final float[] outIm;

    Stretched(float[] samples, SpectralFrames frames, int from) {
      this.samples = samples;
      this.frames = frames;
      this.from = from;
      re = new float[frames.bins()];
      im = new float[frames.bins()];
      beforeRe = new float[frames.bins()];
      beforeIm = new float[frames.bins()];
      outRe = new float[frames.bins()];
      outIm = new float[frames.bins()];
    }

    float[] by(double factor) {
      int length = (int) Math.min(from + (samples.length - from) * factor, longest);
      if (length <= from) {
        return samples.clone();
      }
      float[] out = new float[length];
      for (int m = 1 - from / frames.hop() - 4; m <= 0; m++) {
        frames.analyze(samples, from + m * frames.hop(), outRe, outIm);
        frames.add(outRe, outIm, from + m * frames.hop(), out);
      }
      for (int m = 1; from + (m - 2) * frames.hop() < length; m++) {
        follow((int) Math.round(from + m * frames.hop() / factor));
        frames.add(outRe, outIm, from + m * frames.hop(), out);
      }
      if (length == longest) {
        Samples.fadeOut(out, FADE);
      }
      return out;
    }

    /// The next frame: as strong as the sound is at `place`, each phase turned on as it turns
    /// there.
    private void follow(int place) {
      frames.analyze(samples, place, re, im);
      frames.analyze(samples, place - frames.hop(), beforeRe, beforeIm);
      for (int k = 0; k < re.length; k++) {
        float turnRe = re[k] * beforeRe[k] + im[k] * beforeIm[k];
        float turnIm = im[k] * beforeRe[k] - re[k] * beforeIm[k];
        float nextRe = outRe[k] * turnRe - outIm[k] * turnIm;
        float nextIm = outRe[k] * turnIm + outIm[k] * turnRe;
        double power = (double) nextRe * nextRe + (double) nextIm * nextIm;
        double magnitude = Math.sqrt((double) re[k] * re[k] + (double) im[k] * im[k]);
        if (power > TINY) {
          double scale = magnitude / Math.sqrt(power);
          outRe[k] = (float) (nextRe * scale);
          outIm[k] = (float) (nextIm * scale);
        } else {
          outRe[k] = re[k];
          outIm[k] = im[k];
        }
      }
    }
  }
}
