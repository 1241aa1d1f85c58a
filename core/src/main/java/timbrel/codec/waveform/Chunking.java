package timbrel.codec.waveform;

/// Pieces that a codec encodes one by one, each as a sound of its own.
///
/// @param length of a piece, in samples of one channel
/// @param stride from the start of one to the start of the next, at most `length`
public record Chunking(int length, int stride) {
  /// Checks the numbers.
  public Chunking {
    if (stride < 1 || stride > length) {
      throw new IllegalArgumentException(
          "chunks of %d samples every %d, expected 1 to the length".formatted(length, stride));
    }
  }
}
