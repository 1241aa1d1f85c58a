package timbrel.lm;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import timbrel.nn.kernels.Kernels;

/// Draws one code from logits.
///
/// The order is that of the usual libraries: repetition penalty, temperature, top-k, top-p, then a
/// draw. The draw inverts the cumulative distribution, summed one code after the other in double
/// precision, so that the same random number gives the same code everywhere. A sampler owns its
/// scratch arrays and allocates nothing after construction.
public final class Sampler {
  private static final int BUCKETS = 256;

  /// Exponent and first three bits of the fraction of 1, which no weight exceeds.
  private static final int HEAVIEST = Float.floatToRawIntBits(1) >>> 20;

  private final Kernels kernels = Kernels.chosen();
  private final float[] weights; // of all choices, then 0 for those that were left out
  private final float[] scores;
  private final int[] bucketEnds = new int[BUCKETS];
  private final long[] order; // candidates, the heaviest first: weight and code in one number

  /// @param maxChoices most codes that can be chosen from
  public Sampler(int maxChoices) {
    weights = new float[maxChoices];
    scores = new float[maxChoices];
    order = new long[maxChoices];
  }

  /// Draws one of the first `choices` codes.
  ///
  /// @param logits the model's output from `offset` on
  /// @param used whether a code occurred before in this codebook, from `usedOffset` on
  public int sample(
      float[] logits,
      int offset,
      int choices,
      boolean[] used,
      int usedOffset,
      Sampling sampling,
      RandomGenerator random) {
    penalize(logits, offset, choices, used, usedOffset, sampling.repetitionPenalty());
    if (sampling.temperature() == 0) {
      return likeliest(choices);
    }
    double total = weigh(choices, sampling);
    return invert(choices, random.nextDouble() * total);
  }

  /// The probability of each of the first `choices` codes under `sampling`.
  public void distribution(
      float[] logits, int offset, int choices, Sampling sampling, double[] out) {
    System.arraycopy(logits, offset, scores, 0, choices);
    if (sampling.temperature() == 0) {
      Arrays.fill(out, 0, choices, 0);
      out[likeliest(choices)] = 1;
      return;
    }
    double total = weigh(choices, sampling);
    for (int i = 0; i < choices; i++) {
      out[i] = weights[i] / total;
    }
  }

  /// The logarithm of the probability of each of the first `choices` codes, after the repetition
  /// penalty.
  public void logProbabilities(
      float[] logits,
      int offset,
      int choices,
      boolean[] used,
      int usedOffset,
      float repetitionPenalty,
      float[] out) {
    penalize(logits, offset, choices, used, usedOffset, repetitionPenalty);
    float top = scores[likeliest(choices)];
    double logTotal = StrictMath.log(weigh(choices, Sampling.plain()));
    for (int i = 0; i < choices; i++) {
      out[i] = (float) (scores[i] - top - logTotal);
    }
  }

  private void penalize(
      float[] logits, int offset, int choices, boolean[] used, int usedOffset, float penalty) {
    for (int i = 0; i < choices; i++) {
      float score = logits[offset + i];
      boolean lower = penalty != 1 && used[usedOffset + i];
      scores[i] = !lower ? score : score > 0 ? score / penalty : score * penalty;
    }
  }

  /// The first of the largest scores.
  private int likeliest(int choices) {
    int best = 0;
    for (int i = 1; i < choices; i++) {
      if (scores[i] > scores[best]) {
        best = i;
      }
    }
    return best;
  }

  /// Fills `weights` in proportion to the filtered distribution and returns their sum.
  private double weigh(int choices, Sampling sampling) {
    float top = scores[likeliest(choices)];
    for (int i = 0; i < choices; i++) {
      weights[i] = (scores[i] - top) / sampling.temperature();
    }
    kernels.exp(weights, 0, weights, 0, choices);
    double total = 0;
    for (int i = 0; i < choices; i++) {
      total += weights[i];
    }
    boolean someK = sampling.topK() > 0 && sampling.topK() < choices;
    return someK || sampling.topP() < 1 ? keepTop(choices, sampling, total) : total;
  }

  /// Sets the weights outside top-k and top-p to 0. Of two equal weights the lower code comes
  /// first.
  private double keepTop(int choices, Sampling sampling, double total) {
    boolean allK = sampling.topK() == 0 || sampling.topK() >= choices;
    // What is lighter than this adds up to less than top-p leaves out.
    double negligible = allK ? 0.99 * (1 - sampling.topP()) * total / choices : 0;
    int candidates = sort(choices, (float) negligible);
    int kept = allK ? candidates : tiesIncluded(sampling.topK(), candidates);
    kept = nucleus(kept, sampling.topP() * (allK ? total : sum(kept)));
    for (int i = kept; i < candidates; i++) {
      weights[code(i)] = 0;
    }
    return sum(kept);
  }

  /// Puts the choices that weigh at least `least` in order, the heaviest first, and leaves out the
  /// others.
  private int sort(int choices, float least) {
    Arrays.fill(bucketEnds, 0);
    for (int i = 0; i < choices; i++) {
      // What is left out comes last, with what is lightest; it is not counted.
      bucketEnds[bucket(i)] += weights[i] >= least ? 1 : 0;
    }
    int count = 0;
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      count += bucketEnds[bucket];
      bucketEnds[bucket] = count;
    }
    for (int i = choices - 1; i >= 0; i--) {
      if (weights[i] >= least) {
        // Positive floats are ordered like their bits.
        order[--bucketEnds[bucket(i)]] = (long) ~Float.floatToRawIntBits(weights[i]) << 32 | i;
      } else {
        weights[i] = 0;
      }
    }
    insertionSort(count);
    return count;
  }

  /// Choices of one bucket are within an eighth of an octave, the lightest all in the last.
  private int bucket(int choice) {
    int step = Float.floatToRawIntBits(weights[choice]) >>> 20;
    return Math.clamp(HEAVIEST - step, 0, BUCKETS - 1);
  }

  /// Sorts the first `count` of `order`, whose buckets are in order already, so that little is left
  /// to move. [Arrays#sort] would do, if it did not allocate.
  private void insertionSort(int count) {
    for (int i = 1; i < count; i++) {
      long moved = order[i];
      int at = i;
      for (; at > 0 && order[at - 1] > moved; at--) {
        order[at] = order[at - 1];
      }
      order[at] = moved;
    }
  }

  private int code(int rank) {
    return (int) order[rank];
  }

  /// The first `count` candidates and those that weigh as much as the last of them.
  private int tiesIncluded(int count, int candidates) {
    int kept = count;
    while (kept < candidates && weights[code(kept)] == weights[code(count - 1)]) {
      kept++;
    }
    return kept;
  }

  /// Sum of the heaviest `count` choices.
  private double sum(int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += weights[code(i)];
    }
    return sum;
  }

  /// How many of the heaviest `count` choices have at most `mass` before them.
  private int nucleus(int count, double mass) {
    double before = 0;
    int kept = 0;
    while (kept < count && before <= mass) {
      before += weights[code(kept)];
      kept++;
    }
    return kept;
  }

  private int invert(int choices, double target) {
    double sum = 0;
    for (int i = 0; i < choices; i++) {
      sum += weights[i];
      if (sum > target) {
        return i;
      }
    }
    int last = choices - 1; // rounding left the target at the very end
    while (last > 0 && weights[last] == 0) {
      last--;
    }
    return last;
  }
}
