package timbrel.control.osc;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Writes messages and bundles into one buffer, which is used again and again.
///
/// A message begins with its address and its type tags, and must then be given exactly the
/// arguments that the tags name, in their order.
public final class OscWriter {
  private static final int LONGEST_TEXT = 100;
  private static final byte[] BUNDLE = text("#bundle");
  private static final int NO_ELEMENT = -1;

  private final ByteBuffer packet;
  private boolean inBundle;
  private boolean finished;
  private int element = NO_ELEMENT;

  /// @param bytes the longest packet
  public OscWriter(int bytes) {
    packet = ByteBuffer.allocateDirect(bytes).order(ByteOrder.BIG_ENDIAN);
  }

  /// How many bytes a string or blob of `bytes` takes up to the next multiple of four.
  static int padded(int bytes) {
    return (bytes + 3) & ~3;
  }

  /// The bytes of a string, for those who write it often.
  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// As much of a text as somebody reads on a small display.
  static byte[] shortText(String text) {
    return text(text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT));
  }

  /// Forgets what was written.
  public void clear() {
    packet.clear();
    inBundle = false;
    finished = false;
    element = NO_ELEMENT;
  }

  public boolean isEmpty() {
    return packet.position() == 0;
  }

  public int bytes() {
    return packet.position();
  }

  /// Everything after this is part of one bundle.
  public void beginBundle(long timeTag) {
    string(BUNDLE);
    packet.putLong(timeTag);
    inBundle = true;
  }

  public void beginMessage(byte[] address, byte[] typeTags) {
    endElement();
    if (inBundle) {
      element = packet.position();
      packet.putInt(0);
    }
    string(address);
    string(typeTags);
  }

  /// Types `i`, `c`, `r` and `m`.
  public void int32(int value) {
    packet.putInt(value);
  }

  public void float32(float value) {
    packet.putFloat(value);
  }

  /// Types `h` and `t`.
  public void int64(long value) {
    packet.putLong(value);
  }

  public void float64(double value) {
    packet.putDouble(value);
  }

  /// Types `s` and `S`.
  public void string(byte[] text) {
    packet.put(text);
    zeros(padded(text.length + 1) - text.length);
  }

  public void blob(byte[] bytes) {
    packet.putInt(bytes.length);
    packet.put(bytes);
    zeros(padded(bytes.length) - bytes.length);
  }

  /// The finished packet, ready to be sent, as often as this is called; valid until [#clear].
  public ByteBuffer finish() {
    if (!finished) {
      endElement();
      packet.flip();
      finished = true;
    }
    return packet.rewind();
  }

  private void endElement() {
    if (element != NO_ELEMENT) {
      packet.putInt(element, packet.position() - element - 4);
      element = NO_ELEMENT;
    }
  }

  private void zeros(int count) {
    for (int i = 0; i < count; i++) {
      packet.put((byte) 0);
    }
  }
}
