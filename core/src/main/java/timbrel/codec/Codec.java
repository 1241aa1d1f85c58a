package timbrel.codec;

import java.util.Arrays;
import timbrel.nn.Scratch;
import timbrel.nn.weights.Tensor;
import timbrel.nn.weights.WeightMap;

/// A neural codec: sound to [Codes] and back. Immutable; one codec serves any number of streams.
public final class Codec implements AudioCodec {
  /// Frames that offline encoding and decoding take at a time; the result does not depend on it. A
  /// second of sound in one go reads the weights once: 10.0 ms to decode where blocks of 16 take
  /// 11.3 ms (DecodingBench).
  private static final int BLOCK = 96;

  private final CodecConfig config;
  private final CodecEncoder encoder;
  private final ResidualVectorQuantizer quantizer;
  private final CodecDecoder decoder;
  private final Scratch<DecoderStream> streams = new Scratch<>(() -> newDecoderStream(BLOCK));

  private Codec(WeightMap weights, CodecConfig config) {
    this.config = config;
    encoder = CodecEncoder.from(weights.withPrefix("codec.encoder."), config);
    quantizer = ResidualVectorQuantizer.from(weights.withPrefix("codec.quantizer."), config);
    decoder = CodecDecoder.from(weights.withPrefix("codec.decoder."), config);
  }

  /// From tensors whose names start with `codec.`, as `docs/instrument-file.md` lists them.
  ///
  /// @throws timbrel.nn.weights.WeightsException naming the tensor that is missing or misshapen
  public static Codec from(CodecConfig config, WeightMap weights) {
    return new Codec(weights, config);
  }

  @Override
  public CodecConfig config() {
    return config;
  }

  /// The words of codebook `q`, `[codebookSize, latentDim]`.
  public Tensor codebook(int q) {
    return quantizer.codebook(q);
  }

  /// The codes of a sound at the codec's sample rate, the last frame padded with silence. A sound
  /// of 0 samples has 0 frames.
  @Override
  public Codes encode(float[] samples) {
    int frames = config.framesFor(samples.length);
    int[][] codes = new int[config.codebooks()][frames];
    forEachLatentBlock(
        samples, (latents, from, count) -> quantizer.encode(latents, count, codes, from));
    return new Codes(codes);
  }

  /// The latents of a sound before they are quantized, `[frames x latentDim]`.
  @Override
  public float[] latents(float[] samples) {
    int dim = config.latentDim();
    float[] all = new float[config.framesFor(samples.length) * dim];
    forEachLatentBlock(
        samples,
        (latents, from, count) -> System.arraycopy(latents, 0, all, from * dim, count * dim));
    return all;
  }

  private interface LatentBlock {
    void take(float[] latents, int firstFrame, int count);
  }

  private void forEachLatentBlock(float[] samples, LatentBlock block) {
    int frames = config.framesFor(samples.length);
    int hop = config.hop();
    float[] padded = Arrays.copyOf(samples, frames * hop);
    float[] latents = new float[BLOCK * config.latentDim()];
    CodecEncoder.State state = encoder.newState(BLOCK);
    for (int from = 0; from < frames; from += BLOCK) {
      int count = Math.min(BLOCK, frames - from);
      encoder.forward(padded, from * hop, count, state, latents);
      block.take(latents, from, count);
    }
  }

  /// The sound of the first `codebooks` codebooks, `frames x hop` samples.
  @Override
  public float[] decode(Codes codes, int codebooks) {
    float[] samples = new float[Math.multiplyExact(codes.frames(), config.hop())];
    DecoderStream stream = streams.take();
    stream.reset();
    int written = 0;
    for (int from = 0; from < codes.frames(); from += BLOCK) {
      int count = Math.min(BLOCK, codes.frames() - from);
      written += stream.decode(codes, from, count, codebooks, samples, written);
    }
    if (codes.frames() > 0) {
      stream.finish(samples, written);
    }
    streams.giveBack(stream);
    return samples;
  }

  /// A stream that decodes at most `maxFrames` frames at a time.
  public DecoderStream newDecoderStream(int maxFrames) {
    return new DecoderStream(maxFrames);
  }

  /// Decodes one sound frame by frame and remembers what the next frame needs. Calls allocate
  /// nothing. Sound comes up to three fine hops late; [#finish] brings the rest.
  public final class DecoderStream {
    private final CodecDecoder.State state;
    private final float[] latents;
    private final NoiseSeeds seeds;
    private final int maxFrames;

    private DecoderStream(int maxFrames) {
      this.maxFrames = maxFrames;
      state = decoder.newState(maxFrames);
      latents = new float[maxFrames * config.latentDim()];
      seeds = new NoiseSeeds(maxFrames);
    }

    /// Decodes `count` frames of `codes` from frame `from` on.
    ///
    /// @param codebooks how many codebooks to listen to, from the first
    /// @param out where to write from `offset` on: `count` hops, fewer in the first call
    /// @return samples written
    public int decode(Codes codes, int from, int count, int codebooks, float[] out, int offset) {
      if (count > maxFrames || codebooks < 1 || codebooks > config.codebooks()) {
        throw new IllegalArgumentException(
            "%d frames of %d codebooks, expected at most %d frames of 1 to %d codebooks"
                .formatted(count, codebooks, maxFrames, config.codebooks()));
      }
      for (int t = 0; t < count; t++) {
        quantizer.decode(codes.codes(), from + t, codebooks, latents, t * config.latentDim());
      }
      seeds.draw(codes.codes(), from, count, codebooks);
      return decoder.forward(latents, seeds.ofFrames(), count, state, out, offset);
    }

    /// Writes the last samples of the sound.
    ///
    /// @return samples written
    public int finish(float[] out, int offset) {
      return decoder.finish(state, out, offset);
    }

    /// Makes the stream ready for another sound.
    public void reset() {
      state.reset();
      seeds.reset();
    }
  }
}
