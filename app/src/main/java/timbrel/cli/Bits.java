package timbrel.cli;

import timbrel.audio.SampleFormat;

/// Checks `--bits`.
final class Bits {
  private Bits() {}

  static SampleFormat format(int bits) {
    try {
      return SampleFormat.ofBits(bits);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage("--bits is " + e.getMessage());
    }
  }
}
