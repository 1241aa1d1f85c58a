package timbrel.codec;

/// Names vectors by one code in each of several codebooks, and makes vectors of codes again.
public interface Quantizer {
  /// How many codebooks there are.
  int codebooks();

  /// Entries of each codebook.
  int codebookSize();

  /// Values of a vector.
  int dim();

  /// Names each vector by one code per codebook.
  ///
  /// @param latents `[frames x dim]`; overwritten
  /// @param codes `[codebooks][>= firstFrame + frames]`, written from `firstFrame` on; as many
  ///   codebooks are used as there are rows
  void encode(float[] latents, int frames, int[][] codes, int firstFrame);

  /// The vector of frame `t`, into `latent` from `offset` on.
  ///
  /// @param count how many codebooks to use, from the first
  void decode(int[][] codes, int t, int count, float[] latent, int offset);
}
