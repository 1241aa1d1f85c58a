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
  private final Kernels kernels = Kernels.chosen();
  private final float[] weights; // of all choices, then 0 for those that were left out
  private final float[] scores;
  private final int[] order; // a heap, then from its end the choices taken, likeliest first

  /// @param maxChoices most codes that can be chosen from
  public Sampler(int maxChoices) {
    weights = new float[maxChoices];
    scores = new float[maxChoices];
    order = new int[maxChoices];
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
    heapify(choices);
    int heap = choices;
    int limit = sampling.topK() == 0 ? choices : Math.min(choices, sampling.topK());
    while (heap > 0 && (choices - heap < limit || ties(choices, heap))) {
      heap = takeTop(heap);
    }
    double kept = sumOfTaken(choices, heap, total);
    int last = choices - nucleus(choices, heap, sampling.topP() * kept);
    for (int i = 0; i < last; i++) {
      weights[order[i]] = 0;
    }
    return sumOfTaken(choices, last, total);
  }

  private boolean ties(int choices, int heap) {
    return heap < choices && weights[order[0]] == weights[order[heap]];
  }

  /// Sum of the choices taken so far, likeliest first; `order[from..choices)` holds them backwards.
  private double sumOfTaken(int choices, int from, double all) {
    if (from == 0) {
      return all;
    }
    double sum = 0;
    for (int i = choices - 1; i >= from; i--) {
      sum += weights[order[i]];
    }
    return sum;
  }

  /// How many of the taken choices have at most `mass` before them.
  private int nucleus(int choices, int from, double mass) {
    double before = 0;
    int count = 0;
    for (int i = choices - 1; i >= from && before <= mass; i--) {
      before += weights[order[i]];
      count++;
    }
    return count;
  }

  private int invert(int choices, double target) {
    double sum = 0;
    int last = 0;
    for (int i = 0; i < choices; i++) {
      if (weights[i] > 0) {
        last = i;
        sum += weights[i];
        if (sum > target) {
          return i;
        }
      }
    }
    return last; // rounding left the target at the very end
  }

  private void heapify(int count) {
    for (int i = 0; i < count; i++) {
      order[i] = i;
    }
    for (int i = count / 2 - 1; i >= 0; i--) {
      sink(i, count);
    }
  }

  /// Moves the heap's first choice behind the heap and returns the heap's new size.
  private int takeTop(int heap) {
    int top = order[0];
    order[0] = order[heap - 1];
    order[heap - 1] = top;
    sink(0, heap - 1);
    return heap - 1;
  }

  private void sink(int start, int count) {
    int at = start;
    while (2 * at + 1 < count) {
      int child = 2 * at + 1;
      if (child + 1 < count && before(order[child + 1], order[child])) {
        child++;
      }
      if (!before(order[child], order[at])) {
        return;
      }
      int moved = order[at];
      order[at] = order[child];
      order[child] = moved;
      at = child;
    }
  }

  private boolean before(int a, int b) {
    return weights[a] > weights[b] || (weights[a] == weights[b] && a < b);
  }
}
