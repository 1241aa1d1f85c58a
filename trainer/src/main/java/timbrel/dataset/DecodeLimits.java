package timbrel.dataset;

import java.time.Duration;

/// How much of the machine one file may take.
///
/// @param maxBytes size of the file
/// @param maxSeconds length of the sound
/// @param maxTime wall-clock time for reading and decoding
public record DecodeLimits(long maxBytes, double maxSeconds, Duration maxTime) {
  /// Room for a six-hour stereo recording at 96 kHz and 24 bit.
  public static final DecodeLimits DEFAULT =
      new DecodeLimits(16L << 30, 6 * 3600.0, Duration.ofMinutes(10));

  static final int MIN_SAMPLE_RATE = 4_000;
  static final int MAX_SAMPLE_RATE = 384_000;
  static final int MAX_CHANNELS = 16;
}
