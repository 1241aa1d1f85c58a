package timbrel.codec.waveform;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import timbrel.codec.Codes;
import timbrel.nn.weights.LongArray;
import timbrel.nn.weights.Npz;
import timbrel.nn.weights.Tensor;
import timbrel.nn.weights.WeightsException;

/// Encoded sounds as NumPy archives: `codes` int32 [chunks, codebooks, frames], the last chunk
/// filled up with zeros, `frames` int64 [chunks] that count, `scales` float32 [chunks] and
/// `samples` int64 [1] of one channel.
public final class CodeArchive {
  /// The ending of file names, with the dot.
  public static final String EXTENSION = ".npz";

  private CodeArchive() {}

  /// Writes a sound beside `file` and renames it when it is whole.
  public static void write(Path file, EncodedSound sound) {
    int chunks = sound.chunks().size();
    int books = sound.codebooks();
    int most = sound.chunks().stream().mapToInt(chunk -> chunk.codes().frames()).max().orElse(0);
    long[] codes = new long[Math.multiplyExact(chunks * books, most)];
    long[] frames = new long[chunks];
    float[] scales = new float[chunks];
    for (int i = 0; i < chunks; i++) {
      Chunk chunk = sound.chunks().get(i);
      frames[i] = chunk.codes().frames();
      scales[i] = chunk.scale();
      for (int q = 0; q < books; q++) {
        for (int t = 0; t < frames[i]; t++) {
          codes[(i * books + q) * most + t] = chunk.codes().codes()[q][t];
        }
      }
    }
    Npz.empty()
        .with32("codes", LongArray.of(codes, chunks, books, most))
        .with("frames", LongArray.of(frames, chunks))
        .with("scales", Tensor.of(scales, chunks))
        .with("samples", LongArray.of(new long[] {sound.samples()}, 1))
        .write(file);
  }

  /// Reads what [#write] wrote, or NumPy's own archive of the same arrays.
  ///
  /// @throws WeightsException if it is anything else
  public static EncodedSound read(Path file, WaveformSpec spec) {
    Npz archive = Npz.read(file);
    LongArray codes = archive.longs("codes");
    LongArray frames = archive.longs("frames");
    Tensor scales = archive.floats("scales");
    LongArray samples = archive.longs("samples");
    int[] shape = codes.shape();
    if (shape.length != 3 || shape[0] < 1 || shape[1] < 1 || shape[1] > spec.codebooks()) {
      throw new WeightsException(
          file.toString(),
          "codes are %s, expected [chunks, 1 to %d codebooks, frames]"
              .formatted(Arrays.toString(shape), spec.codebooks()));
    }
    if (frames.values().length != shape[0]
        || scales.size() != shape[0]
        || samples.values().length != 1) {
      throw new WeightsException(
          file.toString(),
          "%d frames, %d scales and %d samples, expected %d, %d and 1"
              .formatted(
                  frames.values().length,
                  scales.size(),
                  samples.values().length,
                  shape[0],
                  shape[0]));
    }
    List<Chunk> chunks = new ArrayList<>();
    for (int i = 0; i < shape[0]; i++) {
      chunks.add(
          new Chunk(codes(file, codes, i, frames.values()[i], spec), scale(file, scales, i)));
    }
    return new EncodedSound(chunks, samples(file, samples.values()[0]));
  }

  private static Codes codes(Path file, LongArray all, int chunk, long frames, WaveformSpec spec) {
    int books = all.shape()[1];
    int most = all.shape()[2];
    if (frames < 1 || frames > most) {
      throw new WeightsException(
          file.toString(),
          "chunk %d has %d frames, expected 1 to %d".formatted(chunk, frames, most));
    }
    int[][] codes = new int[books][(int) frames];
    for (int q = 0; q < books; q++) {
      for (int t = 0; t < frames; t++) {
        long code = all.values()[(chunk * books + q) * most + t];
        if (code < 0 || code >= spec.codebookSize()) {
          throw new WeightsException(
              file.toString(),
              "code %d in chunk %d, codebook %d, frame %d, expected 0 to %d"
                  .formatted(code, chunk, q, t, spec.codebookSize() - 1));
        }
        codes[q][t] = (int) code;
      }
    }
    return new Codes(codes);
  }

  private static float scale(Path file, Tensor scales, int chunk) {
    float scale = scales.data()[chunk];
    if (!(scale > 0 && scale < Float.POSITIVE_INFINITY)) {
      throw new WeightsException(
          file.toString(),
          "the scale of chunk %d is %s, expected more than 0".formatted(chunk, scale));
    }
    return scale;
  }

  private static long samples(Path file, long samples) {
    if (samples < 1) {
      throw new WeightsException(file.toString(), samples + " samples, expected at least 1");
    }
    return samples;
  }
}
