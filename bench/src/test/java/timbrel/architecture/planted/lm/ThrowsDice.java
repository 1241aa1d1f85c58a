package timbrel.architecture.planted.lm;

/// Breaks a wall on purpose, in a package without a package-info.
public final class ThrowsDice {
  double roll() {
    return Math.random();
  }
}
