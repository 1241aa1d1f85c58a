package timbrel.codec.encodec;

import java.io.ByteArrayOutputStream;

/// Packs numbers of a few bits, the lowest bit first.
final class BitWriter {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private long pending;
  private int pendingBits;

  void write(int value, int bits) {
    pending |= (long) value << pendingBits;
    pendingBits += bits;
    while (pendingBits >= Byte.SIZE) {
      bytes.write((int) pending);
      pending >>>= Byte.SIZE;
      pendingBits -= Byte.SIZE;
    }
  }

  /// Fills up the last byte.
  byte[] toBytes() {
    if (pendingBits > 0) {
      bytes.write((int) pending);
      pending = 0;
      pendingBits = 0;
    }
    return bytes.toByteArray();
  }
}
