package timbrel.lm;

import java.util.List;
import java.util.stream.IntStream;
import timbrel.codec.Codes;

/// How predictable the codes of a set of sounds are, before any model: the fewer bits a code takes,
/// the less a token model has to invent.
///
/// The estimates are the empirical entropies of the set itself, so that they fall below the truth
/// when the set is small.
///
/// @param unigramBits bits a code takes when only the frequency of the codes is known, by codebook
/// @param firstOrderBits bits a code takes when the code before it in its codebook is known as well
/// @param codesUsed different codes that occur, by codebook
public record TokenStatistics(double[] unigramBits, double[] firstOrderBits, int[] codesUsed) {

  public static TokenStatistics of(List<Codes> sounds, int codebookSize) {
    if (sounds.isEmpty()) {
      throw new IllegalArgumentException("statistics of 0 sounds, expected at least 1");
    }
    int codebooks = sounds.getFirst().codebooks();
    for (Codes codes : sounds) {
      codes.requireBelow(codebookSize);
      if (codes.codebooks() != codebooks) {
        throw new IllegalArgumentException(
            "%s among sounds of %d codebooks".formatted(codes, codebooks));
      }
    }
    double[] unigram = new double[codebooks];
    double[] firstOrder = new double[codebooks];
    int[] used = new int[codebooks];
    for (int k = 0; k < codebooks; k++) {
      long[] counts = counts(sounds, k, codebookSize);
      unigram[k] = entropy(counts);
      firstOrder[k] = conditionalEntropy(sounds, k, codebookSize);
      used[k] = (int) IntStream.range(0, codebookSize).filter(c -> counts[c] > 0).count();
    }
    return new TokenStatistics(unigram, firstOrder, used);
  }

  /// Mean over the codebooks.
  public double meanUnigramBits() {
    return mean(unigramBits);
  }

  /// Mean over the codebooks.
  public double meanFirstOrderBits() {
    return mean(firstOrderBits);
  }

  private static long[] counts(List<Codes> sounds, int codebook, int size) {
    long[] counts = new long[size];
    for (Codes codes : sounds) {
      for (int code : codes.codes()[codebook]) {
        counts[code]++;
      }
    }
    return counts;
  }

  private static double conditionalEntropy(List<Codes> sounds, int codebook, int size) {
    long[][] pairs = new long[size][size];
    for (Codes codes : sounds) {
      int[] row = codes.codes()[codebook];
      for (int t = 1; t < row.length; t++) {
        pairs[row[t - 1]][row[t]]++;
      }
    }
    double bits = 0;
    long total = 0;
    for (long[] following : pairs) {
      long count = sum(following);
      bits += count * entropy(following);
      total += count;
    }
    return total == 0 ? 0 : bits / total;
  }

  private static double entropy(long[] counts) {
    double total = sum(counts);
    double bits = 0;
    for (long count : counts) {
      if (count > 0) {
        bits -= count / total * StrictMath.log(count / total) / StrictMath.log(2);
      }
    }
    return bits;
  }

  private static long sum(long[] counts) {
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    return sum;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
