package timbrel.training;

/// How a token model is trained.
///
/// @param batch sounds in a step
/// @param learningRate peak of the schedule: a warm-up, then a cosine down to 5 %
/// @param warmUpSteps steps of the warm-up
/// @param weightDecay of the matrices, decoupled from the gradient
/// @param maxGradient norm that gradients are cut to
/// @param averaging decay of the moving average of the weights, which is what is kept
/// @param onsetFrames first frames of a sound that count more
/// @param onsetWeight how much more
/// @param dropAll share of examples that show no condition, so that guidance has something to move
///   away from
/// @param dropClass share of the others that do not show their class
/// @param dropVelocity share of the others that do not show their velocity
/// @param dropKnobs share of the others that show no knob; the rest show each with a probability
///   that is itself drawn evenly, so that any number of knobs occurs
/// @param patience validations without a new best before training ends; 0 = never
public record LmTrainingConfig(
    int batch,
    double learningRate,
    int warmUpSteps,
    double weightDecay,
    double maxGradient,
    double averaging,
    int onsetFrames,
    double onsetWeight,
    double dropAll,
    double dropClass,
    double dropVelocity,
    double dropKnobs,
    int patience) {

  public static final LmTrainingConfig DEFAULT =
      new LmTrainingConfig(32, 1e-3, 100, 0.1, 1, 0.998, 2, 3, 0.15, 0.1, 0.4, 0.3, 20);

  private static final double LAST_RATE = 0.05;
  private static final double GUIDED_RATE = 5e-4;
  private static final int GUIDED_WARM_UP = 10;

  public LmTrainingConfig {
    if (batch < 1) {
      throw new IllegalArgumentException("batch is %d, expected at least 1".formatted(batch));
    }
    if (!(learningRate > 0)) {
      throw new IllegalArgumentException(
          "learningRate is %s, expected above 0".formatted(learningRate));
    }
  }

  /// For learning guidance: a short time, in which every code comes with a whole distribution
  /// instead of one answer, so that steps are sure of themselves early.
  public LmTrainingConfig forGuidance() {
    return new LmTrainingConfig(
        batch,
        GUIDED_RATE,
        GUIDED_WARM_UP,
        weightDecay,
        maxGradient,
        averaging,
        onsetFrames,
        onsetWeight,
        dropAll,
        dropClass,
        dropVelocity,
        dropKnobs,
        0);
  }

  public LmTrainingConfig withBatch(int value) {
    return new LmTrainingConfig(
        value,
        learningRate,
        warmUpSteps,
        weightDecay,
        maxGradient,
        averaging,
        onsetFrames,
        onsetWeight,
        dropAll,
        dropClass,
        dropVelocity,
        dropKnobs,
        patience);
  }

  public LmTrainingConfig withLearningRate(double value) {
    return new LmTrainingConfig(
        batch,
        value,
        warmUpSteps,
        weightDecay,
        maxGradient,
        averaging,
        onsetFrames,
        onsetWeight,
        dropAll,
        dropClass,
        dropVelocity,
        dropKnobs,
        patience);
  }

  public LmTrainingConfig withOnsetWeight(double value) {
    return new LmTrainingConfig(
        batch,
        learningRate,
        warmUpSteps,
        weightDecay,
        maxGradient,
        averaging,
        onsetFrames,
        value,
        dropAll,
        dropClass,
        dropVelocity,
        dropKnobs,
        patience);
  }

  public LmTrainingConfig withPatience(int value) {
    return new LmTrainingConfig(
        batch,
        learningRate,
        warmUpSteps,
        weightDecay,
        maxGradient,
        averaging,
        onsetFrames,
        onsetWeight,
        dropAll,
        dropClass,
        dropVelocity,
        dropKnobs,
        value);
  }

  /// The learning rate after `step` steps and `progress` (0 to 1) of the training.
  double learningRateAt(long step, double progress) {
    double warmUp = Math.min(1, (step + 1) / (double) Math.max(1, warmUpSteps));
    double cosine = 0.5 * (1 + Math.cos(Math.PI * Math.min(1, progress)));
    return learningRate * warmUp * (LAST_RATE + (1 - LAST_RATE) * cosine);
  }
}
