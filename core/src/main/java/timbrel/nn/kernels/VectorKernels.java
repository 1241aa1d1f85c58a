package timbrel.nn.kernels;

import static timbrel.nn.kernels.Lanes.COUNT;
import static timbrel.nn.kernels.Lanes.FLOATS;
import static timbrel.nn.kernels.Lanes.load;
import static timbrel.nn.kernels.VectorMaths.fma;

import jdk.incubator.vector.FloatVector;

/// [ScalarKernels] with lanes across outputs (or elements). Elementwise kernels have one vector
/// loop and one scalar tail. What is more than that has a class of its own: [VectorMatmul],
/// [VectorFourier], [VectorAttention], [VectorExp], [VectorSums] and [VectorPolar].
final class VectorKernels implements Kernels {
  @Override
  public String description() {
    return "vector "
        + FLOATS.vectorBitSize()
        + " bits, "
        + (Fma.FUSED ? "fused multiply-add" : "no fused multiply-add");
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
    VectorMatmul.matmul(x, xOffset, xStride, rows, w, y, yOffset, yStride);
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
    for (int r = 0; r < rows; r++) {
      for (int o = 0; o < bias.length; o++) {
        y[yOffset + r * bias.length + o] =
            VectorSums.dot(x, xOffset + r * xStride, weight, o * in, in) + bias[o];
      }
    }
  }

  @Override
  public void radix4(FourierStage stage, float[] re, float[] im, float[] outRe, float[] outIm) {
    VectorFourier.radix4(stage, re, im, outRe, outIm);
  }

  @Override
  public void toRealSpectrum(
      float[] re, float[] im, float[] cos, float[] sin, int half, float[] outRe, float[] outIm) {
    VectorFourier.toRealSpectrum(re, im, cos, sin, half, outRe, outIm);
  }

