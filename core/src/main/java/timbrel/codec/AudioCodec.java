package timbrel.codec;

/// Sound to [Codes] and back: Timbrel's own [Codec], or one that others have trained.
public interface AudioCodec {
  /// What it turns into what.
  CodecDescription config();

  /// The codes of a mono sound at the codec's sample rate. A sound of 0 samples has 0 frames.
  Codes encode(float[] samples);

  /// The vectors of a sound before they are quantized, `[frames x latentDim]`.
  float[] latents(float[] samples);

  /// The sound of all codebooks that there are.
  default float[] decode(Codes codes) {
    return decode(codes, codes.codebooks());
  }

  /// The sound of the first `codebooks` codebooks.
  float[] decode(Codes codes, int codebooks);
}
