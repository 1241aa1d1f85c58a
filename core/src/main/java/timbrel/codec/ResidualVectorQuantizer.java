package timbrel.codec;

import java.util.Arrays;
import timbrel.nn.kernels.Kernels;
import timbrel.nn.kernels.Maths;
import timbrel.nn.kernels.PackedMatrix;
import timbrel.nn.weights.Tensor;
import timbrel.nn.weights.WeightMap;

/// Residual vector quantization: each codebook encodes what the ones before it left over (Zeghidour
/// et al. 2021, "SoundStream", algorithm 1).
public final class ResidualVectorQuantizer implements Quantizer {
  private static final Kernels KERNELS = Kernels.chosen();
  private static final float[] NO_BIAS = {};

  /// Frames whose distances are computed together; the result does not depend on it.
  private static final int BLOCK = 12;

  private final float[][] codebooks; // [q][n x d]
  private final PackedMatrix[] products; // the same, packed for 2 r.e
  private final float[][] squares; // [q][n] of |e|^2
  private final int size;
  private final int dim;

  /// @param codebooks `[q][size x dim]`, row-major
  public ResidualVectorQuantizer(float[][] codebooks, int size, int dim) {
    this.codebooks = codebooks;
    this.size = size;
    this.dim = dim;
    products = new PackedMatrix[codebooks.length];
    squares = new float[codebooks.length][size];
    for (int q = 0; q < codebooks.length; q++) {
      products[q] = PackedMatrix.of(codebooks[q], NO_BIAS, size, dim);
      for (int n = 0; n < size; n++) {
        float sum = 0;
        for (int i = 0; i < dim; i++) {
          float e = codebooks[q][n * dim + i];
          sum = Maths.fma(e, e, sum);
        }
        squares[q][n] = sum;
      }
    }
  }

  /// From `codebooks.0 [size, dim]` and so on.
  static ResidualVectorQuantizer from(WeightMap weights, CodecConfig config) {
    float[][] codebooks = new float[config.codebooks()][];
    for (int q = 0; q < codebooks.length; q++) {
      codebooks[q] = weights.require("codebooks." + q, config.codebookSize(), config.latentDim());
    }
    return new ResidualVectorQuantizer(codebooks, config.codebookSize(), config.latentDim());
  }

  @Override
  public int codebooks() {
    return codebooks.length;
  }

  /// The words of codebook `q`, `[size, dim]`.
  public Tensor codebook(int q) {
    return Tensor.of(codebooks[q], size, dim);
  }

  @Override
  public int codebookSize() {
    return size;
  }

  @Override
  public int dim() {
    return dim;
  }

  /// Names each latent by one code per codebook.
  ///
  /// @param latents `[frames x dim]`; afterwards, what no codebook could say
  /// @param codes `[codebooks][>= firstFrame + frames]`, written from `firstFrame` on; as many
  ///   codebooks are used as there are rows
  @Override
  public void encode(float[] latents, int frames, int[][] codes, int firstFrame) {
    float[] scores = new float[Math.min(BLOCK, frames) * size];
    for (int from = 0; from < frames; from += BLOCK) {
      int count = Math.min(BLOCK, frames - from);
      for (int q = 0; q < codes.length; q++) {
        KERNELS.matmul(latents, from * dim, dim, count, products[q], scores, 0, size);
        for (int t = 0; t < count; t++) {
          int code = best(scores, t * size, squares[q]);
          codes[q][firstFrame + from + t] = code;
          subtract(codebooks[q], code * dim, latents, (from + t) * dim);
        }
      }
    }
  }

  /// The entry with the greatest `2 r.e - |e|^2`, which is the least distance; the first of equals.
  private int best(float[] products, int offset, float[] squares) {
    int best = 0;
    float bestScore = Float.NEGATIVE_INFINITY;
    for (int n = 0; n < size; n++) {
      float score = 2 * products[offset + n] - squares[n];
      if (score > bestScore) {
        best = n;
        bestScore = score;
      }
    }
    return best;
  }

  private void subtract(float[] word, int from, float[] latents, int at) {
    for (int i = 0; i < dim; i++) {
      latents[at + i] -= word[from + i];
    }
  }

  /// The sum of the first `count` codebooks' words for frame `t`, into `latent` from `offset` on.
  @Override
  public void decode(int[][] codes, int t, int count, float[] latent, int offset) {
    Arrays.fill(latent, offset, offset + dim, 0);
    for (int q = 0; q < count; q++) {
      KERNELS.add(codebooks[q], codes[q][t] * dim, latent, offset, dim);
    }
  }
}
