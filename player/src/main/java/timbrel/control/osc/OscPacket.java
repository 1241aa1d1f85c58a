package timbrel.control.osc;

import java.nio.ByteBuffer;

/// A packet is a message, or a bundle of messages and further bundles with a time at which they
/// count.
///
/// A packet is looked at as a whole before its first message is handed on, so that of a broken
/// bundle nothing happens at all.
final class OscPacket {
  /// Bundles within bundles beyond this are refused.
  static final int MAX_DEPTH = 8;

  private static final long BUNDLE = 0x2362_756E_646C_6500L; // "#bundle\0"
  private static final int BUNDLE_HEADER = 16;

  private final OscMessage message = new OscMessage();
  private OscFault fault = OscFault.NONE;

  /// Takes messages in their order.
  interface Receiver {
    /// @param timeTag when it counts: that of the innermost bundle, IMMEDIATELY outside any
    void message(OscMessage message, long timeTag);
  }

  /// Hands the messages of a packet on.
  ///
  /// @param packet big-endian, from its position to its limit
  /// @return NONE, or what is wrong: then nothing was handed on
  OscFault read(ByteBuffer packet, Receiver receiver) {
    int from = packet.position();
    int to = packet.limit();
    fault = OscFault.NONE;
    if (isBundle(packet, from, to)) {
      check(packet, from, to, 1);
      if (fault == OscFault.NONE) {
        deliver(packet, from, to, receiver);
      }
    } else {
      fault = message.wrap(packet, from, to);
      if (fault == OscFault.NONE) {
        receiver.message(message, OscTimeTag.IMMEDIATELY);
      }
    }
    return fault;
  }

  private static boolean isBundle(ByteBuffer packet, int from, int to) {
    return to - from >= BUNDLE_HEADER && packet.getLong(from) == BUNDLE;
  }

  private void check(ByteBuffer packet, int from, int to, int depth) {
    if (depth > MAX_DEPTH) {
      fault = OscFault.NESTED_TOO_DEEPLY;
      return;
    }
    int at = from + BUNDLE_HEADER;
    while (fault == OscFault.NONE && at < to) {
      int size = to - at < 4 ? -1 : packet.getInt(at);
      if (size <= 0 || size > to - at - 4 || size % 4 != 0) {
        fault = OscFault.BAD_ELEMENT_SIZE;
        return;
      }
      at += 4;
      if (isBundle(packet, at, at + size)) {
        check(packet, at, at + size, depth + 1);
      } else {
        fault = message.wrap(packet, at, at + size);
      }
      at += size;
    }
  }

  /// Of a bundle that was checked.
  private void deliver(ByteBuffer packet, int from, int to, Receiver receiver) {
    long timeTag = packet.getLong(from + 8);
    int at = from + BUNDLE_HEADER;
    while (at < to) {
      int size = packet.getInt(at);
      at += 4;
      if (isBundle(packet, at, at + size)) {
        deliver(packet, at, at + size, receiver);
      } else {
        message.wrap(packet, at, at + size);
        receiver.message(message, timeTag);
      }
      at += size;
    }
  }
}
