package timbrel.audio;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

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

  private final int size;
  private final int half;
  private final float[] cos;
  private final float[] sin;
  private final float[] splitCos;
  private final float[] splitSin;
  private float[] re;
  private float[] im;
  private float[] nextRe;
  private float[] nextIm;

  /// What depends on the size alone.
  ///
  /// @param cos `[half]` of 2 pi k / half
  /// @param sin likewise
  /// @param splitCos `[half + 1]` of 2 pi k / size, halved
  /// @param splitSin likewise
  private record Tables(float[] cos, float[] sin, float[] splitCos, float[] splitSin) {
    static Tables of(int size) {
      int half = size / 2;
      Tables tables =
          new Tables(new float[half], new float[half], new float[half + 1], new float[half + 1]);
      for (int k = 0; k < half; k++) {
        double angle = 2 * StrictMath.PI * k / half;
        tables.cos[k] = (float) StrictMath.cos(angle);
        tables.sin[k] = (float) StrictMath.sin(angle);
      }
      for (int k = 0; k <= half; k++) {
        double angle = 2 * StrictMath.PI * k / size;
        tables.splitCos[k] = (float) (0.5 * StrictMath.cos(angle));
        tables.splitSin[k] = (float) (0.5 * StrictMath.sin(angle));
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
    this.cos = tables.cos;
    this.sin = tables.sin;
    this.splitCos = tables.splitCos;
    this.splitSin = tables.splitSin;
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
    for (int k = 1; k < half; k++) {
      float evenRe = re[k] + re[half - k];
      float evenIm = im[k] - im[half - k];
      float oddRe = im[k] + im[half - k];
      float oddIm = re[half - k] - re[k];
      outRe[k] = 0.5f * evenRe + (splitCos[k] * oddRe + splitSin[k] * oddIm);
      outIm[k] = 0.5f * evenIm + (splitCos[k] * oddIm - splitSin[k] * oddRe);
    }
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
    for (int k = 1; k < half; k++) {
      float evenRe = inRe[k] + inRe[half - k];
      float evenIm = inIm[k] - inIm[half - k];
      float oddRe = inRe[k] - inRe[half - k];
      float oddIm = inIm[k] + inIm[half - k];
      im[k] = 0.5f * evenRe - (splitSin[k] * oddRe + splitCos[k] * oddIm);
      re[k] = 0.5f * evenIm + (splitCos[k] * oddRe - splitSin[k] * oddIm);
    }
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
    int length = half;
    int count = 1;
    for (; length >= 4; length /= 4, count *= 4) {
      radix4(length, count);
      swap();
    }
    if (length == 2) {
      radix2(count);
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

  private void radix4(int length, int count) {
    float[] xr = re;
    float[] xi = im;
    float[] yr = nextRe;
    float[] yi = nextIm;
    int quarter = length / 4 * count;
    for (int p = 0; p < length / 4; p++) {
      float cos1 = cos[p * count];
      float sin1 = sin[p * count];
      float cos2 = cos[2 * p * count];
      float sin2 = sin[2 * p * count];
      float cos3 = cos[3 * p * count];
      float sin3 = sin[3 * p * count];
      int in = p * count;
      int out = 4 * p * count;
      for (int q = 0; q < count; q++) {
        int a = in + q;
        int b = a + quarter;
        int c = b + quarter;
        int d = c + quarter;
        float sumAcRe = xr[a] + xr[c];
        float sumAcIm = xi[a] + xi[c];
        float differenceAcRe = xr[a] - xr[c];
        float differenceAcIm = xi[a] - xi[c];
        float sumBdRe = xr[b] + xr[d];
        float sumBdIm = xi[b] + xi[d];
        float differenceBdRe = xr[b] - xr[d];
        float differenceBdIm = xi[b] - xi[d];
        int y = out + q;
        yr[y] = sumAcRe + sumBdRe;
        yi[y] = sumAcIm + sumBdIm;
        float re1 = differenceAcRe + differenceBdIm;
        float im1 = differenceAcIm - differenceBdRe;
        yr[y + count] = re1 * cos1 + im1 * sin1;
        yi[y + count] = im1 * cos1 - re1 * sin1;
        float re2 = sumAcRe - sumBdRe;
        float im2 = sumAcIm - sumBdIm;
        yr[y + 2 * count] = re2 * cos2 + im2 * sin2;
        yi[y + 2 * count] = im2 * cos2 - re2 * sin2;
        float re3 = differenceAcRe - differenceBdIm;
        float im3 = differenceAcIm + differenceBdRe;
        yr[y + 3 * count] = re3 * cos3 + im3 * sin3;
        yi[y + 3 * count] = im3 * cos3 - re3 * sin3;
      }
    }
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
