package timbrel.codec;

import java.util.Map;

/// What was chosen for a codec; with the weights' names it is the contract between the trainer's
/// network and the player's.
///
/// The network works at two frame rates. *Fine* frames are one spectrum each, `fineHop` samples
/// apart; `fineFrames` of them make one *frame*, the unit that has a code in every codebook.
///
/// @param sampleRate in Hz
/// @param fftSize length of analysis and synthesis window in samples, a power of two
/// @param fineHop samples between two spectra; a quarter of `fftSize`
/// @param fineFrames spectra per frame
/// @param fineEncoder blocks at the spectra's rate, before downsampling
/// @param coarseEncoder blocks at the frame rate, before the quantizer
/// @param latentDim dimension of the quantized vectors
/// @param codebooks stages of the residual vector quantizer
/// @param codebookSize entries of each codebook
/// @param coarseDecoder blocks at the frame rate, after the quantizer
/// @param fineDecoder blocks at the spectra's rate, before the inverse-STFT head
/// @param noise whether the head also says how much noise there is in each bin (Serra & Smith 1990,
///   "Spectral modeling synthesis"), which is then added with phases drawn by chance; without it
///   equal codes make equal phases, and a long hiss pulses with the frames
public record CodecConfig(
    int sampleRate,
    int fftSize,
    int fineHop,
    int fineFrames,
    StackConfig fineEncoder,
    StackConfig coarseEncoder,
    int latentDim,
    int codebooks,
    int codebookSize,
    StackConfig coarseDecoder,
    StackConfig fineDecoder,
    boolean noise)
    implements CodecDescription {

  /// What learning from nothing builds, and the first starter was: 86 frames a second of 8 codes
  /// with 8 bits each, 5.5 kbit/s.
  public static final CodecConfig STARTER =
      new CodecConfig(
          44_100,
          512,
          128,
          4,
          new StackConfig(96, 3, 7, 3),
          new StackConfig(192, 3, 5, 3),
          32,
          8,
          256,
          new StackConfig(256, 3, 5, 3),
          new StackConfig(128, 4, 7, 3),
          false);

  /// More than this in the windows of one frame would take working memory by the hundred megabytes.
  private static final int MOST_SAMPLES_OF_A_FRAME = 1 << 16;

  public CodecConfig {
    check("sampleRate", sampleRate, 8_000, 192_000);
    check("fftSize", fftSize, 8, 8192);
    check("fineHop", fineHop, 2, 2048);
    check("fineFrames", fineFrames, 1, 32);
    check("latentDim", latentDim, 1, 512);
    check("codebooks", codebooks, 1, 32);
    check("codebookSize", codebookSize, 2, 4096);
    check("fineFrames x fftSize", fineFrames * fftSize, 8, MOST_SAMPLES_OF_A_FRAME);
    if (Integer.bitCount(fftSize) != 1 || fftSize != 4 * fineHop) {
      throw new IllegalArgumentException(
          "fftSize is %d with fineHop %d, expected a power of two that is 4 x fineHop"
              .formatted(fftSize, fineHop));
    }
  }

  /// Samples per frame.
  public int hop() {
    return fineHop * fineFrames;
  }

  /// Frames per second.
  @Override
  public double frameRate() {
    return (double) sampleRate / hop();
  }

  /// Frequency bins of one spectrum.
  public int bins() {
    return fftSize / 2 + 1;
  }

  /// Numbers that the head says about a spectrum: log magnitudes, phases, and with noise its log
  /// magnitudes.
  public int headSize() {
    return (noise ? 3 : 2) * bins();
  }

  /// The same codec with or without noise.
  public CodecConfig withNoise(boolean noise) {
    return new CodecConfig(
        sampleRate,
        fftSize,
        fineHop,
        fineFrames,
        fineEncoder,
        coarseEncoder,
        latentDim,
        codebooks,
        codebookSize,
        coarseDecoder,
        fineDecoder,
        noise);
  }

  /// Frames that describe `samples` samples; the last one may be padded with silence.
  public int framesFor(int samples) {
    return Math.ceilDiv(samples, hop());
  }

  /// Every weight of the codec with its shape, by its name in the file.
  public Map<String, int[]> shapes() {
    return CodecShapes.of(this);
  }

  /// Multiply-adds per second of audio of the decoder, without the inverse FFT.
  @Override
  public long decoderMultiplyAddsPerSecond() {
    long frame =
        (long) latentDim * coarseDecoder.channels()
            + coarseDecoder.multiplyAddsPerFrame()
            + (long) coarseDecoder.channels() * fineDecoder.channels() * fineFrames;
    long fine = fineDecoder.multiplyAddsPerFrame() + (long) headSize() * fineDecoder.channels();
    return Math.round((frame + fine * fineFrames) * frameRate());
  }

  static void check(String field, int value, int low, int high) {
    if (value < low || value > high) {
      throw new IllegalArgumentException(
          "%s is %d, expected %d to %d".formatted(field, value, low, high));
    }
  }
}
