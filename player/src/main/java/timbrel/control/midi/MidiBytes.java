package timbrel.control.midi;

/// A place in the bytes of a file, from which numbers are read.
final class MidiBytes {
  /// What a variable-length number is when its end is missing.
  static final int CUT_OFF = -1;

  private final byte[] bytes;
  private final String file;
  private int position;

  MidiBytes(byte[] bytes, String file) {
    this.bytes = bytes;
    this.file = file;
  }

  int position() {
    return position;
  }

  void seek(int position) {
    this.position = position;
  }

  int left() {
    return bytes.length - position;
  }

  int int8() {
    return bytes[position++] & 0xFF;
  }

  int int16() {
    return int8() << 8 | int8();
  }

  int int32() {
    return int16() << 16 | int16();
  }

  /// Seven bits a byte, the most significant first, all but the last with their upper bit set; four
  /// bytes at most.
  ///
  /// @param end where the track ends
  /// @return the number, or CUT_OFF
  int variableLength(int end) {
    int start = position;
    int value = 0;
    for (int i = 0; i < 4; i++) {
      if (position == end) {
        return CUT_OFF;
      }
      int next = int8();
      value = value << 7 | next & 0x7F;
      if (next < 0x80) {
        return value;
      }
    }
    throw new MidiFileException(
        file, "number at byte " + start, "longer than 4 bytes", "4 bytes at most");
  }
}
