package timbrel.audio;

/// An audio file that cannot be used: the message names the file, the field, what it holds and what
/// was expected.
public final class AudioFormatException extends RuntimeException {
  private final String file;
  private final String field;

  public AudioFormatException(String file, String field, Object found, String expected) {
    super("%s: %s is %s, expected %s".formatted(file, field, found, expected));
    this.file = file;
    this.field = field;
  }

  public String file() {
    return file;
  }

  public String field() {
    return field;
  }
}
