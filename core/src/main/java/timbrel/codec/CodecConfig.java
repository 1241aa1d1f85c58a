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
/// @param tones bins, from [#lowestTone] on, in each of which the head also says how loud a tone is
///   and by how much its phase turns from one spectrum to the next (the instantaneous frequency of
///   Engel et al. 2019, "GANSynth", section 2.2); 0 for none. The phases themselves, which a head
///   says anew for each spectrum, repeat from frame to frame where codes do, so that without tones
///   a long partial can only have a multiple of the frame rate
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
    boolean noise,
    int tones)
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
          false,
          0);

  /// Tones are below this, in Hz: above it partials of drums are too dense to be told apart in a
  /// spectrum of 12 ms.
  private static final double HIGHEST_TONE = 8_000;

  /// And above this: below it a period is so long that codes can say where in it a frame begins,
  /// and a spectrum of 12 ms no longer tells one partial of a drum from the next.
  private static final double LOWEST_TONE = 300;

  /// A tone reaches two bins to either side.
  private static final int LOWEST_TONE_BIN = 2;

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
    check("tones", tones, 0, fftSize / 2 + 1 - lowestTone(sampleRate, fftSize));
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

  /// Numbers that the head says about a spectrum: log magnitudes, phases, with noise its log
  /// magnitudes, and with tones theirs and their turns.
  public int headSize() {
    return toneOffset() + 2 * tones;
  }

  /// Numbers that the encoder sees of a spectrum: real and imaginary parts; and with tones the
  /// magnitudes, and how the bins of tones have turned since the spectrum before.
  public int frontSize() {
    return 2 * bins() + (tones > 0 ? bins() + 2 * tones : 0);
  }

  /// The bin of the first tone.
  public int lowestTone() {
    return lowestTone(sampleRate, fftSize);
  }

  private static int lowestTone(int sampleRate, int fftSize) {
    return Math.max(LOWEST_TONE_BIN, (int) Math.ceil(LOWEST_TONE * fftSize / sampleRate));
  }

  /// Where the head's numbers for tones begin.
  public int toneOffset() {
    return (noise ? 3 : 2) * bins();
  }

  /// The same codec with noise, and with its tones, or if it has none with tones as far up as is of
  /// use.
  public CodecConfig withNoiseAndTones() {
    if (tones > 0) {
      return withHead(true, tones);
    }
    int highest = Math.min((int) Math.ceil(HIGHEST_TONE * fftSize / sampleRate), bins());
    return withHead(true, Math.max(0, highest - lowestTone()));
  }

  /// The same codec with or without noise, and with other tones.
  public CodecConfig withHead(boolean noise, int tones) {
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
        noise,
        tones);
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
