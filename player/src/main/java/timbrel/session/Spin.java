package timbrel.session;

/// Does nothing useful for a given time: the twin of a callback in a measurement. It touches no
/// memory, allocates nothing and is compiled, so whatever makes one of its runs longer than another
/// is the machine's doing.
final class Spin {
  private static final int STEPS = 20_000;
  private static final int TRIALS = 200;

  private double nanosPerStep = 1;
  private long sink;

  /// Measures how long a step takes: the quickest of some trials, after enough of them for the
  /// compiler.
  void calibrate() {
    long quickest = Long.MAX_VALUE;
    for (int i = 0; i < TRIALS; i++) {
      quickest = Math.min(quickest, run(STEPS));
    }
    nanosPerStep = (double) quickest / STEPS;
  }

  int stepsFor(long nanos) {
    return (int) Math.max(1, nanos / nanosPerStep);
  }

  /// Takes `steps` steps.
  ///
  /// @return nanoseconds
  long run(int steps) {
    long begin = System.nanoTime();
    long state = sink;
    for (int i = 0; i < steps; i++) {
      state = state * 6364136223846793005L + 1442695040888963407L;
    }
    sink = state;
    return System.nanoTime() - begin;
  }
}
