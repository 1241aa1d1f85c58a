package timbrel.learning;

import java.util.Optional;
import timbrel.codec.AudioCodec;
import timbrel.codec.CodecDescription;
import timbrel.instrument.Instrument;
import timbrel.lm.LmConfig;

/// The instrument whose token model is gone on with or taken over.
///
/// @param sameCodes whether its codes are those of the codec: if not, only what it knows besides is
///   of use
record TokenSource(Instrument instrument, boolean sameCodes) {
  TokenSource {
    if (instrument.card().lm().isEmpty()) {
      throw new IllegalArgumentException(
          "%s has no token model to take over".formatted(instrument.file().name()));
    }
  }

  /// What was asked for, or else the parent's token model if it knows the codes of the codec.
  ///
  /// @param parent the instrument that the run starts from, if it starts from one
  /// @param player of `codec`, with its weights
  /// @return empty for a token model that starts from nothing
  /// @throws IllegalArgumentException if the token model asked for is none, or is to be taken over
  ///   as it is and knows other codes
  static Optional<TokenSource> find(
      LearnConfig.Scope scope,
      Optional<Instrument> parent,
      CodecDescription codec,
      AudioCodec player) {
    if (scope.tokensFrom().isPresent()) {
      Instrument asked = Instrument.open(scope.tokensFrom().orElseThrow());
      TokenSource source = new TokenSource(asked, SameCodes.of(asked, codec, player));
      if (!source.sameCodes() && scope.part() != Part.TOKENS) {
        throw new IllegalArgumentException(
            "the token model of %s knows other codes than those of this codec"
                .formatted(asked.file().name()));
      }
      return Optional.of(source);
    }
    return parent
        .filter(i -> i.card().lm().isPresent() && SameCodes.of(i, codec, player))
        .map(i -> new TokenSource(i, true));
  }

  /// The config of a token model that starts from this one.
  ///
  /// @param usual for the codec
  LmConfig configFor(LmConfig usual) {
    LmConfig own = instrument.card().lm().orElseThrow();
    int frames = sameCodes ? own.maxFrames() : usual.maxFrames();
    return own.withCodes(usual.codebooks(), usual.codebookSize(), frames);
  }
}
