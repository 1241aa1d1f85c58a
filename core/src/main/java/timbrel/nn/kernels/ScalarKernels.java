package timbrel.nn.kernels;

import static timbrel.nn.kernels.Fma.fma;

/// The definition of every kernel, in plain loops.
final class ScalarKernels implements Kernels {
  @Override
  public String description() {
    return "scalar, " + (Fma.FUSED ? "fused multiply-add" : "no fused multiply-add");
  }

  @Override
  public void matmul(
      float[] x,
      int xOffset,
      int xStride,
      int rows,
      PackedMatrix w,
      float[] y,
      int yOffset,
      int yStride) {
    for (int r = 0; r < rows; r++) {
      for (int o = 0; o < w.out(); o++) {
        float sum = w.bias[o];
        for (int i = 0; i < w.in(); i++) {
          sum = fma(x[xOffset + r * xStride + i], w.weight(o, i), sum);
        }
        y[yOffset + r * yStride + o] = sum;
      }
    }
  }

  @Override
  public void narrowMatmul(
      float[] x,
      int xOffset,
      int xStride,
      int rows,
      float[] weight,
      float[] bias,
      float[] y,
      int yOffset) {
    int in = bias.length == 0 ? 0 : weight.length / bias.length;
    int whole = in - in % PackedMatrix.PANEL;
    for (int r = 0; r < rows; r++) {
      int row = xOffset + r * xStride;
      for (int o = 0; o < bias.length; o++) {
        float sum = foldedProducts(x, row, weight, o * in, whole, 0, 1);
        for (int i = whole; i < in; i++) {
          sum = fma(x[row + i], weight[o * in + i], sum);
        }
        y[yOffset + r * bias.length + o] = sum + bias[o];
      }
    }
  }

  private static float foldedProducts(
      float[] x, int xOffset, float[] w, int wOffset, int length, int lane, int step) {
    if (step < PackedMatrix.PANEL) {
      return foldedProducts(x, xOffset, w, wOffset, length, lane, 2 * step)
          + foldedProducts(x, xOffset, w, wOffset, length, lane + step, 2 * step);
    }
    float sum = 0;
    for (int i = lane; i < length; i += step) {
      sum = fma(x[xOffset + i], w[wOffset + i], sum);
    }
    return sum;
  }

  @Override
  public void radix4(FourierStage stage, float[] re, float[] im, float[] outRe, float[] outIm) {
    for (int p = 0; p < stage.groups(); p++) {
      for (int q = 0; q < stage.count; q++) {
        butterfly(stage, p, q, re, im, outRe, outIm);
      }
    }
  }

  /// Value `q` of group `p`.
  static void butterfly(
      FourierStage stage, int p, int q, float[] re, float[] im, float[] outRe, float[] outIm) {
    int a = p * stage.count + q;
    int b = a + stage.quarter;
    int c = b + stage.quarter;
    int d = c + stage.quarter;
    float sumAcRe = re[a] + re[c];
    float sumAcIm = im[a] + im[c];
    float differenceAcRe = re[a] - re[c];
    float differenceAcIm = im[a] - im[c];
    float sumBdRe = re[b] + re[d];
    float sumBdIm = im[b] + im[d];
    float differenceBdRe = re[b] - re[d];
    float differenceBdIm = im[b] - im[d];
    int y = 4 * p * stage.count + q;
    outRe[y] = sumAcRe + sumBdRe;
    outIm[y] = sumAcIm + sumBdIm;
    float re1 = differenceAcRe + differenceBdIm;
    float im1 = differenceAcIm - differenceBdRe;
    turn(re1, im1, stage, p, outRe, outIm, y + stage.count);
    int groups = stage.groups();
    turn(
        sumAcRe - sumBdRe, sumAcIm - sumBdIm, stage, groups + p, outRe, outIm, y + 2 * stage.count);
    float re3 = differenceAcRe - differenceBdIm;
    float im3 = differenceAcIm + differenceBdRe;
    turn(re3, im3, stage, 2 * groups + p, outRe, outIm, y + 3 * stage.count);
  }

  private static void turn(
      float re, float im, FourierStage stage, int factor, float[] outRe, float[] outIm, int y) {
    float cos = stage.cos[factor];
    float sin = stage.sin[factor];
    outRe[y] = re * cos + im * sin;
    outIm[y] = im * cos - re * sin;
  }

  @Override
  public void toRealSpectrum(
      float[] re, float[] im, float[] cos, float[] sin, int half, float[] outRe, float[] outIm) {
    for (int k = 1; k < half; k++) {
      toRealSpectrum(re, im, cos, sin, half, k, outRe, outIm);
    }
  }

