package timbrel.classifier;

import java.util.ArrayList;
import java.util.List;
import timbrel.nn.kernels.Kernels;
import timbrel.nn.kernels.PackedMatrix;
import timbrel.nn.weights.Tensor;
import timbrel.nn.weights.WeightMap;
import timbrel.nn.weights.WeightsException;

/// A small convolutional network on the log-mel picture of a sound's first 1.5 seconds.
///
/// Convolutions halve the picture in time and frequency; the mean over time keeps what happens
/// where in frequency; a linear map makes the embedding, and another one a score for each class.
public final class DrumClassifier {
  /// Columns of the picture that it looks at: 1.5 s.
  public static final int FRAMES = 128;

  private static final float CENTRE = -3; // about the mean and deviation of drum pictures
  private static final float SCALE = 0.25f;

  private final List<String> classes;
  private final List<PictureConv> convolutions;
  private final PackedMatrix embed;
  private final PackedMatrix score;

  /// What the classifier thinks of a sound.
  ///
  /// @param probabilities one for each class, summing to 1
  /// @param embedding where the sound lies among others; like sounds are near each other
  public record Verdict(float[] probabilities, float[] embedding) {

    /// The index of the most probable class.
    public int best() {
      int best = 0;
      for (int c = 1; c < probabilities.length; c++) {
        best = probabilities[c] > probabilities[best] ? c : best;
      }
      return best;
    }
  }

  private DrumClassifier(
      List<String> classes,
      List<PictureConv> convolutions,
      PackedMatrix embed,
      PackedMatrix score) {
    this.classes = List.copyOf(classes);
    this.convolutions = List.copyOf(convolutions);
    this.embed = embed;
    this.score = score;
  }

  /// Reads the tensors `classifier.conv.N`, `classifier.embed` and `classifier.score`.
  ///
  /// @param classes names in the order of the scores
  public static DrumClassifier from(WeightMap weights, List<String> classes) {
    WeightMap own = weights.withPrefix("classifier.");
    List<PictureConv> convolutions = new ArrayList<>();
    int channels = 1;
    int bands = LogMelPicture.BANDS;
    while (own.contains("conv." + convolutions.size() + ".weight")) {
      PictureConv next = PictureConv.from(own.withPrefix("conv." + convolutions.size() + "."));
      if (next.in() != channels) {
        throw new WeightsException(
            weights.source(),
            "classifier.conv.%d takes %d channels, expected %d"
                .formatted(convolutions.size(), next.in(), channels));
      }
      convolutions.add(next);
      channels = next.out();
      bands = PictureConv.halved(bands);
    }
    Tensor embedding = own.tensor("embed.weight");
    int dims = embedding.shape().length == 2 ? embedding.shape()[0] : 0;
    return new DrumClassifier(
        classes,
        convolutions,
        linear(own.withPrefix("embed."), dims, bands * channels),
        linear(own.withPrefix("score."), classes.size(), dims));
  }

  /// Whether there is a classifier among the weights.
  public static boolean isIn(WeightMap weights) {
    return weights.contains("classifier.score.weight");
  }

  private static PackedMatrix linear(WeightMap weights, int out, int in) {
    return PackedMatrix.of(
        weights.require("weight", out, in), weights.require("bias", out), out, in);
  }

  /// The names of the classes, in the order of the probabilities.
  public List<String> classes() {
    return classes;
  }

  /// @param samples 44.1 kHz, at any level
  public Verdict classify(float[] samples) {
    float[] x = picture(samples);
    int height = FRAMES;
    int width = LogMelPicture.BANDS;
    for (PictureConv convolution : convolutions) {
      x = convolution.forward(x, height, width);
      height = PictureConv.halved(height);
      width = PictureConv.halved(width);
    }
    float[] mean = meanOverTime(x, height);
    float[] embedding = product(mean, embed);
    float[] hidden = new float[embedding.length];
    Kernels.chosen().relu(embedding, 0, hidden, 0, hidden.length);
    float[] probabilities = product(hidden, score);
    Kernels.chosen().softmax(probabilities, 0, probabilities.length);
    return new Verdict(probabilities, embedding);
  }

  /// What the first convolution sees: the sound at a peak of 1 as a log-mel picture, moved and
  /// scaled to about mean 0 and deviation 1; `[128 frames][64 bands]`, flat.
  public static float[] picture(float[] samples) {
    float[] values = LogMelPicture.of(atFullScale(samples), FRAMES).values();
    for (int i = 0; i < values.length; i++) {
      values[i] = (values[i] - CENTRE) * SCALE;
    }
    return values;
  }

  /// How silence looks to the first convolution.
  public static float silence() {
    return (LogMelPicture.FLOOR - CENTRE) * SCALE;
  }

  private static float[] atFullScale(float[] samples) {
    float peak = 0;
    for (float sample : samples) {
      peak = Math.max(peak, Math.abs(sample));
    }
    if (peak < 1e-6f) {
      return samples; // silence stays silence
    }
    float[] scaled = new float[samples.length];
    for (int i = 0; i < samples.length; i++) {
      scaled[i] = samples[i] / peak;
    }
    return scaled;
  }

  private static float[] meanOverTime(float[] x, int frames) {
    int width = x.length / frames;
    float[] mean = new float[width];
    for (int t = 0; t < frames; t++) {
      Kernels.chosen().add(x, t * width, mean, 0, width);
    }
    for (int i = 0; i < width; i++) {
      mean[i] /= frames;
    }
    return mean;
  }

  private static float[] product(float[] x, PackedMatrix matrix) {
    float[] y = new float[matrix.out()];
    Kernels.chosen().matmul(x, 0, matrix.in(), 1, matrix, y, 0, matrix.out());
    return y;
  }
}
