package timbrel.architecture.planted.nn;

/// Breaks a wall on purpose.
public final class UsesTheJvmsSine {
  double sine(double x) {
    return Math.sin(x);
  }
}
