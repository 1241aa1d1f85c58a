package timbrel.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Draws batches of examples of similar length, so that little is padding.
///
/// A round draws enough examples for several batches, by weight and with replacement, sorts them by
/// length, and hands out the batches in random order. A round depends only on the seed and its
/// number: a resumed run draws what the interrupted one would have drawn.
final class LengthBuckets {
  private static final int BATCHES_PER_ROUND = 8;

  private final List<LmExample> examples;
  private final double[] cumulative;
  private final int batch;
  private final long seed;
  private long round = -1;
  private List<List<LmExample>> batches = List.of();

  LengthBuckets(List<LmExample> examples, int batch, long seed) {
    if (examples.isEmpty()) {
      throw new IllegalArgumentException("0 examples to draw from, expected at least 1");
    }
    this.examples = List.copyOf(examples);
    this.batch = batch;
    this.seed = seed;
    cumulative = new double[examples.size()];
    double sum = 0;
    for (int i = 0; i < cumulative.length; i++) {
      sum += examples.get(i).weight();
      cumulative[i] = sum;
    }
  }

  /// The batch of step `step`.
  List<LmExample> at(long step) {
    if (round != step / BATCHES_PER_ROUND) {
      round = step / BATCHES_PER_ROUND;
      batches = draw(RandomGeneratorFactory.of("L64X128MixRandom").create(seed + 31 * round));
    }
    return batches.get((int) (step % BATCHES_PER_ROUND));
  }

  private List<List<LmExample>> draw(RandomGenerator random) {
    List<LmExample> drawn = new ArrayList<>();
    for (int i = 0; i < batch * BATCHES_PER_ROUND; i++) {
      drawn.add(drawOne(random));
    }
    drawn.sort(Comparator.comparingInt(example -> example.codes().frames()));
    List<List<LmExample>> sorted = new ArrayList<>();
    for (int i = 0; i < BATCHES_PER_ROUND; i++) {
      sorted.add(List.copyOf(drawn.subList(i * batch, (i + 1) * batch)));
    }
    Collections.shuffle(sorted, Random.from(random));
    return sorted;
  }

  private LmExample drawOne(RandomGenerator random) {
    double target = random.nextDouble() * cumulative[cumulative.length - 1];
    int found = Arrays.binarySearch(cumulative, target);
    int index = found >= 0 ? found + 1 : -found - 1;
    return examples.get(Math.min(index, examples.size() - 1));
  }
}
