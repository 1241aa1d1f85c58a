package timbrel.control.midi;

/// A file that is no standard MIDI file that can be played: the message names the file, the field,
/// what it holds and what was expected.
public final class MidiFileException extends RuntimeException {
  public MidiFileException(String file, String field, Object found, String expected) {
    super("%s: %s is %s, expected %s".formatted(file, field, found, expected));
  }
}
