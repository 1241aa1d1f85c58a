package timbrel.codec;

import timbrel.audio.RealFft;
import timbrel.audio.Windows;
import timbrel.nn.kernels.Maths;

/// What the encoder sees of the sound: one spectrum for every fine hop, its magnitudes raised to
/// the power 1/4, so that a tail 80 dB down is still visible; real parts, then imaginary parts. To
/// a codec with tones this says what a linear layer cannot tell from parts: the magnitudes, and by
/// how much bins have turned since the spectrum before, as the product of a bin with the conjugate
/// of what it was, less what the middle of a bin turns by in a hop. Products are as real parts,
/// then imaginary parts.
///
/// Spectrum `j` is of the `fftSize` samples that end where fine hop `j` ends; before the first
/// sample is silence.
final class SpectralFrontEnd {
  /// Power below which a bin counts as silent: 100 dB under a full-scale sine.
  private static final float SILENT_POWER = 1e-10f;

  private final int fftSize;
  private final int hop;
  private final int bins;
  private final int lowestTone;
  private final int tones;
  private final int size;
  private final float[] window;

  SpectralFrontEnd(CodecConfig config) {
    fftSize = config.fftSize();
    hop = config.fineHop();
    bins = config.bins();
    lowestTone = config.lowestTone();
    tones = config.tones();
    size = config.frontSize();
    window = Windows.hann(fftSize);
  }

  /// The last window of samples of one stream, and room for its transform.
  final class State {
    private final RealFft fft = new RealFft(fftSize);
    private final float[] recent = new float[fftSize];
    private final float[] windowed = new float[fftSize];
    private final float[] re = new float[bins];
    private final float[] im = new float[bins];
    private final float[] reBefore = new float[tones];
    private final float[] imBefore = new float[tones];
  }

  State newState() {
    return new State();
  }

  /// @param samples from `offset` on, `spectra x hop` of them
  /// @param out `[spectra x frontSize]`
  void forward(float[] samples, int offset, int spectra, State state, float[] out) {
    for (int j = 0; j < spectra; j++) {
      System.arraycopy(state.recent, hop, state.recent, 0, fftSize - hop);
      System.arraycopy(samples, offset + j * hop, state.recent, fftSize - hop, hop);
      for (int i = 0; i < fftSize; i++) {
        state.windowed[i] = state.recent[i] * window[i];
      }
      state.fft.forward(state.windowed, state.re, state.im);
      compress(state, out, j * size);
      if (tones > 0) {
        turns(state, out, j * size);
      }
    }
  }

  private void compress(State state, float[] out, int at) {
    float scale = 4f / fftSize; // a full-scale sine has magnitude 1
    for (int k = 0; k < bins; k++) {
      float re = state.re[k] * scale;
      float im = state.im[k] * scale;
      float power = Maths.fma(re, re, im * im) + SILENT_POWER;
      // |X|^(1/4) = |X| / |X|^(3/4), by square roots only: they are exact on every machine.
      float fourth = (float) Math.sqrt((float) Math.sqrt(power));
      float divisor = fourth * (float) Math.sqrt(fourth);
      out[at + k] = re / divisor;
      out[at + bins + k] = im / divisor;
      if (tones > 0) {
        out[at + 2 * bins + k] = (float) Math.sqrt(fourth);
      }
    }
  }

  private void turns(State state, float[] out, int at) {
    for (int i = 0; i < tones; i++) {
      int k = lowestTone + i;
      float re = out[at + k];
      float im = out[at + bins + k];
      float reBefore = state.reBefore[i];
      float imBefore = state.imBefore[i];
      float cosine = Maths.fma(re, reBefore, im * imBefore);
      float sine = Maths.fma(im, reBefore, -(re * imBefore));
      int turned = at + 3 * bins + i;
      switch (k & 3) { // quarters of a turn that are taken back
        case 0 -> put(out, turned, cosine, sine);
        case 1 -> put(out, turned, sine, -cosine);
        case 2 -> put(out, turned, -cosine, -sine);
        default -> put(out, turned, -sine, cosine);
      }
      state.reBefore[i] = re;
      state.imBefore[i] = im;
    }
  }

  private void put(float[] out, int at, float re, float im) {
    out[at] = re;
    out[at + tones] = im;
  }
}
