package timbrel.experiment;

/// The experiment was asked to stop; started again, it goes on where it was.
public final class StoppedException extends RuntimeException {
  StoppedException() {
    super("stopped; the same command goes on from here");
  }
}