  /// Frequency `k` alone.
  static void toRealSpectrum(
      float[] re,
      float[] im,
      float[] cos,
      float[] sin,
      int half,
      int k,
      float[] outRe,
      float[] outIm) {
    float oddRe = im[k] + im[half - k];
    float oddIm = re[half - k] - re[k];
    outRe[k] = 0.5f * (re[k] + re[half - k]) + (cos[k] * oddRe + sin[k] * oddIm);
    outIm[k] = 0.5f * (im[k] - im[half - k]) + (cos[k] * oddIm - sin[k] * oddRe);
  }

  @Override
  public void depthwise(float[] x, float[] weight, float[] bias, int frames, float[] y) {
    int channels = bias.length;
    int taps = channels == 0 ? 0 : weight.length / channels;
    for (int t = 0; t < frames; t++) {
      for (int c = 0; c < channels; c++) {
        float sum = bias[c];
        for (int k = 0; k < taps; k++) {
          sum = fma(x[(t + k) * channels + c], weight[k * channels + c], sum);
        }
        y[t * channels + c] = sum;
      }
    }
  }

  @Override
  public void weightedSum(
      float[] x,
      int xOffset,
      int count,
      float[] rows,
      int rowsOffset,
      int rowStride,
      float[] y,
      int yOffset,
      int width) {
    for (int j = 0; j < width; j++) {
      float sum = 0;
      for (int i = 0; i < count; i++) {
        sum = fma(x[xOffset + i], rows[rowsOffset + i * rowStride + j], sum);
      }
      y[yOffset + j] = sum;
    }
  }

  @Override
  public void panelSum(
      float[] x,
      int xOffset,
      int count,
      float[] panels,
      int panelsOffset,
      int panelCount,
      float[] y,
      int yOffset) {
    for (int j = 0; j < panelCount * PackedMatrix.PANEL; j++) {
      int panel = j / PackedMatrix.PANEL;
      int at = panelsOffset + panel * count * PackedMatrix.PANEL + j % PackedMatrix.PANEL;
      float sum = 0;
      for (int i = 0; i < count; i++) {
        sum = fma(x[xOffset + i], panels[at + i * PackedMatrix.PANEL], sum);
      }
      y[yOffset + j] = sum;
    }
  }

  @Override
  public void add(float[] x, int xOffset, float[] y, int yOffset, int length) {
    for (int i = 0; i < length; i++) {
      y[yOffset + i] += x[xOffset + i];
    }
  }

  @Override
  public void multiply(float[] x, int xOffset, float[] y, int yOffset, int length) {
    for (int i = 0; i < length; i++) {
      y[yOffset + i] *= x[xOffset + i];
    }
  }

  @Override
  public void addProduct(
      float[] x, int xOffset, float[] w, int wOffset, float[] y, int yOffset, int length) {
    for (int i = 0; i < length; i++) {
      y[yOffset + i] = fma(x[xOffset + i], w[wOffset + i], y[yOffset + i]);
    }
  }

  @Override
  public void polar(
      float[] x,
      int logs,
      int phases,
      float highest,
      float scale,
      float[] re,
      float[] im,
      int length) {
    for (int i = 0; i < length; i++) {
      float magnitude = Maths.exp(Math.min(x[logs + i], highest)) * scale;
      re[i] = Maths.cos(x[phases + i]) * magnitude;
      im[i] = Maths.sin(x[phases + i]) * magnitude;
    }
  }

  @Override
  public void scaledResidual(float[] x, float[] scale, float[] residual, int frames, float[] y) {
    for (int t = 0; t < frames; t++) {
      for (int c = 0; c < scale.length; c++) {
        int i = t * scale.length + c;
        y[i] = fma(x[i], scale[c], residual[i]);
      }
    }
  }

  @Override
  public void affine(
      float[] x, int xOffset, float[] scale, float[] shift, int frames, float[] y, int yOffset) {
    for (int t = 0; t < frames; t++) {
      for (int c = 0; c < scale.length; c++) {
        int i = t * scale.length + c;
        y[yOffset + i] = fma(x[xOffset + i], scale[c], shift[c]);
      }
    }
  }

  @Override
  public void snake(float[] x, int offset, float[] alpha, float[] reciprocal, int frames) {
    for (int t = 0; t < frames; t++) {
      for (int c = 0; c < alpha.length; c++) {
        int i = offset + t * alpha.length + c;
        x[i] = Maths.snake(x[i], alpha[c], reciprocal[c]);
      }
    }
  }

  @Override
  public void lstmCell(float[] gates, int offset, float[] cell, float[] hidden) {
    int width = cell.length;
    for (int j = 0; j < width; j++) {
      float in = Maths.sigmoid(gates[offset + j]);
      float forget = Maths.sigmoid(gates[offset + width + j]);
      float candidate = Maths.tanh(gates[offset + 2 * width + j]);
      float out = Maths.sigmoid(gates[offset + 3 * width + j]);
      cell[j] = fma(forget, cell[j], in * candidate);
      hidden[j] = out * Maths.tanh(cell[j]);
    }
  }

