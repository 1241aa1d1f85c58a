package timbrel.dataset;

import java.nio.file.Path;

/// One training sound: a hit of at most two seconds, mono at 44.1 kHz, peak at -1 dBFS.
///
/// @param id unique and stable: the path below the imported folder, with `#3` for the third hit of
///   a recording that was cut into hits
/// @param path the file it came from
/// @param soundClass such as `snare`
/// @param group recordings of one drum at one strength; never on both sides of a [Split]
/// @param cluster groups that sound alike share a cluster, which a split keeps together too
/// @param samples not copied; treat as read-only
/// @param gainDb gain that was applied; subtract it from the peak for the recorded level
/// @param velocity rank of the recorded level within the class, 0 softest to 1 loudest
/// @param licence such as `CC0-1.0`, or [#UNKNOWN_LICENCE]
/// @param attribution whom to credit, empty when nobody is named
/// @param lossyOrigin whether the sound went through MP3 or the like: leave it out when the quality
///   of a codec is measured
/// @param startSeconds where in the file the hit begins
public record ImportedSound(
    String id,
    Path path,
    String soundClass,
    String group,
    String cluster,
    float[] samples,
    double gainDb,
    double velocity,
    String licence,
    String attribution,
    boolean lossyOrigin,
    double startSeconds) {
  /// All sounds have this rate.
  public static final int SAMPLE_RATE = 44_100;

  /// Licence of files that come without a manifest.
  public static final String UNKNOWN_LICENCE = "unknown (yours)";

  /// Peak of the sound as it was recorded, in dBFS.
  public double recordedPeakDb() {
    return HitShaper.PEAK_DB - gainDb;
  }

  public double seconds() {
    return (double) samples.length / SAMPLE_RATE;
  }

  ImportedSound withVelocity(double velocity) {
    return new ImportedSound(
        id,
        path,
        soundClass,
        group,
        cluster,
        samples,
        gainDb,
        velocity,
        licence,
        attribution,
        lossyOrigin,
        startSeconds);
  }

  ImportedSound withCluster(String cluster) {
    return new ImportedSound(
        id,
        path,
        soundClass,
        group,
        cluster,
        samples,
        gainDb,
        velocity,
        licence,
        attribution,
        lossyOrigin,
        startSeconds);
  }
}
