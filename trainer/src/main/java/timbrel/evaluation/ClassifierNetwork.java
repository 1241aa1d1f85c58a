package timbrel.evaluation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import timbrel.classifier.DrumClassifier;
import timbrel.classifier.LogMelPicture;
import timbrel.training.Parameters;
import timbrel.training.Torch;

/// The trainer's side of [DrumClassifier]: the same network with a batch normalization after each
/// convolution and dropout, which the player never sees. The normalization is folded into the
/// convolutions' weights when they are handed over.
final class ClassifierNetwork {
  private static final int[] CHANNELS = {16, 32, 64, 64};
  private static final int EMBEDDING = 64;
  private static final double DROPOUT = 0.3;
  private static final double NORM_EPSILON = 1e-5;
  private static final double NORM_MOMENTUM = 0.1;

  private final Parameters parameters = new Parameters();
  private final Map<String, Tensor> running = new LinkedHashMap<>();

  ClassifierNetwork(int classes, RandomGenerator random) {
    int in = 1;
    int bands = LogMelPicture.BANDS;
    for (int i = 0; i < CHANNELS.length; i++) {
      int out = CHANNELS[i];
      parameters.addNormal(conv(i) + ".weight", Math.sqrt(2.0 / (9 * in)), random, out, in, 3, 3);
      parameters.addOnes(norm(i) + ".gain", out);
      parameters.addZeros(norm(i) + ".shift", out);
      running.put(norm(i) + ".mean", Torch.keep(() -> torch.zeros(out)));
      running.put(norm(i) + ".variance", Torch.keep(() -> torch.ones(out)));
      in = out;
      bands = (bands + 1) / 2;
    }
    parameters.addAffine("classifier.embed", random, EMBEDDING, (long) bands * in);
    parameters.addAffine("classifier.score", random, classes, EMBEDDING);
  }

  private static String conv(int index) {
    return "classifier.conv." + index;
  }

  private static String norm(int index) {
    return "classifier.norm." + index;
  }

  Parameters parameters() {
    return parameters;
  }

  /// @param pictures `[count][frames][bands]`, flat
  static Tensor input(float[] pictures, int count) {
    return Torch.tensor(pictures, count, 1, DrumClassifier.FRAMES, LogMelPicture.BANDS);
  }

  /// Scores with dropout and the batch's own statistics; the running ones move along.
  Tensor forTraining(Tensor pictures, RandomGenerator random) {
    Tensor x = dropped(features(pictures, true), random);
    x = affine("classifier.embed", x).relu();
    return affine("classifier.score", dropped(x, random));
  }

  /// Scores `[batch, classes]` as they will be once the weights are handed over.
  Tensor scores(Tensor pictures) {
    return affine("classifier.score", embeddings(pictures).relu());
  }

  Tensor embeddings(Tensor pictures) {
    return affine("classifier.embed", features(pictures, false));
  }

  private Tensor features(Tensor pictures, boolean training) {
    Tensor x = pictures;
    for (int i = 0; i < CHANNELS.length; i++) {
      x =
          torch.conv2d(
              x,
              parameters.get(conv(i) + ".weight"),
              new TensorOptional(),
              new long[] {2, 2},
              new long[] {1, 1},
              new long[] {1, 1},
              1);
      x =
          torch.batch_norm(
              x,
              new TensorOptional(parameters.get(norm(i) + ".gain")),
              new TensorOptional(parameters.get(norm(i) + ".shift")),
              new TensorOptional(statistic(norm(i) + ".mean")),
              new TensorOptional(statistic(norm(i) + ".variance")),
              training,
              NORM_MOMENTUM,
              NORM_EPSILON,
              false);
      x = x.relu();
    }
    // [batch, channels, time, bands] to bands x channels, the order of the player
    return x.mean(2).transpose(1, 2).flatten(1, 2);
  }

  private Tensor statistic(String name) {
    Tensor tensor = running.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("no statistic named " + name);
    }
    return tensor;
  }

  private Tensor affine(String name, Tensor x) {
    return torch.linear(
        x, parameters.get(name + ".weight"), new TensorOptional(parameters.get(name + ".bias")));
  }

  /// Dropout whose mask comes from `random`, so that a seed fixes it.
  private static Tensor dropped(Tensor x, RandomGenerator random) {
    float[] mask = new float[Math.toIntExact(x.numel())];
    float kept = (float) (1 / (1 - DROPOUT));
    for (int i = 0; i < mask.length; i++) {
      mask[i] = random.nextDouble() < DROPOUT ? 0 : kept;
    }
    return x.mul(Torch.tensor(mask, x.shape()));
  }

  /// The weights as the player takes them, each normalization folded into its convolution.
  Map<String, timbrel.nn.weights.Tensor> folded() {
    Map<String, timbrel.nn.weights.Tensor> values = parameters.values();
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      for (int i = 0; i < CHANNELS.length; i++) {
        float[] variance = Torch.floats(statistic(norm(i) + ".variance"));
        float[] mean = Torch.floats(statistic(norm(i) + ".mean"));
        fold(values, i, mean, variance);
      }
    }
    return values;
  }

  private static void fold(
      Map<String, timbrel.nn.weights.Tensor> values, int index, float[] mean, float[] variance) {
    float[] gain = taken(values, norm(index) + ".gain").data();
    float[] shift = taken(values, norm(index) + ".shift").data();
    timbrel.nn.weights.Tensor weight = taken(values, conv(index) + ".weight");
    float[] data = weight.data();
    float[] bias = new float[gain.length];
    int taps = data.length / gain.length;
    for (int o = 0; o < gain.length; o++) {
      double scale = gain[o] / Math.sqrt(variance[o] + NORM_EPSILON);
      for (int j = 0; j < taps; j++) {
        data[o * taps + j] *= (float) scale;
      }
      bias[o] = (float) (shift[o] - mean[o] * scale);
    }
    values.put(conv(index) + ".weight", weight);
    values.put(conv(index) + ".bias", timbrel.nn.weights.Tensor.of(bias, bias.length));
  }

  private static timbrel.nn.weights.Tensor taken(
      Map<String, timbrel.nn.weights.Tensor> values, String name) {
    timbrel.nn.weights.Tensor tensor = values.remove(name);
    if (tensor == null) {
      throw new IllegalStateException("no parameter named " + name);
    }
    return tensor;
  }
}
