package timbrel.architecture.planted.codec;

/// Breaks a wall on purpose.
public final class CountsStatically {
  private static int count;

  int next() {
    return count++;
  }
}
