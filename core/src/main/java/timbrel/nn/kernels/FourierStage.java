package timbrel.nn.kernels;

/// The factors of one radix-4 stage of a Stockham Fourier transform (Van Loan 1992, "Computational
/// Frameworks for the Fast Fourier Transform", section 2.4), laid out for [Kernels#radix4].
///
/// Before the stage there are `count` interleaved transforms of `size / count` values, after it
/// four times as many of a quarter of the length.
public final class FourierStage {
  final int quarter; // of the size
  final int count;

  /// Of result `j` of 1 to 3, at `(j - 1) * groups + p` for group `p`: `count` values that belong
  /// to one factor.
  final float[] cos;

  final float[] sin;

  /// The same once for each value, where groups are smaller than vectors: `(j - 1) * quarter + i`.
  final float[] wideCos;

  final float[] wideSin;

  private FourierStage(
      int quarter, int count, float[] cos, float[] sin, float[] wideCos, float[] wideSin) {
    this.quarter = quarter;
    this.count = count;
    this.cos = cos;
    this.sin = sin;
    this.wideCos = wideCos;
    this.wideSin = wideSin;
  }

  /// @param size of the whole transform, a power of two
  /// @param count a power of four, a quarter of `size` at most
  public static FourierStage of(int size, int count) {
    int quarter = size / 4;
    boolean powerOfFour =
        Integer.bitCount(count) == 1 && Integer.numberOfTrailingZeros(count) % 2 == 0;
    if (Integer.bitCount(size) != 1 || !powerOfFour || count > quarter) {
      throw new IllegalArgumentException(
          "stage of size %d and count %d, expected a power of two and a power of four up to a quarter of it"
              .formatted(size, count));
    }
    int groups = quarter / count;
    float[] cos = new float[3 * groups];
    float[] sin = new float[3 * groups];
    for (int j = 1; j <= 3; j++) {
      for (int p = 0; p < groups; p++) {
        double angle = 2 * StrictMath.PI * j * p * count / size;
        cos[(j - 1) * groups + p] = (float) StrictMath.cos(angle);
        sin[(j - 1) * groups + p] = (float) StrictMath.sin(angle);
      }
    }
    boolean narrow = count < PackedMatrix.PANEL;
    return new FourierStage(
        quarter,
        count,
        cos,
        sin,
        narrow ? widened(cos, count) : cos,
        narrow ? widened(sin, count) : sin);
  }

  private static float[] widened(float[] factors, int times) {
    float[] wide = new float[factors.length * times];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = factors[i / times];
    }
    return wide;
  }

  int groups() {
    return quarter / count;
  }
}
