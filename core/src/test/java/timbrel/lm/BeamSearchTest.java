package timbrel.lm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BeamSearchTest {
  /// Three tokens, two decisions. By hand: token 0 is the best start (0.5), but after it the three
  /// are equally likely (0.5 / 3 = 0.17); after token 1 (0.4) token 2 is nearly certain (0.36).
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 9})
  void twoBeamsFindWhatOneMisses(int width) {
    ToyTree toy =
        new ToyTree(path ->
            switch (path.size()) {
              case 0 -> new double[] {0.5, 0.4, 0.1};
              case 1 ->
                  path.getFirst() == 0
                      ? new double[] {0.34, 0.33, 0.33}
                      : new double[] {0.05, 0.05, 0.9};
              default -> new double[0];
            });
    BeamSearch.Path best = BeamSearch.search(toy, width, 3);
    assertArrayEquals(width == 1 ? new int[] {0, 0} : new int[] {1, 2}, best.choices());
    assertEquals(Math.log(width == 1 ? 0.17 : 0.36), best.logProbability(), 1e-6);
  }

  /// Ending at once has probability 0.4, mean log -0.92; the only longer path has 0.6 · 0.5 · 0.6,
  /// which is less as a product, but -0.57 a decision.
  @Test
  void pathsOfDifferentLengthAreComparedByTheirMean() {
    ToyTree toy =
        new ToyTree(path ->
            switch (path.size()) {
              case 0 -> new double[] {0.4, 0.6};
              case 1 -> path.getFirst() == 0 ? new double[0] : new double[] {0.5, 0.5};
              case 2 -> new double[] {0.4, 0.6};
              default -> new double[0];
            });
    assertArrayEquals(new int[] {1, 0, 1}, BeamSearch.search(toy, 8, 2).choices());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void aWideBeamFindsWhatExhaustiveSearchFinds(long seed) {
    Function<List<Integer>, double[]> next = path -> randomDistribution(path, seed);
    BeamSearch.Path best = BeamSearch.search(new ToyTree(next), 81, 3);
    List<BeamSearch.Path> all = new ArrayList<>();
    enumerate(next, List.of(), 0, all);
    BeamSearch.Path expected =
        all.stream().max((a, b) -> Double.compare(a.score(), b.score())).orElseThrow();
    assertArrayEquals(expected.choices(), best.choices());
    assertEquals(expected.logProbability(), best.logProbability(), 1e-5);
  }

  @Test
  void noBeamsAreRefused() {
    ToyTree toy = new ToyTree(path -> new double[0]);
    assertThrows(IllegalArgumentException.class, () -> BeamSearch.search(toy, 0, 3));
  }

  /// Up to four decisions; a path that just chose 2 may have ended.
  private static double[] randomDistribution(List<Integer> path, long seed) {
    boolean ended = path.size() == 4 || (path.size() > 1 && path.getLast() == 2);
    if (ended) {
      return new double[0];
    }
    RandomGenerator random = TinyModels.random(seed * 1000 + path.hashCode());
    double[] weights = {random.nextDouble(), random.nextDouble(), random.nextDouble()};
    double sum = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(weight -> weight / sum).toArray();
  }

  private static void enumerate(
      Function<List<Integer>, double[]> next,
      List<Integer> path,
      double logProbability,
      List<BeamSearch.Path> all) {
    double[] distribution = next.apply(path);
    if (distribution.length == 0) {
      int[] choices = path.stream().mapToInt(Integer::intValue).toArray();
      all.add(new BeamSearch.Path(choices, logProbability));
    }
    for (int choice = 0; choice < distribution.length; choice++) {
      List<Integer> longer = new ArrayList<>(path);
      longer.add(choice);
      enumerate(next, longer, logProbability + Math.log(distribution[choice]), all);
    }
  }

  /// A tree given by the distribution after each path; empty = the path has ended.
  private static final class ToyTree implements BeamSearch.Tree {
    private final Function<List<Integer>, double[]> next;
    private List<List<Integer>> beams = List.of(List.of());

    ToyTree(Function<List<Integer>, double[]> next) {
      this.next = next;
    }

    @Override
    public int choices(int beam) {
      return next.apply(beams.get(beam)).length;
    }

    @Override
    public void logProbabilities(int beam, float[] out) {
      double[] distribution = next.apply(beams.get(beam));
      for (int i = 0; i < distribution.length; i++) {
        out[i] = (float) Math.log(distribution[i]);
      }
    }

    @Override
    public void follow(int[] parents, int[] choices, int count) {
      List<List<Integer>> longer = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        List<Integer> path = new ArrayList<>(beams.get(parents[i]));
        path.add(choices[i]);
        longer.add(path);
      }
      beams = longer;
    }
  }
}
