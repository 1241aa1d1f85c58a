package timbrel.bench;

import java.util.ArrayList;
import java.util.List;

/// Two ways to do the same, timed in turns, so that whatever else the machine does meets both.
final class InterleavedPair {
  private final List<Double> ours = new ArrayList<>();
  private final List<Double> theirs = new ArrayList<>();
  private final List<Double> ratios = new ArrayList<>();

  /// A piece of work that reports how many seconds it took.
  @FunctionalInterface
  interface Timed {
    double seconds() throws Exception;
  }

  /// One round; who begins changes from round to round.
  void round(Timed our, Timed their) throws Exception {
    double first;
    double second;
    if (ours.size() % 2 == 0) {
      first = our.seconds();
      second = their.seconds();
    } else {
      second = their.seconds();
      first = our.seconds();
    }
    ours.add(first);
    theirs.add(second);
    ratios.add(first / second);
  }

  /// Milliseconds of both and the ratio, medians with quarters.
  String report(String theirName) {
    return "Java %s ms, %s %s ms, ratio %s, %d rounds"
        .formatted(
            milliseconds(ours), theirName, milliseconds(theirs), Spread.of(ratios), ratios.size());
  }

  private static Spread milliseconds(List<Double> seconds) {
    return Spread.of(seconds.stream().map(s -> 1000 * s).toList());
  }
}
