package timbrel.codec;

import java.util.Arrays;
import timbrel.audio.RealFft;
import timbrel.audio.Windows;
import timbrel.nn.kernels.Kernels;

/// The decoder's last step: log magnitudes and phases become windowed pieces of sound, which are
/// added up where they overlap (Siuzdak 2023, "Vocos", section 3.2).
///
/// A piece is four hops long. Unlike the paper the first three hops of the sum are dropped, so that
/// the first sample that is heard already has its four pieces; sound therefore comes three hops
/// after its spectrum, and [#finish] brings the last three.
final class InverseStft {
  /// The log magnitude is cut here: e^2 times a full-scale sine.
  private static final float MAX_LOG_MAGNITUDE = 2;

  private static final Kernels KERNELS = Kernels.chosen();

  private final int fftSize;
  private final int hop;
  private final int bins;
  private final int headSize;
  private final int fineFrames;
  private final boolean noise;
  private final Tones tones;
  private final int toneOffset;
  private final float fullScale; // the magnitude of a full-scale sine
  private final float[] window; // with the scales of spectrum and overlap in it

  InverseStft(CodecConfig config) {
    fftSize = config.fftSize();
    hop = config.fineHop();
    bins = config.bins();
    headSize = config.headSize();
    fineFrames = config.fineFrames();
    noise = config.noise();
    tones = new Tones(config);
    toneOffset = config.toneOffset();
    fullScale = fftSize / 4f;
    window = Windows.hann(fftSize);
    // Four squared Hann windows, each a quarter later, sum to 3/2.
    float overlap = (float) (2.0 / 3);
    for (int i = 0; i < fftSize; i++) {
      window[i] *= overlap;
    }
  }

  /// The sum so far of samples that later spectra still add to.
  final class State {
    private final RealFft fft = new RealFft(fftSize);
    private final float[] sum = new float[fftSize];
    private final float[] re = new float[bins];
    private final float[] im = new float[bins];
    private final float[] noiseRe = new float[noise ? bins : 0];
    private final float[] noiseIm = new float[noise ? bins : 0];
    private final Tones.State tonesState = tones.newState();
    private final float[] piece = new float[fftSize];
    private int hopsToDrop = dropped();

    void reset() {
      Arrays.fill(sum, 0);
      tonesState.reset();
      hopsToDrop = dropped();
    }
  }

  State newState() {
    return new State();
  }

  /// Hops that come out late.
  private int dropped() {
    return fftSize / hop - 1;
  }

  /// @param head `[spectra x headSize]`: log magnitudes, phases, log magnitudes of the noise where
  ///   there is some, and log magnitudes and turns of the tones; overwritten
  /// @param seeds of each frame; a frame is several spectra
  /// @param out sound, from `offset` on
  /// @return samples written: `spectra` hops, or up to three fewer at the start of a stream
  int forward(float[] head, int[] seeds, int spectra, State state, float[] out, int offset) {
    int written = 0;
    for (int j = 0; j < spectra; j++) {
      int at = j * headSize;
      KERNELS.polar(head, at, at + bins, MAX_LOG_MAGNITUDE, fullScale, state.re, state.im, bins);
      if (noise) {
        int seed = NoiseSeeds.ofSpectrum(seeds[j / fineFrames], j % fineFrames);
        addNoise(head, at, seed, state);
      }
      tones.addTo(
          state.re,
          state.im,
          head,
          at + toneOffset,
          MAX_LOG_MAGNITUDE,
          fullScale,
          state.tonesState);
      state.fft.inverse(state.re, state.im, state.piece);
      KERNELS.addProduct(state.piece, 0, window, 0, state.sum, 0, fftSize);
      written += shift(state, out, offset + written);
    }
    return written;
  }

  /// The last three hops, in which the sound's last pieces fade out.
  int finish(State state, float[] out, int offset) {
    int written = 0;
    for (int i = 0; i < dropped(); i++) {
      written += shift(state, out, offset + written);
    }
    return written;
  }

  private void addNoise(float[] head, int at, int seed, State state) {
    int phases = at + bins; // those of the head have been used
    NoiseSeeds.phases(seed, head, phases, bins);
    float[] re = state.noiseRe;
    float[] im = state.noiseIm;
    KERNELS.polar(head, at + 2 * bins, phases, MAX_LOG_MAGNITUDE, fullScale, re, im, bins);
    KERNELS.add(re, 0, state.re, 0, bins);
    KERNELS.add(im, 0, state.im, 0, bins);
  }

  private int shift(State state, float[] out, int offset) {
    int written = 0;
    if (state.hopsToDrop > 0) {
      state.hopsToDrop--;
    } else {
      System.arraycopy(state.sum, 0, out, offset, hop);
      written = hop;
    }
    System.arraycopy(state.sum, hop, state.sum, 0, fftSize - hop);
    Arrays.fill(state.sum, fftSize - hop, fftSize, 0);
    return written;
  }
}
