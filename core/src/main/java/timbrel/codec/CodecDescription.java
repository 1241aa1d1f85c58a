package timbrel.codec;

/// What a codec turns into what, as everybody needs to know who handles its codes.
public interface CodecDescription {
  /// Rate of the sounds that it takes and makes, in Hz.
  int sampleRate();

  /// Codes in a frame.
  int codebooks();

  /// Entries of each codebook.
  int codebookSize();

  /// Dimension of the vectors that are quantized.
  int latentDim();

  /// Frames per second.
  double frameRate();

  /// Bits per second of the codes, without entropy coding.
  default double bitRate() {
    return frameRate() * codebooks() * StrictMath.log(codebookSize()) / StrictMath.log(2);
  }

  /// Multiply-adds per second of audio of the decoder.
  long decoderMultiplyAddsPerSecond();
}
