package timbrel.nn.weights;

import java.nio.ByteBuffer;

/// How numbers are written to a file.
public enum StoredType {
  /// Four bytes, exact.
  F32(4, Float.MAX_VALUE),
  /// Two bytes, rounded to the nearest half precision number, ties to even.
  F16(2, 65504),
  /// Four bytes, a whole number: codes, not weights. Exact up to where floats are.
  I32(4, 1 << 24);

  private final int bytes;
  private final float largest;

  StoredType(int bytes, float largest) {
    this.bytes = bytes;
    this.largest = largest;
  }

  int bytes() {
    return bytes;
  }

  float largest() {
    return largest;
  }

  void write(float value, ByteBuffer to) {
    switch (this) {
      case F32 -> to.putFloat(value);
      case F16 -> to.putShort(Float.floatToFloat16(value));
      case I32 -> to.putInt((int) value);
    }
  }

  /// What a value becomes when it is written and read again.
  public float rounded(float value) {
    return switch (this) {
      case F32 -> value;
      case F16 -> Float.float16ToFloat(Float.floatToFloat16(value));
      case I32 -> (int) value;
    };
  }
}
