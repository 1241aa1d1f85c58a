package timbrel.nn.weights;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// How a safetensors file stores one number. Every type becomes a float when read, the nearest one
/// where it has more digits.
enum ElementType {
  F64(8),
  F32(4),
  F16(2),
  BF16(2),
  I64(8),
  I32(4),
  U8(1);

  private final int bytes;

  ElementType(int bytes) {
    this.bytes = bytes;
  }

  int bytes() {
    return bytes;
  }

  static @Nullable ElementType named(String name) {
    for (ElementType type : values()) {
      if (type.name().equals(name)) {
        return type;
      }
    }
    return null;
  }

  /// The next `count` numbers of `from` into `to`.
  ///
  /// An instrument's millions of F16 numbers are read before the compiler has come far, and taking
  /// each out of the buffer is dear until then: they come as one array.
  void read(ByteBuffer from, float[] to, int offset, int count) {
    if (this == F16) {
      short[] halves = new short[count];
      from.asShortBuffer().get(halves);
      from.position(from.position() + count * bytes);
      for (int i = 0; i < count; i++) {
        to[offset + i] = Float.float16ToFloat(halves[i]);
      }
      return;
    }
    for (int i = offset; i < offset + count; i++) {
      to[i] =
          switch (this) {
            case F64 -> (float) from.getDouble();
            case F32 -> from.getFloat();
            case F16, BF16 -> Float.intBitsToFloat(from.getShort() << 16);
            case I64 -> from.getLong();
            case I32 -> from.getInt();
            case U8 -> from.get() & 0xff;
          };
    }
  }
}
