package timbrel.control.midi;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/// Writes MIDI files by hand, sound ones and others.
final class MidiFileBytes {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  static MidiFileBytes header(int type, int tracks, int division) {
    MidiFileBytes file = new MidiFileBytes();
    file.raw("4D546864 00000006");
    file.int16(type);
    file.int16(tracks);
    return file.int16(division);
  }

  /// A track of bytes in hexadecimal digits.
  MidiFileBytes track(String hex) {
    byte[] events = HexFormat.of().parseHex(hex.replace(" ", ""));
    bytes.writeBytes(ByteBuffer.allocate(8).putInt(0x4D54_726B).putInt(events.length).array());
    bytes.writeBytes(events);
    return this;
  }

  MidiFileBytes raw(String hex) {
    bytes.writeBytes(HexFormat.of().parseHex(hex.replace(" ", "")));
    return this;
  }

  private MidiFileBytes int16(int value) {
    bytes.writeBytes(ByteBuffer.allocate(2).putShort((short) value).array());
    return this;
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }

  MidiFile read() {
    return MidiFile.read(bytes(), "test.mid");
  }
}
