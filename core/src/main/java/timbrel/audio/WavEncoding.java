package timbrel.audio;

import java.nio.ByteBuffer;

/// How one sample is stored in the WAV files that are read, little-endian throughout.
enum WavEncoding {
  PCM_8(1) {
    @Override
    float next(ByteBuffer in) {
      return ((in.get() & 0xFF) - 128) / 128f; // the only unsigned one
    }
  },
  PCM_16(2) {
    @Override
    float next(ByteBuffer in) {
      return in.getShort() / 32768f;
    }
  },
  PCM_24(3) {
    @Override
    float next(ByteBuffer in) {
      return ((in.get() & 0xFF) | (in.get() & 0xFF) << 8 | in.get() << 16) / 8388608f;
    }
  },
  PCM_32(4) {
    @Override
    float next(ByteBuffer in) {
      return (float) (in.getInt() / 2147483648.0);
    }
  },
  FLOAT_32(4) {
    @Override
    float next(ByteBuffer in) {
      return in.getFloat();
    }
  },
  FLOAT_64(8) {
    @Override
    float next(ByteBuffer in) {
      return (float) in.getDouble();
    }
  };

  private final int bytes;

  WavEncoding(int bytes) {
    this.bytes = bytes;
  }

  int bytes() {
    return bytes;
  }

  abstract float next(ByteBuffer in);
}
