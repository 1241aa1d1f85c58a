package timbrel.control.osc;

/// Time tags: NTP timestamps, seconds since 1900 in the upper and their fraction in the lower 32
/// bits.
final class OscTimeTag {
  /// "Immediately", as the specification defines it.
  static final long IMMEDIATELY = 1;

  private static final long SECONDS_1900_TO_1970 = 2_208_988_800L;
  private static final long NANOS = 1_000_000_000L;

  private OscTimeTag() {}

  /// Nanoseconds since 1970 at which a tag falls. Tags of 1900 to 1968, whose upper bit is not set,
  /// are those after the counter has gone round in 2036 (RFC 4330, section 3).
  static long nanosSince1970(long tag) {
    long seconds = tag >>> 32;
    long fraction = tag & 0xFFFF_FFFFL;
    long era = tag < 0 ? 0 : 1L << 32;
    return (seconds + era - SECONDS_1900_TO_1970) * NANOS + ((fraction * NANOS) >>> 32);
  }

  static long ofNanosSince1970(long nanos) {
    long seconds = Math.floorDiv(nanos, NANOS) + SECONDS_1900_TO_1970;
    long fraction = ((Math.floorMod(nanos, NANOS) << 32) + NANOS - 1) / NANOS;
    return (seconds << 32) + fraction;
  }
}
