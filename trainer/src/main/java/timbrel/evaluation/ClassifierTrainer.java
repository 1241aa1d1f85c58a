package timbrel.evaluation;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import timbrel.classifier.DrumClassifier;
import timbrel.nn.weights.WeightMap;
import timbrel.training.Adam;
import timbrel.training.Torch;

/// Teaches a [DrumClassifier] to name the classes of sounds.
///
/// Each step shows it a batch in which rare classes come up more often than they occur, every
/// picture a little changed ([PictureAugmentation]) and mixed with another one (Zhang et al. 2018,
/// "mixup", section 2).
public final class ClassifierTrainer {
  private static final double PEAK_LEARNING_RATE = 3e-3;
  private static final double WARM_UP = 0.3;
  private static final double LABEL_SMOOTHING = 0.05;

  private final List<String> classes;
  private final Options options;
  private final ClassifierNetwork network;
  private final RandomGenerator random;

  /// A sound with the index of its class.
  public record Example(float[] samples, int label) {}

  /// @param steps updates of the weights
  /// @param batch pictures per step
  /// @param seed of everything that is left to chance
  public record Options(int steps, int batch, long seed) {
    /// Enough for a few hundred sounds: about 15 s on two idle cores.
    public static final Options QUICK = new Options(300, 64, 1);

    /// For a judge who is to be as good as it gets.
    public static final Options FULL = new Options(600, 64, 1);

    /// More steps for more sounds: up to 600 sounds as many as here, from 1,800 on three times as
    /// many.
    public Options scaledTo(int sounds) {
      return new Options((int) (steps * Math.clamp(sounds / 600.0, 1, 3)), batch, seed);
    }

    public Options withSeed(long newSeed) {
      return new Options(steps, batch, newSeed);
    }
  }

  /// Hears of every step.
  public interface Listener {
    void step(int done, int of, double loss);
  }

  private ClassifierTrainer(List<String> classes, Options options) {
    this.classes = List.copyOf(classes);
    this.options = options;
    random = RandomGeneratorFactory.of("L64X128MixRandom").create(options.seed());
    network = new ClassifierNetwork(classes.size(), random);
  }

  /// Trains from nothing; the same examples and seed give the same weights on the same machine.
  ///
  /// @param examples at least one, with labels below the number of classes
  /// @return the tensors that [DrumClassifier#from] reads
  public static WeightMap train(
      List<String> classes, List<Example> examples, Options options, Listener listener) {
    if (examples.isEmpty()) {
      throw new IllegalArgumentException("a classifier from 0 sounds, expected at least 1");
    }
    return new ClassifierTrainer(classes, options).run(examples, listener);
  }

  private WeightMap run(List<Example> examples, Listener listener) {
    List<float[]> pictures =
        examples.parallelStream().map(e -> DrumClassifier.picture(e.samples())).toList();
    int[] labels = examples.stream().mapToInt(Example::label).toArray();
    double[] cumulative = cumulativeWeights(labels);
    PictureAugmentation augmentation = new PictureAugmentation(random);
    Adam adam = new Adam(network.parameters(), 0.9, 0.99, 0.01);
    for (int step = 0; step < options.steps(); step++) {
      try (PointerScope scope = new PointerScope()) {
        double loss = step(pictures, labels, cumulative, augmentation);
        adam.step(learningRate(step), 5);
        listener.step(step + 1, options.steps(), loss);
      }
    }
    return WeightMap.of("trained classifier", network.folded());
  }

  private double step(
      List<float[]> pictures, int[] labels, double[] cumulative, PictureAugmentation augmentation) {
    int[] chosen = IntStream.range(0, options.batch()).map(i -> draw(cumulative)).toArray();
    Batch batch = Batch.of(pictures, labels, chosen, classes.size(), augmentation, random);
    network.parameters().zeroGrad();
    Tensor logits = network.forTraining(batch.pictures(), random);
    Tensor loss = batch.targets().mul(torch.log_softmax(logits, 1)).sum().neg();
    loss = loss.div(Torch.scalar(options.batch()));
    loss.backward();
    return loss.item_double();
  }

  /// Some pictures, mixed in pairs, and what they should be called.
  private record Batch(Tensor pictures, Tensor targets) {
    static Batch of(
        List<float[]> pictures,
        int[] labels,
        int[] chosen,
        int classes,
        PictureAugmentation augmentation,
        RandomGenerator random) {
      int size = chosen.length;
      int length = pictures.getFirst().length;
      float[][] varied = new float[size][];
      for (int i = 0; i < size; i++) {
        varied[i] = augmentation.vary(pictures.get(chosen[i]));
      }
      // Beta(1/2, 1/2), the arcsine distribution: mostly one sound with a little of another.
      double sine = Math.sin(Math.PI / 2 * random.nextDouble());
      float share = (float) (sine * sine);
      float[] x = new float[size * length];
      float[] target = new float[size * classes];
      Arrays.fill(target, (float) (LABEL_SMOOTHING / classes));
      for (int i = 0; i < size; i++) {
        int other = (i + 1) % size;
        for (int j = 0; j < length; j++) {
          x[i * length + j] = share * varied[i][j] + (1 - share) * varied[other][j];
        }
        float sure = (float) (1 - LABEL_SMOOTHING);
        target[i * classes + labels[chosen[i]]] += sure * share;
        target[i * classes + labels[chosen[other]]] += sure * (1 - share);
      }
      return new Batch(ClassifierNetwork.input(x, size), Torch.tensor(target, size, classes));
    }
  }

  /// Each example weighs 1 / sqrt(sounds of its class): between equal sounds and equal classes.
  private static double[] cumulativeWeights(int[] labels) {
    Map<Integer, Integer> counts = new LinkedHashMap<>();
    for (int label : labels) {
      counts.merge(label, 1, Integer::sum);
    }
    double[] cumulative = new double[labels.length];
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      sum += 1 / Math.sqrt(counts.getOrDefault(labels[i], 1));
      cumulative[i] = sum;
    }
    return cumulative;
  }

  private int draw(double[] cumulative) {
    double at = random.nextDouble() * cumulative[cumulative.length - 1];
    int found = Arrays.binarySearch(cumulative, at);
    return Math.min(cumulative.length - 1, found >= 0 ? found : -found - 1);
  }

  /// Up in a cosine to the peak, then down in a cosine to nearly nothing.
  private double learningRate(int step) {
    double progress = (step + 0.5) / options.steps();
    double phase =
        progress < WARM_UP ? progress / WARM_UP - 1 : (progress - WARM_UP) / (1 - WARM_UP);
    return PEAK_LEARNING_RATE * (0.02 + 0.98 * 0.5 * (1 + Math.cos(Math.PI * phase)));
  }
}
