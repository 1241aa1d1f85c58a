package timbrel.dataset;

/// Names the class of a sound whose folder does not tell.
@FunctionalInterface
public interface SoundClassifier {
  /// Says `unknown` of every sound.
  SoundClassifier NONE = samples -> ClassNames.UNKNOWN;

  /// The class of a mono sound at 44.1 kHz with its peak at -1 dBFS. Called by several threads at
  /// once.
  String classify(float[] samples);
}
