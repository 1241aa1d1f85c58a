package timbrel.nn.kernels;

/// The sums that networks and filters are made of. [ScalarKernels] defines them with plain loops;
/// the vector implementation returns the same bits, faster.
///
/// Every output is one chain of fused multiply-adds over its inputs in rising order, starting from
/// the bias, whatever the number of rows, the blocking or the lane width. Arrays belong to the
/// caller; nothing is allocated. All matrices are row-major: frame `t`, channel `c` at `t *
/// channels + c`.
///
/// The implementation is chosen once, at the first use: vectors where the Vector API is there
/// (`--add-modules jdk.incubator.vector`), else plain loops. The system property `timbrel.kernels`
/// overrides it (`vector`, `scalar`, or `plain`: no fused multiply-add, as on a machine without the
/// instruction, with other last bits) and `timbrel.vectorBits` sets the width (128, 256 or 512).
public sealed interface Kernels permits ScalarKernels, VectorKernels {
  /// Name of the system property that overrides the choice of implementation.
  String KIND_PROPERTY = "timbrel.kernels";

  /// Name of the system property that overrides the width of vectors.
  String BITS_PROPERTY = "timbrel.vectorBits";

  /// The implementation for this machine.
  static Kernels chosen() {
    return KernelChoice.CHOSEN;
  }

  /// Has the kernels compiled before they are needed: for a thread of its own, started while there
  /// is something else to do. Changes no result, and may be left out.
  static void warmUp() {
    if (chosen() instanceof VectorKernels vector) {
      new WarmUp(vector).run();
    }
  }

  /// What was chosen, for people: `vector 512 bits, fused multiply-add`.
  String description();

  /// `y[r][o] = bias[o] + Σ_i x[r][i] · w[o][i]` for each row `r`.
  ///
  /// Row `r` of `x` starts at `xOffset + r * xStride` and has `w.in()` values; rows may overlap,
  /// and so a causal convolution is a product over a sliding window. Row `r` of `y` starts at
  /// `yOffset + r * yStride`. `y` is not `x`.
  void matmul(
      float[] x,
      int xOffset,
      int xStride,
      int rows,
      PackedMatrix w,
      float[] y,
      int yOffset,
      int yStride);

  /// As [#matmul], for so few outputs that vectors have to go along the inputs: `y[r][o] = bias[o]
  /// + Σ_i x[r][i] · weight[o][i]` for `bias.length` outputs, where the sum is sixteen interleaved
  ///   sums of fused multiply-adds, folded as in [#sum]. Rows of `y` follow each other.
  void narrowMatmul(
      float[] x,
      int xOffset,
      int xStride,
      int rows,
      float[] weight,
      float[] bias,
      float[] y,
      int yOffset);

  /// One stage of a Fourier transform, without fused multiply-adds. With `a`, `b`, `c` and `d` at
  /// `i`, `i + n/4`, `i + n/2` and `i + 3n/4` of `n` complex values, result `j` is `Σ_m (-i)^(jm) ·
  /// (a, b, c, d)[m]`, turned back by the stage's factor. The results of group `p` follow each
  /// other from `4 · p · count` on. What was in `re` and `im` is lost.
  void radix4(FourierStage stage, float[] re, float[] im, float[] outRe, float[] outIm);

  /// From the transform of a complex signal, whose real parts are the even and whose imaginary
  /// parts are the odd samples of a real one, to that one's, from frequency 1 up to but not with
  /// `half` (Press et al., "Numerical Recipes", section 12.3): with `k' = half - k`, `outRe[k] =
  /// (re[k] + re[k'])/2 + (cos[k] a + sin[k] b)` and `outIm[k] = (im[k] - im[k'])/2 + (cos[k] b -
  /// sin[k] a)` where `a = im[k] + im[k']` and `b = re[k'] - re[k]`. With `-cos` it is the way
  /// back, to the complex transform with its parts exchanged. No fused multiply-adds.
  ///
  /// @param cos `[half]` of π k / half, halved
  /// @param sin likewise
  void toRealSpectrum(
      float[] re, float[] im, float[] cos, float[] sin, int half, float[] outRe, float[] outIm);

  /// Each channel on its own: `y[t][c] = bias[c] + Σ_k x[t + k][c] · weight[k][c]`, for `frames`
  /// rows of `y` and `frames + taps - 1` rows of `x`, both from the arrays' starts. The number of
  /// channels is `bias.length`.
  void depthwise(float[] x, float[] weight, float[] bias, int frames, float[] y);