  @Override
  public void relu(float[] x, int xOffset, float[] y, int yOffset, int length) {
    for (int i = 0; i < length; i++) {
      y[yOffset + i] = Math.max(x[xOffset + i], 0);
    }
  }

  @Override
  public void gelu(float[] x, int xOffset, float[] y, int yOffset, int length) {
    for (int i = 0; i < length; i++) {
      y[yOffset + i] = Maths.gelu(x[xOffset + i]);
    }
  }

  @Override
  public void silu(float[] x, int xOffset, float[] y, int yOffset, int length) {
    for (int i = 0; i < length; i++) {
      y[yOffset + i] = Maths.silu(x[xOffset + i]);
    }
  }

  @Override
  public void elu(float[] x, int xOffset, float[] y, int yOffset, int length) {
    for (int i = 0; i < length; i++) {
      y[yOffset + i] = Maths.elu(x[xOffset + i]);
    }
  }

  @Override
  public void tanh(float[] x, int xOffset, float[] y, int yOffset, int length) {
    for (int i = 0; i < length; i++) {
      y[yOffset + i] = Maths.tanh(x[xOffset + i]);
    }
  }

  @Override
  public void exp(float[] x, int xOffset, float[] y, int yOffset, int length) {
    for (int i = 0; i < length; i++) {
      y[yOffset + i] = Maths.exp(x[xOffset + i]);
    }
  }

  @Override
  public void log(float[] x, int xOffset, float[] y, int yOffset, int length) {
    for (int i = 0; i < length; i++) {
      y[yOffset + i] = Maths.log(x[xOffset + i]);
    }
  }

  @Override
  public void sin(float[] x, int xOffset, float[] y, int yOffset, int length) {
    for (int i = 0; i < length; i++) {
      y[yOffset + i] = Maths.sin(x[xOffset + i]);
    }
  }

  @Override
  public void cos(float[] x, int xOffset, float[] y, int yOffset, int length) {
    for (int i = 0; i < length; i++) {
      y[yOffset + i] = Maths.cos(x[xOffset + i]);
    }
  }

  @Override
  public void layerNorm(
      float[] x, int rows, float[] gain, float[] shift, float epsilon, float[] y) {
    int width = gain.length;
    for (int r = 0; r < rows; r++) {
      int start = r * width;
      float mean = sum(x, start, width) / width;
      float variance = squaredDeviations(x, start, width, mean) / width;
      float scale = (float) (1 / Math.sqrt(variance + epsilon));
      for (int c = 0; c < width; c++) {
        y[start + c] = fma((x[start + c] - mean) * scale, gain[c], shift[c]);
      }
    }
  }

  @Override
  public void softmax(float[] x, int offset, int length) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < length; i++) {
      max = Math.max(max, x[offset + i]);
    }
    for (int i = 0; i < length; i++) {
      x[offset + i] = Maths.exp(x[offset + i] - max);
    }
    float sum = sum(x, offset, length);
    for (int i = 0; i < length; i++) {
      x[offset + i] /= sum;
    }
  }

  @Override
  public float sum(float[] x, int offset, int length) {
    int whole = length - length % PackedMatrix.PANEL;
    float sum = folded(x, offset, whole, 0, 1);
    for (int i = whole; i < length; i++) {
      sum += x[offset + i];
    }
    return sum;
  }

  /// The sum of every `step`-th value from `lane` on: one of the sixteen partial sums when `step`
  /// is 16, else the fold of two sums of twice the step.
  private static float folded(float[] x, int offset, int length, int lane, int step) {
    if (step < PackedMatrix.PANEL) {
      return folded(x, offset, length, lane, 2 * step)
          + folded(x, offset, length, lane + step, 2 * step);
    }
    float sum = 0;
    for (int i = lane; i < length; i += step) {
      sum += x[offset + i];
    }
    return sum;
  }

  @Override
  public float squaredDeviations(float[] x, int offset, int length, float mean) {
    int whole = length - length % PackedMatrix.PANEL;
    float sum = foldedSquares(x, offset, whole, mean, 0, 1);
    for (int i = whole; i < length; i++) {
      float deviation = x[offset + i] - mean;
      sum = fma(deviation, deviation, sum);
    }
    return sum;
  }

  private static float foldedSquares(
      float[] x, int offset, int length, float mean, int lane, int step) {
    if (step < PackedMatrix.PANEL) {
      return foldedSquares(x, offset, length, mean, lane, 2 * step)
          + foldedSquares(x, offset, length, mean, lane + step, 2 * step);
    }
    float sum = 0;
    for (int i = lane; i < length; i += step) {
      float deviation = x[offset + i] - mean;
      sum = fma(deviation, deviation, sum);
    }
    return sum;
  }
}
