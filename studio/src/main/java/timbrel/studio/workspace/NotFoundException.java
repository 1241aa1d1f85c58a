package timbrel.studio.workspace;

/// Something was asked for that is not there.
public final class NotFoundException extends RuntimeException {
  public NotFoundException(String message) {
    super(message);
  }
}
