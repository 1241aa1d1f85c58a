package timbrel.audio;

/// Which sample rates are taken as those of a recording. Outside of them a header is more likely
/// wrong than right, and resampling would make gigabytes or nothing of it.
public final class SampleRates {
  public static final int MIN = 1_000;
  public static final int MAX = 768_000;

  private SampleRates() {}

  /// The rate itself, or an error that names the file.
  public static int require(String file, long rate) {
    if (rate < MIN || rate > MAX) {
      throw new AudioFormatException(
          file, "sample rate", rate + " Hz", "%d to %d Hz".formatted(MIN, MAX));
    }
    return (int) rate;
  }
}
