package timbrel.codec.waveform;

import java.util.List;

/// A sound as codes.
///
/// @param chunks in the order of time; one if the codec does not cut sounds
/// @param samples of one channel; decoding makes a few more, which are to be cut off
public record EncodedSound(List<Chunk> chunks, long samples) {
  /// Copies the list.
  public EncodedSound {
    chunks = List.copyOf(chunks);
  }

  /// Codebooks that were used.
  public int codebooks() {
    return chunks.getFirst().codes().codebooks();
  }

  /// Frames of all chunks.
  public long frames() {
    return chunks.stream().mapToLong(chunk -> chunk.codes().frames()).sum();
  }
}
