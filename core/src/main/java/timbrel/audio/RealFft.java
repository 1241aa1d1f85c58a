package timbrel.audio;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import timbrel.nn.kernels.FourierStage;
import timbrel.nn.kernels.Kernels;

/// The discrete Fourier transform of real signals whose size is a power of two, and its inverse.
///
/// Even samples are taken as real and odd ones as imaginary parts of a complex signal of half the
/// size; its transform, found by radix-4 Stockham stages, is then split into that of the real
/// signal (Press et al., "Numerical Recipes", section 12.3).
///
/// Only additions and multiplications of floats, in a fixed order, and tables rounded from
/// [StrictMath]: the same input gives the same bits on every machine.
///
/// One instance serves one thread: it owns the scratch memory, so that a call allocates nothing.
/// Those of one size share their tables, so that a second one is cheap to make.
public final class RealFft {
  private static final int MAX_SIZE = 1 << 16;
  private static final Map<Integer, Tables> TABLES = new ConcurrentHashMap<>();

  private final Kernels kernels = Kernels.chosen();
  private final int size;
  private final int half;
  private final FourierStage[] stages;
  private final float[] splitCos;
  private final float[] splitSin;
  private final float[] joinCos;
  private float[] re;
  private float[] im;
  private float[] nextRe;
  private float[] nextIm;

  /// What depends on the size alone.
  ///
  /// @param splitCos `[half + 1]` of 2 pi k / size, halved
  /// @param splitSin likewise
  /// @param joinCos `splitCos` negated: the way back
  private record Tables(
      FourierStage[] stages, float[] splitCos, float[] splitSin, float[] joinCos) {
    static Tables of(int size) {
      int half = size / 2;
      List<FourierStage> stages = new ArrayList<>();
      for (int count = 1; 4 * count <= half; count *= 4) {
        stages.add(FourierStage.of(half, count));
      }
      Tables tables =
          new Tables(
              stages.toArray(FourierStage[]::new),
              new float[half + 1],
              new float[half + 1],
              new float[half + 1]);
      for (int k = 0; k <= half; k++) {
        double angle = 2 * StrictMath.PI * k / size;
        tables.splitCos[k] = (float) (0.5 * StrictMath.cos(angle));
        tables.splitSin[k] = (float) (0.5 * StrictMath.sin(angle));
        tables.joinCos[k] = -tables.splitCos[k];
      }
      return tables;
    }
  }

  /// @param size a power of two from 2 to 65536
  public RealFft(int size) {
    if (size < 2 || size > MAX_SIZE || Integer.bitCount(size) != 1) {
      throw new IllegalArgumentException(
          "Fourier transform of size %d, expected a power of two from 2 to %d"
              .formatted(size, MAX_SIZE));
    }
    this.size = size;
    this.half = size / 2;
    Tables tables = TABLES.computeIfAbsent(size, Tables::of);
    this.stages = tables.stages;
    this.splitCos = tables.splitCos;
    this.splitSin = tables.splitSin;
    this.joinCos = tables.joinCos;
    this.re = new float[half];
    this.im = new float[half];
    this.nextRe = new float[half];
    this.nextIm = new float[half];
  }

  public int size() {
    return size;
  }

  /// The number of frequencies from 0 to the Nyquist frequency: `size / 2 + 1`.
  public int bins() {
    return half + 1;
  }

  /// `X[k] = sum over t of x[t] exp(-2 pi i k t / size)` for the first `bins()` frequencies.
  ///
  /// @param in `[size]`
  /// @param outRe `[bins]`, written
  /// @param outIm `[bins]`, written; its first and last entry are 0
  public void forward(float[] in, float[] outRe, float[] outIm) {
    requireLengths(in, outRe, outIm);
    for (int t = 0; t < half; t++) {
      re[t] = in[2 * t];
      im[t] = in[2 * t + 1];
    }
    transform();
    outRe[0] = re[0] + im[0];
    outIm[0] = 0;
    outRe[half] = re[0] - im[0];
    outIm[half] = 0;
    kernels.toRealSpectrum(re, im, splitCos, splitSin, half, outRe, outIm);
  }

  /// The signal that [#forward] turns into this spectrum.
  ///
  /// @param inRe `[bins]`
  /// @param inIm `[bins]`; the first and the last entry are taken as 0
  /// @param out `[size]`, written
  public void inverse(float[] inRe, float[] inIm, float[] out) {
    requireLengths(out, inRe, inIm);
    // The inverse is the transform with real and imaginary parts exchanged, so they go in
    // exchanged.
    im[0] = 0.5f * (inRe[0] + inRe[half]);
    re[0] = 0.5f * (inRe[0] - inRe[half]);
    kernels.toRealSpectrum(inRe, inIm, joinCos, splitSin, half, im, re);
    transform();
    float scale = 1f / half; // exact: a power of two
    for (int t = 0; t < half; t++) {
      out[2 * t] = im[t] * scale;
      out[2 * t + 1] = re[t] * scale;
    }
  }

  private void requireLengths(float[] signal, float[] spectrumRe, float[] spectrumIm) {
    if (signal.length < size || spectrumRe.length <= half || spectrumIm.length <= half) {
      throw new IllegalArgumentException(
          "signal of %d and spectrum of %d and %d values, expected at least %d, %d and %d"
              .formatted(
                  signal.length, spectrumRe.length, spectrumIm.length, size, half + 1, half + 1));
    }
  }

  /// The complex transform of `re`, `im`: after each stage there are four times as many interleaved
  /// transforms of a quarter of the length.
  private void transform() {
    for (FourierStage stage : stages) {
      kernels.radix4(stage, re, im, nextRe, nextIm);
      swap();
    }
    if (Integer.numberOfTrailingZeros(half) % 2 == 1) { // a factor of two is left
      radix2(half / 2);
      swap();
    }
  }

  private void swap() {
    float[] spare = re;
    re = nextRe;
    nextRe = spare;
    spare = im;
    im = nextIm;
    nextIm = spare;
  }

  private void radix2(int count) {
    for (int q = 0; q < count; q++) {
      nextRe[q] = re[q] + re[q + count];
      nextIm[q] = im[q] + im[q + count];
      nextRe[q + count] = re[q] - re[q + count];
      nextIm[q + count] = im[q] - im[q + count];
    }
  }
}
