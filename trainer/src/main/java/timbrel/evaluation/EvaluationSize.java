package timbrel.evaluation;

/// How much is measured: more takes longer and wobbles less.
///
/// @param codecSounds held-out sounds that go through the codec, at most
/// @param everyCodebookCount whether every number of codebooks is tried, or 1, 2, 4 and so on
/// @param pitchSounds held-out sounds that are looked at for what becomes of their pitch, at most
/// @param hitsPerClass generated hits of each class, the same ones each time
/// @param judge how the classifier is trained that judges generated sounds
/// @param secondJudge whether a second classifier, trained on held-out sounds alone, judges them
///   too
/// @param variationHits generated hits of each class for each setting of variation
/// @param knobSweeps sweeps of each knob, over the classes in turn
/// @param knobSteps places from 0 to 1 that each knob is set to
public record EvaluationSize(
    int codecSounds,
    boolean everyCodebookCount,
    int pitchSounds,
    int hitsPerClass,
    ClassifierTrainer.Options judge,
    boolean secondJudge,
    int variationHits,
    int knobSweeps,
    int knobSteps) {

  /// For the end of `learn`: some minutes on two idle cores.
  public static final EvaluationSize QUICK =
      new EvaluationSize(32, false, 300, 16, ClassifierTrainer.Options.QUICK, false, 4, 5, 5);

  /// For `evaluate --full`: several minutes.
  public static final EvaluationSize FULL =
      new EvaluationSize(400, true, 3000, 32, ClassifierTrainer.Options.FULL, true, 8, 30, 5);

  public EvaluationSize {
    if (codecSounds < 0
        || pitchSounds < 0
        || hitsPerClass < 1
        || variationHits < 0
        || knobSweeps < 0
        || knobSteps < 2) {
      throw new IllegalArgumentException(
          ("%d codec sounds, %d for pitch, %d hits, %d for variation, %d knob sweeps, %d steps:"
                  + " expected at least 0, 0, 1, 0, 0, 2")
              .formatted(
                  codecSounds, pitchSounds, hitsPerClass, variationHits, knobSweeps, knobSteps));
    }
  }
}