  @Override
  public void depthwise(float[] x, float[] weight, float[] bias, int frames, float[] y) {
    int channels = bias.length;
    int taps = channels == 0 ? 0 : weight.length / channels;
    int vectorised = FLOATS.loopBound(channels);
    for (int t = 0; t < frames; t++) {
      int row = t * channels;
      int c = 0;
      for (; c < vectorised; c += COUNT) {
        FloatVector sum = load(bias, c);
        for (int k = 0; k < taps; k++) {
          sum = fma(load(x, row + k * channels + c), load(weight, k * channels + c), sum);
        }
        sum.intoArray(y, row + c);
      }
      for (; c < channels; c++) {
        float sum = bias[c];
        for (int k = 0; k < taps; k++) {
          sum = Fma.fma(x[row + k * channels + c], weight[k * channels + c], sum);
        }
        y[row + c] = sum;
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
    VectorAttention.weightedSum(x, xOffset, count, rows, rowsOffset, rowStride, y, yOffset, width);
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
    VectorAttention.panelSum(x, xOffset, count, panels, panelsOffset, panelCount, y, yOffset);
  }

  @Override
  public void add(float[] x, int xOffset, float[] y, int yOffset, int length) {
    int i = 0;
    for (; i < FLOATS.loopBound(length); i += COUNT) {
      load(y, yOffset + i).add(load(x, xOffset + i)).intoArray(y, yOffset + i);
    }
    for (; i < length; i++) {
      y[yOffset + i] += x[xOffset + i];
    }
  }

  @Override
  public void multiply(float[] x, int xOffset, float[] y, int yOffset, int length) {
    int i = 0;
    for (; i < FLOATS.loopBound(length); i += COUNT) {
      load(y, yOffset + i).mul(load(x, xOffset + i)).intoArray(y, yOffset + i);
    }
    for (; i < length; i++) {
      y[yOffset + i] *= x[xOffset + i];
    }
  }

  @Override
  public void addProduct(
      float[] x, int xOffset, float[] w, int wOffset, float[] y, int yOffset, int length) {
    int i = 0;
    for (; i < FLOATS.loopBound(length); i += COUNT) {
      fma(load(x, xOffset + i), load(w, wOffset + i), load(y, yOffset + i))
          .intoArray(y, yOffset + i);
    }
    for (; i < length; i++) {
      y[yOffset + i] = Fma.fma(x[xOffset + i], w[wOffset + i], y[yOffset + i]);
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
    VectorExp.exp(x, logs, 0, highest, scale, im, 0, length);
    VectorPolar.timesSine(x, phases, 1, im, re, length);
    VectorPolar.timesSine(x, phases, 0, im, im, length);
  }

  @Override
  public void scaledResidual(float[] x, float[] scale, float[] residual, int frames, float[] y) {
    int width = scale.length;
    int vectorised = FLOATS.loopBound(width);
    for (int t = 0; t < frames; t++) {
      int row = t * width;
      int c = 0;
      for (; c < vectorised; c += COUNT) {
        fma(load(x, row + c), load(scale, c), load(residual, row + c)).intoArray(y, row + c);
      }
      for (; c < width; c++) {
        y[row + c] = Fma.fma(x[row + c], scale[c], residual[row + c]);
      }
    }
  }

  @Override
  public void affine(
      float[] x, int xOffset, float[] scale, float[] shift, int frames, float[] y, int yOffset) {
    int width = scale.length;
    int vectorised = FLOATS.loopBound(width);
    for (int t = 0; t < frames; t++) {
      int from = xOffset + t * width;
      int to = yOffset + t * width;
      int c = 0;
      for (; c < vectorised; c += COUNT) {
        fma(load(x, from + c), load(scale, c), load(shift, c)).intoArray(y, to + c);
      }
      for (; c < width; c++) {
        y[to + c] = Fma.fma(x[from + c], scale[c], shift[c]);
      }
    }
  }

  @Override
  public void snake(float[] x, int offset, float[] alpha, float[] reciprocal, int frames) {
    int width = alpha.length;
    int vectorised = FLOATS.loopBound(width);
    for (int t = 0; t < frames; t++) {
      int row = offset + t * width;
      int c = 0;
      for (; c < vectorised; c += COUNT) {
        VectorMaths.snake(load(x, row + c), load(alpha, c), load(reciprocal, c))
            .intoArray(x, row + c);
      }
      for (; c < width; c++) {
        x[row + c] = Maths.snake(x[row + c], alpha[c], reciprocal[c]);
      }
    }
  }

  @Override
  public void lstmCell(float[] gates, int offset, float[] cell, float[] hidden) {
    int width = cell.length;
    int j = 0;
    for (; j < FLOATS.loopBound(width); j += COUNT) {
      FloatVector in = VectorMaths.sigmoid(load(gates, offset + j));
      FloatVector forget = VectorMaths.sigmoid(load(gates, offset + width + j));
      FloatVector candidate = VectorMaths.tanh(load(gates, offset + 2 * width + j));
      FloatVector next = fma(forget, load(cell, j), in.mul(candidate));
      next.intoArray(cell, j);
      FloatVector out = VectorMaths.sigmoid(load(gates, offset + 3 * width + j));
      out.mul(VectorMaths.tanh(next)).intoArray(hidden, j);
    }
    for (; j < width; j++) {
      float in = Maths.sigmoid(gates[offset + j]);
      float forget = Maths.sigmoid(gates[offset + width + j]);
      float candidate = Maths.tanh(gates[offset + 2 * width + j]);
      float out = Maths.sigmoid(gates[offset + 3 * width + j]);
      cell[j] = Fma.fma(forget, cell[j], in * candidate);
      hidden[j] = out * Maths.tanh(cell[j]);
    }
  }

  @Override
  public void relu(float[] x, int xOffset, float[] y, int yOffset, int length) {
    int i = 0;
    for (; i < FLOATS.loopBound(length); i += COUNT) {
      load(x, xOffset + i).max(0).intoArray(y, yOffset + i);
    }
    for (; i < length; i++) {
      y[yOffset + i] = Math.max(x[xOffset + i], 0);
    }
  }

  @Override
  public void gelu(float[] x, int xOffset, float[] y, int yOffset, int length) {
    int i = 0;
    for (; i < FLOATS.loopBound(length); i += COUNT) {
      VectorMaths.gelu(load(x, xOffset + i)).intoArray(y, yOffset + i);
    }
    for (; i < length; i++) {
      y[yOffset + i] = Maths.gelu(x[xOffset + i]);
    }
  }

  @Override
  public void silu(float[] x, int xOffset, float[] y, int yOffset, int length) {
    int i = 0;
    for (; i < FLOATS.loopBound(length); i += COUNT) {
      VectorMaths.silu(load(x, xOffset + i)).intoArray(y, yOffset + i);
    }
    for (; i < length; i++) {
      y[yOffset + i] = Maths.silu(x[xOffset + i]);
    }
  }

  @Override
  public void elu(float[] x, int xOffset, float[] y, int yOffset, int length) {
    int i = 0;
    for (; i < FLOATS.loopBound(length); i += COUNT) {
      VectorMaths.elu(load(x, xOffset + i)).intoArray(y, yOffset + i);
    }
    for (; i < length; i++) {
      y[yOffset + i] = Maths.elu(x[xOffset + i]);
    }
  }

  @Override
  public void tanh(float[] x, int xOffset, float[] y, int yOffset, int length) {
    int i = 0;
    for (; i < FLOATS.loopBound(length); i += COUNT) {
      VectorMaths.tanh(load(x, xOffset + i)).intoArray(y, yOffset + i);
    }
    for (; i < length; i++) {
      y[yOffset + i] = Maths.tanh(x[xOffset + i]);
    }
  }

  @Override
  public void exp(float[] x, int xOffset, float[] y, int yOffset, int length) {
    VectorExp.exp(x, xOffset, 0, Float.POSITIVE_INFINITY, 1, y, yOffset, length);
  }

  @Override
  public void log(float[] x, int xOffset, float[] y, int yOffset, int length) {
    int i = 0;
    for (; i < FLOATS.loopBound(length); i += COUNT) {
      VectorMaths.log(load(x, xOffset + i)).intoArray(y, yOffset + i);
    }
    for (; i < length; i++) {
      y[yOffset + i] = Maths.log(x[xOffset + i]);
    }
  }

  @Override
  public void sin(float[] x, int xOffset, float[] y, int yOffset, int length) {
    int i = 0;
    for (; i < FLOATS.loopBound(length); i += COUNT) {
      VectorMaths.sin(load(x, xOffset + i)).intoArray(y, yOffset + i);
    }
    for (; i < length; i++) {
      y[yOffset + i] = Maths.sin(x[xOffset + i]);
    }
  }

  @Override
  public void cos(float[] x, int xOffset, float[] y, int yOffset, int length) {
    int i = 0;
    for (; i < FLOATS.loopBound(length); i += COUNT) {
      VectorMaths.cos(load(x, xOffset + i)).intoArray(y, yOffset + i);
    }
    for (; i < length; i++) {
      y[yOffset + i] = Maths.cos(x[xOffset + i]);
    }
  }

  @Override
  public void layerNorm(
      float[] x, int rows, float[] gain, float[] shift, float epsilon, float[] y) {
    int width = gain.length;
    int vectorised = FLOATS.loopBound(width);
    for (int r = 0; r < rows; r++) {
      int row = r * width;
      float mean = VectorSums.sum(x, row, width) / width;
      float variance = VectorSums.squaredDeviations(x, row, width, mean) / width;
      float scale = (float) (1 / Math.sqrt(variance + epsilon));
      int c = 0;
      for (; c < vectorised; c += COUNT) {
        fma(load(x, row + c).sub(mean).mul(scale), load(gain, c), load(shift, c))
            .intoArray(y, row + c);
      }
      for (; c < width; c++) {
        y[row + c] = Fma.fma((x[row + c] - mean) * scale, gain[c], shift[c]);
      }
    }
  }

  @Override
  public void softmax(float[] x, int offset, int length) {
    VectorAttention.softmax(x, offset, length);
  }

  @Override
  public float sum(float[] x, int offset, int length) {
    return VectorSums.sum(x, offset, length);
  }

  @Override
  public float squaredDeviations(float[] x, int offset, int length, float mean) {
    return VectorSums.squaredDeviations(x, offset, length, mean);
  }
}
