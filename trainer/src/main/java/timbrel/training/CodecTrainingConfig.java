package timbrel.training;

/// How a codec is trained.
///
/// @param batch sounds in a step
/// @param frames frames of each sound in a step
/// @param learningRate peak of the schedule: a short warm-up, then a cosine down to 2 %
/// @param startSteps steps without the quantizer before its codebooks start from k-means
/// @param adversarialFrom share of the training (0 to 1) after which the discriminator takes part;
///   1 leaves it out
/// @param discriminatorChannels hidden maps of the discriminator
public record CodecTrainingConfig(
    int batch,
    int frames,
    double learningRate,
    int startSteps,
    double adversarialFrom,
    int discriminatorChannels) {

  public static final CodecTrainingConfig DEFAULT =
      new CodecTrainingConfig(16, 32, 1e-3, 300, 0.6, 8);

  /// The learning rate after `step` steps and `progress` (0 to 1) of the training.
  double learningRateAt(long step, double progress) {
    double warmUp = Math.min(1, (step + 1) / 100.0);
    double cosine = 0.5 * (1 + Math.cos(Math.PI * Math.min(1, progress)));
    return learningRate * warmUp * (0.02 + 0.98 * cosine);
  }
}
