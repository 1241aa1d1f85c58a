package timbrel.classifier;

import timbrel.nn.kernels.Kernels;
import timbrel.nn.kernels.PackedMatrix;
import timbrel.nn.weights.Tensor;
import timbrel.nn.weights.WeightMap;
import timbrel.nn.weights.WeightsException;

/// A 3 x 3 convolution that halves a picture in both directions, and a ReLU. Outside the picture
/// there are zeros. Pictures are `[height][width][channels]`, flat.
final class PictureConv {
  private static final int TAPS = 9;
  private final PackedMatrix weight;
  private final int in;
  private final int out;

  private PictureConv(PackedMatrix weight, int in, int out) {
    this.weight = weight;
    this.in = in;
    this.out = out;
  }

  /// @param weights holds `weight` `[out, in, 3, 3]` and `bias` `[out]`
  static PictureConv from(WeightMap weights) {
    Tensor tensor = weights.tensor("weight");
    int[] shape = tensor.shape();
    if (shape.length != 4 || shape[2] != 3 || shape[3] != 3) {
      throw new WeightsException(
          weights.source(), "a classifier's weight is a " + tensor + ", expected [out, in, 3, 3]");
    }
    int out = shape[0];
    int in = shape[1];
    float[] rows = new float[tensor.size()]; // [out][tap][in], the order of a patch
    for (int o = 0; o < out; o++) {
      for (int i = 0; i < in; i++) {
        for (int tap = 0; tap < TAPS; tap++) {
          rows[(o * TAPS + tap) * in + i] = tensor.data()[(o * in + i) * TAPS + tap];
        }
      }
    }
    float[] bias = weights.require("bias", out);
    return new PictureConv(PackedMatrix.of(rows, bias, out, TAPS * in), in, out);
  }

  int in() {
    return in;
  }

  int out() {
    return out;
  }

  static int halved(int size) {
    return (size + 1) / 2;
  }

  float[] forward(float[] picture, int height, int width) {
    int rows = halved(height);
    int columns = halved(width);
    int patch = TAPS * in;
    float[] patches = new float[rows * columns * patch];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        copyPatch(picture, height, width, 2 * r - 1, 2 * c - 1, patches, (r * columns + c) * patch);
      }
    }
    float[] result = new float[rows * columns * out];
    Kernels.chosen().matmul(patches, 0, patch, rows * columns, weight, result, 0, out);
    Kernels.chosen().relu(result, 0, result, 0, result.length);
    return result;
  }

  private void copyPatch(
      float[] picture, int height, int width, int top, int left, float[] patches, int at) {
    for (int tap = 0; tap < TAPS; tap++) {
      int y = top + tap / 3;
      int x = left + tap % 3;
      if (y >= 0 && y < height && x >= 0 && x < width) {
        System.arraycopy(picture, (y * width + x) * in, patches, at + tap * in, in);
      }
    }
  }
}
