package timbrel.dataset;

/// Why a file, or one hit of it, did not become a training sound.
public enum Refusal {
  NOT_A_SOUND_FILE("not a sound file"),
  UNREADABLE("cannot be read"),
  UNKNOWN_FORMAT("no sound format that is known"),
  NO_SOUND_INSIDE("holds no sound"),
  DAMAGED("damaged"),
  CUT_SHORT("cut short"),
  NOT_FINITE("holds samples that are not numbers"),
  SAMPLE_RATE("sample rate out of range"),
  TOO_MANY_CHANNELS("too many channels"),
  TOO_LARGE("too large"),
  TOO_SLOW("took too long to decode"),
  SILENT("silent"),
  NO_HIT("no hit in it"),
  TOO_SHORT("too short"),
  TOO_QUIET("far quieter than the rest of its recording"),
  NEAR_DUPLICATE("nearly the same as another"),
  LIBRARY_FULL("more than one import takes");

  private final String text;

  Refusal(String text) {
    this.text = text;
  }

  /// In words, for a report.
  public String text() {
    return text;
  }
}
