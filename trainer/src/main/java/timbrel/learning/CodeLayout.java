package timbrel.learning;

import timbrel.codec.CodecConfig;

/// How many codes a codec writes.
///
/// @param fineFrames spectra per frame: the more, the fewer frames a second
/// @param codebooks codes of a frame
/// @param codebookSize what a code is chosen from
public record CodeLayout(int fineFrames, int codebooks, int codebookSize) {

  static CodeLayout of(CodecConfig config) {
    return new CodeLayout(config.fineFrames(), config.codebooks(), config.codebookSize());
  }

  CodecConfig applyTo(CodecConfig config) {
    return new CodecConfig(
        config.sampleRate(),
        config.fftSize(),
        config.fineHop(),
        fineFrames,
        config.fineEncoder(),
        config.coarseEncoder(),
        config.latentDim(),
        codebooks,
        codebookSize,
        config.coarseDecoder(),
        config.fineDecoder(),
        config.noise(),
        config.tones());
  }

  /// `4x8x256`: spectra per frame, codebooks, codebook size.
  public static CodeLayout parse(String text) {
    String[] parts = text.split("x");
    try {
      if (parts.length == 3) {
        return new CodeLayout(
            Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException(
        "codes are '%s', expected spectra per frame, codebooks and codebook size such as 4x8x256"
            .formatted(text));
  }

  @Override
  public String toString() {
    return fineFrames + "x" + codebooks + "x" + codebookSize;
  }
}
