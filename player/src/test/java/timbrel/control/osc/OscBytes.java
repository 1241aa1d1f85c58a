package timbrel.control.osc;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Writes packets by hand, sound ones and others.
final class OscBytes {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  static OscBytes message(String address, String typeTags) {
    return new OscBytes().text(address).text(typeTags);
  }

  static OscBytes bundle(long timeTag) {
    return new OscBytes().text("#bundle").int64(timeTag);
  }

  OscBytes element(byte[] packet) {
    return int32(packet.length).raw(packet);
  }

  OscBytes text(String text) {
    byte[] characters = text.getBytes(StandardCharsets.UTF_8);
    raw(characters);
    return raw(new byte[4 - characters.length % 4]);
  }

  OscBytes int32(int value) {
    return raw(ByteBuffer.allocate(4).putInt(value).array());
  }

  OscBytes float32(float value) {
    return raw(ByteBuffer.allocate(4).putFloat(value).array());
  }

  OscBytes int64(long value) {
    return raw(ByteBuffer.allocate(8).putLong(value).array());
  }

  OscBytes raw(byte... more) {
    bytes.writeBytes(more);
    return this;
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }
}
