package timbrel.architecture.planted.training;

/// Breaks a wall on purpose.
public final class Prints {
  void print() {
    System.out.println("training");
  }
}
