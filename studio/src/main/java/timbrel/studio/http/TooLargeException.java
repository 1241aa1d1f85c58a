package timbrel.studio.http;

/// A request that carries more than is taken.
final class TooLargeException extends RuntimeException {
  TooLargeException(long most) {
    super(
        "too large: at most %s are taken"
            .formatted(most >= 1 << 20 ? (most >> 20) + " MB" : (most >> 10) + " KB"));
  }
}