  /// `y[j] = Σ_i x[i] · rows[i][j]` for `width` values of `y`, where row `i` starts at `rowsOffset
  /// + i * rowStride`: attention's mix of values that are stored `[position][channel]`.
  void weightedSum(
      float[] x,
      int xOffset,
      int count,
      float[] rows,
      int rowsOffset,
      int rowStride,
      float[] y,
      int yOffset,
      int width);

  /// `y[j] = Σ_i x[i] · w[j][i]` for `panelCount` panels of outputs, over `count` values of `x`,
  /// where the weights from `panelsOffset` on lie as in a [PackedMatrix]: attention's scores, over
  /// keys that become more with each step.
  void panelSum(
      float[] x,
      int xOffset,
      int count,
      float[] panels,
      int panelsOffset,
      int panelCount,
      float[] y,
      int yOffset);

  /// `y += x`, elementwise.
  void add(float[] x, int xOffset, float[] y, int yOffset, int length);

  /// `y *= x`, elementwise.
  void multiply(float[] x, int xOffset, float[] y, int yOffset, int length);

  /// `y += x · w`, elementwise.
  void addProduct(
      float[] x, int xOffset, float[] w, int wOffset, float[] y, int yOffset, int length);

  /// Log magnitudes and phases, both in `x`, to the real and imaginary parts of a spectrum: `re[i]
  /// = m cos(x[phases + i])` and `im[i] = m sin(x[phases + i])`, where `m = scale · e^min(x[logs +
  /// i], highest)`.
  void polar(
      float[] x,
      int logs,
      int phases,
      float highest,
      float scale,
      float[] re,
      float[] im,
      int length);

  /// `y[t][c] = residual[t][c] + x[t][c] · scale[c]`, from the arrays' starts; `y` may be
  /// `residual` or `x`.
  void scaledResidual(float[] x, float[] scale, float[] residual, int frames, float[] y);

  /// `y[t][c] = shift[c] + x[t][c] · scale[c]`; `y` may be `x`.
  void affine(
      float[] x, int xOffset, float[] scale, float[] shift, int frames, float[] y, int yOffset);

  /// `x[t][c] += reciprocal[c] · sin²(alpha[c] · x[t][c])` in place.
  void snake(float[] x, int offset, float[] alpha, float[] reciprocal, int frames);

  /// One step of a layer of long short-term memory, whose width is `cell.length`: `cell = σ(f) ·
  /// cell + σ(i) · tanh(g)` and `hidden = σ(o) · tanh(cell)`.
  ///
  /// @param gates i, f, g and o, a width each, from `offset` on
  void lstmCell(float[] gates, int offset, float[] cell, float[] hidden);

  /// max(x, 0) into `y`, which may be `x`; as are the next ones.
  void relu(float[] x, int xOffset, float[] y, int yOffset, int length);

  /// [Maths#gelu(float)] of each value.
  void gelu(float[] x, int xOffset, float[] y, int yOffset, int length);

  /// [Maths#silu(float)] of each value.
  void silu(float[] x, int xOffset, float[] y, int yOffset, int length);

  /// [Maths#elu(float)] of each value.
  void elu(float[] x, int xOffset, float[] y, int yOffset, int length);

  /// [Maths#tanh(float)] of each value.
  void tanh(float[] x, int xOffset, float[] y, int yOffset, int length);

  /// [Maths#exp(float)] of each value.
  void exp(float[] x, int xOffset, float[] y, int yOffset, int length);

  /// [Maths#log(float)] of each value.
  void log(float[] x, int xOffset, float[] y, int yOffset, int length);

  /// [Maths#sin(float)] of each value.
  void sin(float[] x, int xOffset, float[] y, int yOffset, int length);

  /// [Maths#cos(float)] of each value.
  void cos(float[] x, int xOffset, float[] y, int yOffset, int length);

  /// Each row of `gain.length` values to mean 0 and variance 1, then times `gain` plus `shift` (Ba
  /// et al. 2016, section 3). Rows from the arrays' starts; `y` may be `x`.
  ///
  /// Sums over a row are sixteen interleaved sums, folded in halves, see [#sum].
  void layerNorm(float[] x, int rows, float[] gain, float[] shift, float epsilon, float[] y);

  /// `e^(x - max) / Σ e^(x - max)` in place, over `length` > 0 values.
  void softmax(float[] x, int offset, int length);

  /// The sum of `length` values, in an order that suits vectors of up to sixteen lanes. Of as many
  /// whole sixteens as there are, partial sum `j` adds values j, j + 16, j + 32 …; partial sums are
  /// folded 8 apart, 4 apart, 2, 1; then the values that are left are added one by one.
  float sum(float[] x, int offset, int length);

  /// The sum of the squared distances of `length` values from `mean`, in the order of [#sum].
  float squaredDeviations(float[] x, int offset, int length, float mean);
}
