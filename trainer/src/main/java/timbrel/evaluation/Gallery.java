package timbrel.evaluation;

import java.util.List;

/// What a report shows beside its numbers.
///
/// @param reconstructions of held-out recordings, at least one of each class where there is one
/// @param hits generated ones, some of each class
/// @param map training, held-out and generated sounds as points
/// @param losses how learning went; empty when nobody told
record Gallery(
    List<Reconstruction> reconstructions,
    List<LabelledSound> hits,
    List<Point> map,
    LossCurves losses) {

  /// @param original a held-out recording
  /// @param codec the same through the codec
  /// @param opus the same through Opus at the same bit rate
  /// @param distance of the codec's version from the original
  record Reconstruction(
      LabelledSound original, float[] codec, float[] opus, SoundDistance distance) {}

  /// Where a sound on the map comes from.
  enum Origin {
    TRAINING("training"),
    HELD_OUT("held out"),
    GENERATED("generated");

    private final String label;

    Origin(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }
  }

  /// A sound on the map.
  record Point(double x, double y, Origin origin, String soundClass, String name) {}
}
