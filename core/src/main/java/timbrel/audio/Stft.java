package timbrel.audio;

/// The short-time Fourier transform: the spectrum of one windowed frame after the other.
///
/// One instance serves one thread: it owns the scratch memory of a frame.
public final class Stft {
  /// Where the frames lie.
  public enum Frames {
    /// The middle of frame `t` is sample `t * hop`; before and after the sound there is silence. `1
    /// + length / hop` frames.
    CENTERED,
    /// Frame `t` starts at sample `t * hop`. `1 + (length - fftSize) / hop` frames; a sound shorter
    /// than one is padded with silence to one.
    INSIDE
  }

  private final float[] window; // [fftSize], the window in the middle of zeros
  private final int hop;
  private final Frames frames;
  private final RealFft fft;
  private final float[] frame;
  private final float[] re;
  private final float[] im;

  /// @param window at most `fftSize` long; a shorter one is placed in the middle
  /// @param fftSize a power of two
  /// @param hop samples from frame to frame, at least 1
  public Stft(float[] window, int fftSize, int hop, Frames frames) {
    if (window.length > fftSize || window.length == 0) {
      throw new IllegalArgumentException(
          "window of %d samples, expected 1 to %d".formatted(window.length, fftSize));
    }
    if (hop < 1) {
      throw new IllegalArgumentException("hop of %d, expected at least 1".formatted(hop));
    }
    this.fft = new RealFft(fftSize);
    this.window = new float[fftSize];
    System.arraycopy(window, 0, this.window, (fftSize - window.length) / 2, window.length);
    this.hop = hop;
    this.frames = frames;
    this.frame = new float[fftSize];
    this.re = new float[fft.bins()];
    this.im = new float[fft.bins()];
  }

  public int fftSize() {
    return fft.size();
  }

  public int hop() {
    return hop;
  }

  /// The number of frequencies: `fftSize / 2 + 1`.
  public int bins() {
    return fft.bins();
  }

  /// How many frames a sound of that many samples has.
  public int frames(int length) {
    return switch (frames) {
      case CENTERED -> 1 + length / hop;
      case INSIDE -> 1 + Math.max(0, length - fftSize()) / hop;
    };
  }

  /// The absolute value of each frequency in each frame, `[frames][bins]`.
  public float[][] magnitudes(float[] samples) {
    float[][] spectra = powers(samples);
    for (float[] spectrum : spectra) {
      for (int k = 0; k < spectrum.length; k++) {
        spectrum[k] = (float) Math.sqrt(spectrum[k]);
      }
    }
    return spectra;
  }

  /// The squared absolute value of each frequency in each frame, `[frames][bins]`.
  public float[][] powers(float[] samples) {
    float[][] spectra = new float[frames(samples.length)][bins()];
    for (int t = 0; t < spectra.length; t++) {
      power(samples, t, spectra[t]);
    }
    return spectra;
  }

  /// The squared absolute values of frame `t` alone.
  ///
  /// @param out `[bins]`, written
  public void power(float[] samples, int t, float[] out) {
    transform(samples, t, re, im);
    for (int k = 0; k < out.length; k++) {
      out[k] = re[k] * re[k] + im[k] * im[k];
    }
  }

  /// The complex spectrum of frame `t`.
  ///
  /// @param outRe `[bins]`, written
  /// @param outIm `[bins]`, written
  public void transform(float[] samples, int t, float[] outRe, float[] outIm) {
    int start = Math.multiplyExact(t, hop) - (frames == Frames.CENTERED ? fftSize() / 2 : 0);
    int from = Math.clamp(-start, 0, frame.length);
    int to = Math.clamp((long) samples.length - start, from, frame.length);
    for (int i = 0; i < from; i++) {
      frame[i] = 0;
    }
    for (int i = from; i < to; i++) {
      frame[i] = samples[start + i] * window[i];
    }
    for (int i = to; i < frame.length; i++) {
      frame[i] = 0;
    }
    fft.forward(frame, outRe, outIm);
  }
}
