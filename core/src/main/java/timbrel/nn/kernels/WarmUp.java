package timbrel.nn.kernels;

/// Lets the just-in-time compiler meet the kernels before they are needed.
///
/// Until a vector kernel is compiled it runs a thousand times slower, because every vector is an
/// object. Compiling takes most of a second, which a program that has other things to do first (a
/// file to read) can spend on another core. The kernels a drum sound needs come in the order in
/// which it needs them. Shapes are small, and each that can has whole vectors and a tail, so that
/// the compiler sees both. What the values are does not matter.
final class WarmUp {
  /// Enough calls for the compiler's last stage, with the thresholds in `scripts/jvm.args`.
  private static final int CALLS = 400;

  private static final int[] ROWS = {1, 2, 4, 6};
  private static final int IN = 8;
  private static final int WIDTH = 3 * PackedMatrix.PANEL + 3;
  private static final int LENGTH = 2 * PackedMatrix.PANEL + 3;

  private static final int SPECTRUM = 4 * PackedMatrix.PANEL;

  private final Kernels kernels;
  private final PackedMatrix matrix;
  private final float[] x = new float[16 * WIDTH];
  private final float[] y = new float[16 * WIDTH];
  private final float[] row = new float[WIDTH];
  private final float[] taps = new float[3 * WIDTH];
  private final float[] spectrum = new float[SPECTRUM];

  WarmUp(Kernels kernels) {
    this.kernels = kernels;
    matrix = PackedMatrix.of(new float[WIDTH * IN], new float[0], WIDTH, IN);
  }

  void run() {
    for (int rows : ROWS) {
      repeat(() -> kernels.matmul(x, 0, IN, rows, matrix, y, 0, WIDTH));
    }
    repeat(() -> kernels.gelu(x, 0, y, 0, LENGTH));
    repeat(() -> kernels.layerNorm(x, 2, row, row, 1e-5f, y));
    repeat(() -> kernels.panelSum(x, 0, IN, x, 0, 3, y, 0));
    repeat(() -> kernels.softmax(y, 0, LENGTH));
    repeat(() -> kernels.weightedSum(x, 0, IN, x, 0, WIDTH, y, 0, WIDTH));
    repeat(() -> kernels.add(x, 0, y, 0, LENGTH));
    repeat(() -> kernels.exp(x, 0, y, 0, LENGTH));
    repeat(() -> kernels.depthwise(x, taps, row, 2, y));
    repeat(() -> kernels.scaledResidual(x, row, x, 2, y));
    repeat(() -> kernels.polar(x, 0, LENGTH, 2, 1, y, row, LENGTH));
    repeat(() -> kernels.toRealSpectrum(x, x, x, x, LENGTH, y, taps));
    for (int count = 1; 4 * count <= SPECTRUM; count *= 4) {
      FourierStage stage = FourierStage.of(SPECTRUM, count);
      repeat(() -> kernels.radix4(stage, x, y, taps, spectrum));
    }
    repeat(() -> kernels.addProduct(x, 0, row, 0, y, 0, LENGTH));
  }

  private static void repeat(Runnable kernel) {
    for (int i = 0; i < CALLS; i++) {
      kernel.run();
    }
  }
}
