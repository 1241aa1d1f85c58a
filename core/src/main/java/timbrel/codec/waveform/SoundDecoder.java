package timbrel.codec.waveform;

import timbrel.codec.Codes;
import timbrel.nn.FrameQueue;
import timbrel.nn.TimeLayer;

/// Decodes sounds piece by piece, into memory that does not grow with them.
public final class SoundDecoder {
  private static final int BLOCK = 96; // frames that are decoded together

  private final WaveformCodec codec;
  private final TimeLayer.Stream network;
  private final FrameQueue latents;
  private final FrameQueue samples;

  /// Takes the next samples.
  @FunctionalInterface
  public interface Sink {
    /// @param interleaved `frames` samples of each channel from `offset` on, to be used at once
    void accept(float[] interleaved, int offset, int frames);
  }

  SoundDecoder(WaveformCodec codec) {
    this.codec = codec;
    network = codec.decoder().newStream();
    latents = new FrameQueue(codec.quantizer().dim());
    samples = new FrameQueue(codec.spec().channels());
  }

  /// Decodes a sound, with as many codebooks as it has.
  ///
  /// @throws IllegalArgumentException if it has codes that the codec does not know
  public void decode(EncodedSound sound, Sink sink) {
    sound.chunks().forEach(chunk -> requireKnown(chunk.codes()));
    if (codec.spec().chunking().isEmpty()) {
      if (sound.chunks().size() != 1) {
        throw new IllegalArgumentException(
            sound.chunks().size() + " chunks, expected one: this codec does not cut sounds");
      }
      Chunk whole = sound.chunks().getFirst();
      decode(whole, () -> drain(sink, whole.scale()));
      return;
    }
    OverlapAdd joined = new OverlapAdd(codec.spec().channels(), sink);
    int stride = codec.spec().chunking().get().stride();
    for (Chunk chunk : sound.chunks()) {
      decode(chunk, () -> {});
      scale(chunk.scale());
      joined.add(samples, stride);
      samples.clear();
    }
    joined.finish();
  }

  private void requireKnown(Codes codes) {
    codes.requireBelow(codec.spec().codebookSize());
    if (codes.codebooks() > codec.spec().codebooks()) {
      throw new IllegalArgumentException(
          "%d codebooks, expected at most %d"
              .formatted(codes.codebooks(), codec.spec().codebooks()));
    }
  }

  private void decode(Chunk chunk, Runnable afterEachBlock) {
    Codes codes = chunk.codes();
    int dim = codec.quantizer().dim();
    network.reset();
    latents.clear();
    for (int from = 0; from < codes.frames(); from += BLOCK) {
      int count = Math.min(BLOCK, codes.frames() - from);
      int start = latents.extend(count);
      for (int t = 0; t < count; t++) {
        codec
            .quantizer()
            .decode(codes.codes(), from + t, codes.codebooks(), latents.values(), start + t * dim);
      }
      network.forward(latents, from + count == codes.frames(), samples);
      afterEachBlock.run();
    }
  }

  private void drain(Sink sink, float factor) {
    scale(factor);
    sink.accept(samples.values(), samples.start(), samples.frames());
    samples.clear();
  }

  private void scale(float factor) {
    if (factor != 1) {
      int end = samples.start() + samples.frames() * samples.channels();
      for (int i = samples.start(); i < end; i++) {
        samples.values()[i] *= factor;
      }
    }
  }
}
