package timbrel.training;

/// How a codec is trained, in two parts: first everything against spectral losses; then, with
/// encoder and codebooks as they are, the decoder against a discriminator as well.
///
/// @param batch sounds in a step
/// @param heard how many of them are heard; of the others only the partials count ([ToneLoss]),
///   which costs a quarter as much
/// @param frames frames of each sound in a step
/// @param learningRate peak of the first part: a short warm-up, then a cosine down to 2 %
/// @param startSteps steps without the quantizer before its codebooks start from k-means
/// @param adversarialFrom share of the training (0 to 1) at which the second part begins; 1 leaves
///   it out
/// @param discriminatorChannels hidden maps of the discriminator
/// @param decoderOnly whether encoder and codebooks stay as they are from the start, so that codes
///   keep their meaning and a token model that knows them can go on
/// @param objective what the training listens for
public record CodecTrainingConfig(
    int batch,
    int heard,
    int frames,
    double learningRate,
    int startSteps,
    double adversarialFrom,
    int discriminatorChannels,
    boolean decoderOnly,
    CodecObjective objective) {

  public CodecTrainingConfig {
    if (heard < 1 || heard > batch) {
      throw new IllegalArgumentException(
          "heard is %d, expected 1 to the batch of %d".formatted(heard, batch));
    }
  }

  public static final CodecTrainingConfig DEFAULT =
      new CodecTrainingConfig(16, 16, 24, 1e-3, 300, 0.55, 8, false, CodecObjective.WAVES);

  /// For sounds like those that the codec already knows.
  public static final CodecTrainingConfig ADAPT =
      new CodecTrainingConfig(16, 16, 24, 2e-4, 0, 0.3, 8, true, CodecObjective.WAVES);

  private static final double NEW_CODES_RATE = 0.6;
  private static final int NEW_CODES_START_STEPS = 150;
  private static final double AUTOENCODER_RATE = 0.8;
  private static final double DECODER_RATE = 0.75;
  private static final int NOISY_BATCH = 8; // each sound is decoded twice

  /// An encoder that has never heard where partials lie learns it from many more sounds than it
  /// takes to tune the rest.
  private static final int SOUNDS_FOR_ONE_HEARD = 4;

  /// Learning rate of the second part, as a share of the first part's.
  private static final double ADVERSARIAL_RATE = 0.4;

  /// The first part alone, for new codes of an encoder and a decoder that know sounds already.
  public CodecTrainingConfig forNewCodes() {
    return new CodecTrainingConfig(
        batch,
        heard,
        frames,
        learningRate * NEW_CODES_RATE,
        Math.min(startSteps, NEW_CODES_START_STEPS),
        1,
        discriminatorChannels,
        false,
        objective);
  }

  /// The first part alone, for a codec that knows sounds already, listening as the decoder alone
  /// will: its codes learn to say what a decoder with noise cannot draw.
  ///
  /// @param newCodes whether the codebooks start anew
  public CodecTrainingConfig forAutoencoder(boolean newCodes) {
    int heard = Math.min(batch, NOISY_BATCH);
    return new CodecTrainingConfig(
        SOUNDS_FOR_ONE_HEARD * heard,
        heard,
        frames,
        learningRate * AUTOENCODER_RATE,
        newCodes ? Math.min(startSteps, NEW_CODES_START_STEPS) : 0,
        1,
        discriminatorChannels,
        false,
        CodecObjective.TEXTURE);
  }

  /// The decoder alone, against a discriminator from the start: for codes that are settled. Batches
  /// are no larger than twice what the discriminator hears of them, so that it speaks about half of
  /// the sounds.
  public CodecTrainingConfig forDecoder() {
    int heard = Math.min(batch, NOISY_BATCH);
    return new CodecTrainingConfig(
        heard,
        heard,
        frames,
        learningRate * DECODER_RATE,
        0,
        0,
        discriminatorChannels,
        true,
        CodecObjective.TEXTURE);
  }

  /// Whether the discriminator takes part at `progress` (0 to 1, both inclusive) of the training.
  boolean adversarialAt(double progress) {
    return adversarialFrom < 1 && progress >= adversarialFrom;
  }

  /// Whether encoder and codebooks stay as they are at `progress`.
  boolean decoderOnlyAt(double progress) {
    return decoderOnly || adversarialAt(progress);
  }

  /// The learning rate after `step` steps and `progress` (0 to 1) of the training.
  double learningRateAt(long step, double progress) {
    double warmUp = Math.min(1, (step + 1) / 100.0);
    if (adversarialAt(progress)) {
      double second = (progress - adversarialFrom) / (1 - adversarialFrom);
      return learningRate * ADVERSARIAL_RATE * warmUp * cosine(second);
    }
    return learningRate * warmUp * cosine(progress / adversarialFrom);
  }

  private static double cosine(double progress) {
    return 0.02 + 0.98 * 0.5 * (1 + Math.cos(Math.PI * Math.min(1, progress)));
  }
}
