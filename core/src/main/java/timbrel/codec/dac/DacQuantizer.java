package timbrel.codec.dac;

import java.util.Arrays;
import timbrel.codec.Quantizer;
import timbrel.codec.checkpoint.ModelTensors;
import timbrel.nn.Linear;

/// Residual vector quantization in a few dimensions (section 3.2, "Improved residual vector
/// quantization"): each stage projects what is left over down, finds the entry at the smallest
/// angle, and projects that entry up again.
final class DacQuantizer implements Quantizer {
  private static final float SHORTEST = 1e-12f; // vectors are not made longer than this allows
  private static final float[] NO_BIAS = {};
  private static final int BLOCK = 12;

  private final Stage[] stages;
  private final int size;
  private final int codebookDim;
  private final int dim;

  private record Stage(Linear down, Linear up, float[] words, Linear angles, float[] squares) {}

  DacQuantizer(DacConfig config, ModelTensors tensors) {
    size = config.codebookSize();
    codebookDim = config.codebookDim();
    dim = config.latentDim();
    stages = new Stage[config.codebooks()];
    for (int q = 0; q < stages.length; q++) {
      stages[q] = stage(tensors.withPrefix("quantizers." + q + "."));
    }
  }

  private Stage stage(ModelTensors tensors) {
    float[] words = tensors.tensor("codebook.weight", size, codebookDim);
    float[] units = words.clone();
    float[] squares = new float[size];
    for (int n = 0; n < size; n++) {
      squares[n] = toUnitLength(units, n * codebookDim);
    }
    return new Stage(
        projection(tensors.withPrefix("in_proj."), dim, codebookDim),
        projection(tensors.withPrefix("out_proj."), codebookDim, dim),
        words,
        new Linear(units, NO_BIAS, size, codebookDim),
        squares);
  }

  private static Linear projection(ModelTensors tensors, int from, int to) {
    return new Linear(tensors.weight(to, from, 1), tensors.tensor("bias", to), to, from);
  }

  /// @return the square of the length, 1 unless the vector is 0
  private float toUnitLength(float[] x, int start) {
    float sum = 0;
    for (int i = start; i < start + codebookDim; i++) {
      sum = Math.fma(x[i], x[i], sum);
    }
    float length = Math.max((float) Math.sqrt(sum), SHORTEST);
    float square = 0;
    for (int i = start; i < start + codebookDim; i++) {
      x[i] /= length;
      square = Math.fma(x[i], x[i], square);
    }
    return square;
  }

  @Override
  public int codebooks() {
    return stages.length;
  }

  @Override
  public int codebookSize() {
    return size;
  }

  @Override
  public int dim() {
    return dim;
  }

  @Override
  public void encode(float[] latents, int frames, int[][] codes, int firstFrame) {
    int most = Math.min(BLOCK, frames);
    float[] low = new float[most * codebookDim];
    float[] scores = new float[most * size];
    float[] words = new float[most * codebookDim];
    float[] said = new float[most * dim];
    for (int from = 0; from < frames; from += BLOCK) {
      int count = Math.min(BLOCK, frames - from);
      for (int q = 0; q < codes.length; q++) {
        Stage stage = stages[q];
        stage.down.forward(latents, from * dim, count, low, 0);
        for (int t = 0; t < count; t++) {
          toUnitLength(low, t * codebookDim);
        }
        stage.angles.forward(low, count, scores);
        for (int t = 0; t < count; t++) {
          int code = best(scores, t * size, stage.squares);
          codes[q][firstFrame + from + t] = code;
          System.arraycopy(stage.words, code * codebookDim, words, t * codebookDim, codebookDim);
        }
        stage.up.forward(words, count, said);
        for (int i = 0; i < count * dim; i++) {
          latents[from * dim + i] -= said[i];
        }
      }
    }
  }

  /// The entry with the greatest `2 r.e + |e|^2`; the first of equals. The square is 1 for every
  /// entry but that of a word of zeros. Unlike the distance it is added, as in the original code.
  private int best(float[] products, int offset, float[] squares) {
    int best = 0;
    float bestScore = Float.NEGATIVE_INFINITY;
    for (int n = 0; n < size; n++) {
      float score = 2 * products[offset + n] + squares[n];
      if (score > bestScore) {
        best = n;
        bestScore = score;
      }
    }
    return best;
  }

  @Override
  public void decode(int[][] codes, int t, int count, float[] latent, int offset) {
    float[] said = new float[dim];
    Arrays.fill(latent, offset, offset + dim, 0);
    for (int q = 0; q < count; q++) {
      Stage stage = stages[q];
      stage.up.forward(stage.words, codes[q][t] * codebookDim, 1, said, 0);
      for (int i = 0; i < dim; i++) {
        latent[offset + i] += said[i];
      }
    }
  }
}
