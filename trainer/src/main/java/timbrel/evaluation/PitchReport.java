package timbrel.evaluation;

import java.util.List;
import java.util.Map;

/// Does the codec keep the pitch of what rings? Measured at the strongest partial of each held-out
/// recording that has one, lossy ones too, as they keep their partials.
///
/// @param heldOut recordings that were looked at, with or without a partial
/// @param versions all recordings with a partial, by the name of the version as in [CodecReport]
/// @param classes the same for each class that has such recordings
public record PitchReport(
    int heldOut, Map<String, Partials> versions, Map<String, Map<String, Partials>> classes) {

  /// A partial nearer than this is in tune: less than a third of a semitone.
  public static final double IN_TUNE_CENTS = 30;

  /// What became of the strongest partials of some recordings.
  ///
  /// @param sounds that have one
  /// @param inTune share of those whose loudest peak near it is within [#IN_TUNE_CENTS]
  /// @param leads share of those in which it is still the strongest
  /// @param level median, in dB against the recording, at the recording's frequency
  public record Partials(int sounds, double inTune, double leads, double level) {
    static final Partials NONE = new Partials(0, Double.NaN, Double.NaN, Double.NaN);

    static Partials of(List<StrongestPartial.Kept> kept) {
      if (kept.isEmpty()) {
        return NONE;
      }
      long inTune = kept.stream().filter(k -> Math.abs(k.cents()) < IN_TUNE_CENTS).count();
      long leads = kept.stream().filter(StrongestPartial.Kept::leads).count();
      return new Partials(
          kept.size(),
          inTune / (double) kept.size(),
          leads / (double) kept.size(),
          Spread.of(kept.stream().map(StrongestPartial.Kept::level).toList()).median());
    }
  }

  /// Those of all classes.
  Partials of(String version) {
    return of(versions, version);
  }

  /// [Partials#NONE] of a version that was not measured.
  static Partials of(Map<String, Partials> versions, String version) {
    return versions.getOrDefault(version, Partials.NONE);
  }
}
