package timbrel.control.midi;

/// What a file's division says: how long a tick is.
///
/// Times are whole numbers of a unit so small that no tempo and no frame rate needs a fraction.
///
/// @param unitsPerSecond the unit
/// @param unitsPerTick of SMPTE time, which no tempo changes; 0 where ticks are parts of a quarter
///   note, which then lasts as many units a tick as the tempo has microseconds a quarter
record TickClock(long unitsPerSecond, int unitsPerTick) {
  private static final int MICROSECONDS = 1_000_000;

  /// @param division two bytes: ticks a quarter note, or with the upper bit set the SMPTE frame
  ///   rate as a negative number and the ticks a frame
  static TickClock of(int division, String file) {
    if (division == 0) {
      throw new MidiFileException(file, "division", 0, "ticks of a quarter note");
    }
    if ((division & 0x8000) == 0) {
      return new TickClock((long) division * MICROSECONDS, 0);
    }
    int framesPerSecond = -(byte) (division >> 8);
    int ticksPerFrame = division & 0xFF;
    if (ticksPerFrame == 0) {
      throw new MidiFileException(file, "ticks of an SMPTE frame", 0, "at least 1");
    }
    return switch (framesPerSecond) {
      case 24, 25, 30 -> new TickClock((long) framesPerSecond * ticksPerFrame, 1);
      case 29 -> new TickClock(30_000L * ticksPerFrame, 1001); // 30 drop: 29.97 a second
      default ->
          throw new MidiFileException(
              file, "SMPTE frames a second", framesPerSecond, "24, 25, 29 or 30");
    };
  }

  /// How long a tick lasts at a tempo.
  ///
  /// @param tempo microseconds a quarter note
  int tick(int tempo) {
    return unitsPerTick == 0 ? tempo : unitsPerTick;
  }
}
