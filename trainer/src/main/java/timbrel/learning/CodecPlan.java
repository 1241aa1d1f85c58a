package timbrel.learning;

import java.util.Optional;
import timbrel.codec.CodecConfig;
import timbrel.codec.CodecDescription;
import timbrel.instrument.Instrument;
import timbrel.training.CodecTrainingConfig;

/// What a run does to the codec: which one it will be, what of it is learnt and how, what it starts
/// from, and for how much of the time.
///
/// @param parent the instrument that the run starts from, if it starts from one
record CodecPlan(Recipe recipe, LearnConfig config, Optional<Instrument> parent) {
  /// Share of the time that goes into the codec, the rest goes into the token model.
  private static final double SHARE_FROM_NOTHING = 0.6;

  private static final double SHARE_FROM_INSTRUMENT = 0.25;

  /// The codec as the instrument will have it.
  CodecDescription codec() {
    if (config.codec().isPresent()) {
      return config.codec().get().config();
    }
    CodecDescription like =
        parent.<CodecDescription>map(i -> i.card().codec()).orElse(recipe.codec());
    if (!(like instanceof CodecConfig own)) {
      return like;
    }
    CodecConfig codec = config.scope().codes().map(codes -> codes.applyTo(own)).orElse(own);
    return switch (part()) {
      case AUTOENCODER -> codec.withNoiseAndTones();
      case DECODER -> codec.withHead(true, codec.tones()); // codes without tones teach none
      default -> codec;
    };
  }

  /// Whether any of the codec is learnt. Others' never are.
  boolean learns() {
    return switch (part()) {
      case TOKENS, CLASSIFIER -> false;
      default -> codec() instanceof CodecConfig;
    };
  }

  /// Whether there will be codes that no token model knows.
  boolean changesCodes() {
    return switch (part()) {
      case CODEC, AUTOENCODER -> true;
      default -> false;
    };
  }

  /// Empty for a codec that starts from random weights.
  Optional<CodecPhase.Start> start() {
    return parent.map(i -> new CodecPhase.Start(i.weights(), codecOf(i), startsCodesAnew()));
  }

  CodecTrainingConfig training() {
    return switch (part()) {
      case CODEC -> recipe.codecTraining().forNewCodes();
      case AUTOENCODER -> recipe.codecTraining().forAutoencoder(startsCodesAnew());
      case DECODER -> recipe.codecTraining().forDecoder();
      default -> parent.isPresent() ? recipe.codecAdapting() : recipe.codecTraining();
    };
  }

  /// Share of the time, 0 to 1, that goes into the codec.
  double share() {
    if (!learns()) {
      return 0;
    }
    if (part() != Part.ALL) {
      return 1;
    }
    return parent.isPresent() ? SHARE_FROM_INSTRUMENT : SHARE_FROM_NOTHING;
  }

  /// Whether the codebooks of the parent are of no use.
  private boolean startsCodesAnew() {
    return switch (part()) {
      case CODEC -> true;
      case AUTOENCODER ->
          !CodeLayout.of((CodecConfig) codec())
              .equals(CodeLayout.of(codecOf(parent.orElseThrow())));
      default -> false;
    };
  }

  private Part part() {
    return config.scope().part();
  }

  private static CodecConfig codecOf(Instrument instrument) {
    return (CodecConfig) instrument.card().codec();
  }
}
