package timbrel.learning;

import timbrel.codec.CodecConfig;
import timbrel.codec.CodecDescription;
import timbrel.evaluation.ClassifierTrainer;
import timbrel.evaluation.EvaluationSize;
import timbrel.lm.LmConfig;
import timbrel.training.CodecTrainingConfig;
import timbrel.training.LmTrainingConfig;

/// The sizes and schedules of everything that a run trains.
///
/// @param codec built when a run starts from nothing; otherwise the parent's is taken over
/// @param codecTraining from nothing
/// @param codecAdapting from an instrument
/// @param lm likewise; its number of classes becomes that of the sounds
/// @param lmTraining from nothing
/// @param lmAdapting from an instrument: gentler, so that what is known is not forgotten
/// @param fewestGuidedSteps of learning guidance: with fewer it is not learnt, and left to those
///   who draw
/// @param classifier how the classifier in the instrument is trained
/// @param evaluation how much is measured in the end
public record Recipe(
    CodecConfig codec,
    CodecTrainingConfig codecTraining,
    CodecTrainingConfig codecAdapting,
    LmConfig lm,
    LmTrainingConfig lmTraining,
    LmTrainingConfig lmAdapting,
    int fewestGuidedSteps,
    ClassifierTrainer.Options classifier,
    EvaluationSize evaluation) {
  private static final double ADAPTING_RATE = 3e-4;

  /// The token model for the codes of a codec: for another codec than the recipe's, as many codes
  /// and frames as that one has, for sounds as long.
  LmConfig lmFor(CodecDescription description) {
    if (description.equals(codec)) {
      return lm;
    }
    double frames = lm.maxFrames() * description.frameRate() / codec.frameRate();
    return lm.withCodes(
        description.codebooks(), description.codebookSize(), (int) Math.ceil(frames));
  }

  public static final Recipe DEFAULT =
      new Recipe(
          CodecConfig.STARTER,
          CodecTrainingConfig.DEFAULT,
          CodecTrainingConfig.ADAPT,
          LmConfig.starter(1),
          LmTrainingConfig.DEFAULT,
          LmTrainingConfig.DEFAULT.withLearningRate(ADAPTING_RATE),
          100,
          ClassifierTrainer.Options.QUICK,
          EvaluationSize.QUICK);
}
