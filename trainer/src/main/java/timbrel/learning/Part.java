package timbrel.learning;

import java.util.Arrays;
import java.util.Locale;

/// What a run learns. A part that it does not learn is taken over from the instrument it starts
/// from.
public enum Part {
  /// Everything, in one run.
  ALL,
  /// Encoder, codebooks and decoder, against spectral losses: new codes. Encoder and decoder go on
  /// from those of an instrument, the codebooks start anew.
  CODEC,
  /// Encoder, codebooks and decoder go on from those of an instrument, the decoder with noise and
  /// tones. Codes change their meaning, and the codebooks start anew if there are to be others.
  AUTOENCODER,
  /// The decoder, with noise and against a discriminator; codes keep their meaning.
  DECODER,
  /// The token model, for the codes as they are.
  TOKENS,
  /// The classifier, and the report of the whole.
  CLASSIFIER;

  /// The part of that label.
  public static Part of(String label) {
    return Arrays.stream(values())
        .filter(part -> part.label().equals(label))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "part is '%s', expected one of %s"
                    .formatted(label, Arrays.stream(values()).map(Part::label).toList())));
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
