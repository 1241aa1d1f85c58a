package timbrel.codec.waveform;

import java.util.ArrayList;
import java.util.List;
import timbrel.nn.FrameQueue;
import timbrel.nn.TimeLayer;

/// Encodes one sound that comes in pieces. Remembers codes and what the network needs, not the
/// sound: of a codec that neither cuts nor normalizes, the last few frames; of one that cuts, a
/// chunk; only one that normalizes and does not cut must hear the whole sound first.
public final class SoundEncoder {
  private final WaveformSpec spec;
  private final WaveformCodec codec;
  private final TimeLayer.Stream network;
  private final FrameQueue waiting; // samples of the chunk that is not whole yet
  private final FrameQueue input;
  private final FrameQueue latents;
  private final CodeList codes;
  private final List<Chunk> chunks = new ArrayList<>();
  private long samples;

  SoundEncoder(WaveformCodec codec, int codebooks) {
    this.codec = codec;
    spec = codec.spec();
    if (codebooks < 1 || codebooks > spec.codebooks()) {
      throw new IllegalArgumentException(
          "%d codebooks, expected 1 to %d".formatted(codebooks, spec.codebooks()));
    }
    network = codec.encoder().newStream();
    waiting = new FrameQueue(spec.channels());
    input = new FrameQueue(spec.channels());
    latents = new FrameQueue(codec.quantizer().dim());
    codes = new CodeList(codebooks);
  }

  /// The next piece of the sound.
  ///
  /// @param interleaved samples, `frames` of each channel from `offset` on
  public void accept(float[] interleaved, int offset, int frames) {
    samples += frames;
    if (spec.chunking().isEmpty() && !spec.normalized()) {
      input.append(interleaved, offset, frames);
      forward(false);
      return;
    }
    waiting.append(interleaved, offset, frames);
    spec.chunking().ifPresent(this::encodeWholeChunks);
  }

  private void encodeWholeChunks(Chunking chunking) {
    while (waiting.frames() >= chunking.length()) {
      encodeChunk(chunking.length());
      waiting.drop(chunking.stride());
    }
  }

  /// The codes of the sound, which ends here.
  ///
  /// @throws IllegalArgumentException if nothing came
  public EncodedSound finish() {
    if (samples == 0) {
      throw new IllegalArgumentException("the sound has no samples, expected at least 1");
    }
    if (spec.chunking().isPresent()) {
      Chunking chunking = spec.chunking().get();
      while (waiting.frames() > 0) {
        encodeChunk(Math.min(chunking.length(), waiting.frames()));
        waiting.drop(Math.min(chunking.stride(), waiting.frames()));
      }
    } else if (spec.normalized()) {
      encodeChunk(waiting.frames());
    } else {
      endChunk(1);
    }
    return new EncodedSound(chunks, samples);
  }

  private void encodeChunk(int frames) {
    input.append(waiting, frames);
    float scale = spec.normalized() ? normalize() : 1;
    endChunk(scale);
  }

  /// Divides the input by the root of its mean square, channels averaged.
  private float normalize() {
    float scale = LoudnessScale.of(input.values(), input.start(), input.frames(), spec.channels());
    int end = input.start() + input.frames() * spec.channels();
    for (int i = input.start(); i < end; i++) {
      input.values()[i] /= scale;
    }
    return scale;
  }

  private void endChunk(float scale) {
    if (spec.wholeHops()) {
      long missing = Math.floorMod(-samples, spec.hop());
      input.append(new float[(int) missing * spec.channels()], 0, (int) missing);
    }
    forward(true);
    chunks.add(new Chunk(codes.take(), scale));
    network.reset();
    input.clear();
  }

  private void forward(boolean last) {
    network.forward(input, last, latents);
    codes.append(codec.quantizer(), latents.values(), latents.start(), latents.frames());
    latents.clear();
  }
}
