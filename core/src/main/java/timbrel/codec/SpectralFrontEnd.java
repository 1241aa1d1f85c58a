package timbrel.codec;

import timbrel.audio.RealFft;
import timbrel.audio.Windows;
import timbrel.nn.kernels.Maths;

/// What the encoder sees of the sound: one spectrum for every fine hop, its magnitudes raised to
/// the power 1/4, so that a tail 80 dB down is still visible; real parts, then imaginary parts.
///
/// Spectrum `j` is of the `fftSize` samples that end where fine hop `j` ends; before the first
/// sample is silence.
final class SpectralFrontEnd {
  /// Power below which a bin counts as silent: 100 dB under a full-scale sine.
  private static final float SILENT_POWER = 1e-10f;

  private final int fftSize;
  private final int hop;
  private final float[] window;

  SpectralFrontEnd(CodecConfig config) {
    fftSize = config.fftSize();
    hop = config.fineHop();
    window = Windows.hann(fftSize);
  }

  /// The last window of samples of one stream, and room for its transform.
  final class State {
    private final RealFft fft = new RealFft(fftSize);
    private final float[] recent = new float[fftSize];
    private final float[] windowed = new float[fftSize];
    private final float[] re = new float[fftSize / 2 + 1];
    private final float[] im = new float[fftSize / 2 + 1];
  }

  State newState() {
    return new State();
  }

  /// @param samples from `offset` on, `spectra x hop` of them
  /// @param out `[spectra x 2 bins]`
  void forward(float[] samples, int offset, int spectra, State state, float[] out) {
    int bins = fftSize / 2 + 1;
    for (int j = 0; j < spectra; j++) {
      System.arraycopy(state.recent, hop, state.recent, 0, fftSize - hop);
      System.arraycopy(samples, offset + j * hop, state.recent, fftSize - hop, hop);
      for (int i = 0; i < fftSize; i++) {
        state.windowed[i] = state.recent[i] * window[i];
      }
      state.fft.forward(state.windowed, state.re, state.im);
      compress(state, out, j * 2 * bins);
    }
  }

  private void compress(State state, float[] out, int at) {
    int bins = fftSize / 2 + 1;
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
    }
  }
}
