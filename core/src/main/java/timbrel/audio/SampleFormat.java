package timbrel.audio;

/// How samples are stored in the WAV files that are written.
public enum SampleFormat {
  PCM_16(2, false),
  PCM_24(3, false),
  FLOAT_32(4, true);

  private final int bytes;
  private final boolean floating;

  SampleFormat(int bytes, boolean floating) {
    this.bytes = bytes;
    this.floating = floating;
  }

  /// Bytes per sample.
  public int bytes() {
    return bytes;
  }

  /// Bits per sample.
  public int bits() {
    return 8 * bytes;
  }

  boolean floating() {
    return floating;
  }

  /// The format of `bits` per sample: 16, 24 or 32 (floating point).
  public static SampleFormat ofBits(int bits) {
    for (SampleFormat format : values()) {
      if (format.bits() == bits) {
        return format;
      }
    }
    throw new IllegalArgumentException("%d bits, expected 16, 24 or 32".formatted(bits));
  }
}
