package timbrel.audio;

/// The mel spectrogram of a sound on a logarithmic scale: what a listener could tell apart.
public final class LogMel {
  private final Stft stft;
  private final MelFilterbank mel;
  private final double floor;

  /// @param floor powers below it are taken as it, so that silence has a logarithm
  public LogMel(Stft stft, MelFilterbank mel, double floor) {
    if (mel.bins() != stft.bins()) {
      throw new IllegalArgumentException(
          "mel bands over %d frequencies, the transform has %d".formatted(mel.bins(), stft.bins()));
    }
    if (!(floor > 0)) {
      throw new IllegalArgumentException("floor is %s, expected above 0".formatted(floor));
    }
    this.stft = stft;
    this.mel = mel;
    this.floor = floor;
  }

  public int bands() {
    return mel.bands();
  }

  /// How many frames a sound of that many samples has.
  public int frames(int length) {
    return stft.frames(length);
  }

  /// The power in each band of each frame, `[frames][bands]`.
  public float[][] powers(float[] samples) {
    float[][] powers = new float[stft.frames(samples.length)][mel.bands()];
    float[] spectrum = new float[stft.bins()];
    for (int t = 0; t < powers.length; t++) {
      stft.power(samples, t, spectrum);
      mel.apply(spectrum, powers[t]);
    }
    return powers;
  }

  /// The natural logarithm of [#powers].
  public float[][] logarithms(float[] samples) {
    return scaledLogarithms(samples, 1);
  }

  /// [#powers] in dB.
  public float[][] decibels(float[] samples) {
    return scaledLogarithms(samples, 10 / StrictMath.log(10));
  }

  private float[][] scaledLogarithms(float[] samples, double scale) {
    float[][] values = powers(samples);
    for (float[] frame : values) {
      for (int b = 0; b < frame.length; b++) {
        frame[b] = (float) (scale * StrictMath.log(Math.max(floor, frame[b])));
      }
    }
    return values;
  }
}
