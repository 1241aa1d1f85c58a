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
  void read(ByteBuffer from, float[] to, int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      to[i] =
          switch (this) {
            case F64 -> (float) from.getDouble();
            case F32 -> from.getFloat();
            case F16 -> Float.float16ToFloat(from.getShort());
            case BF16 -> Float.intBitsToFloat(from.getShort() << 16);
            case I64 -> from.getLong();
            case I32 -> from.getInt();
            case U8 -> from.get() & 0xff;
          };
    }
  }
}
