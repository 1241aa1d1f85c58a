package timbrel.driver.javasound;

/// Counts how often a line has run dry of late. A few times may be other programs' fault.
final class Dryness {
  private static final int MOST_UNDERRUNS = 4;
  private static final int SECONDS = 2;

  private final int blocksToForget;
  private int recent;
  private int blocks;

  Dryness(int blockFrames, int sampleRate) {
    blocksToForget = Math.max(1, SECONDS * sampleRate / blockFrames);
  }

  /// The line is empty. False at the very beginning, when it has had nothing yet.
  boolean ranDry() {
    if (blocks == 0 && recent == 0) {
      return false;
    }
    recent++;
    return true;
  }

  void wrote() {
    blocks++;
    if (blocks == blocksToForget) {
      blocks = 1;
      recent = 0;
    }
  }

  boolean isTooMuch() {
    return recent > MOST_UNDERRUNS;
  }
}
