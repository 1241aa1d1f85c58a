package timbrel.codec.waveform;

import java.util.Arrays;
import timbrel.codec.Codes;
import timbrel.codec.Quantizer;

/// Codes of a sound that is not over yet.
final class CodeList {
  private static final int BLOCK = 64;

  private final int[][] codes;
  private final int[][] block;
  private int frames;

  CodeList(int codebooks) {
    codes = new int[codebooks][256];
    block = new int[codebooks][BLOCK];
  }

  /// Appends the codes of `count` latents, which are overwritten.
  void append(Quantizer quantizer, float[] latents, int start, int count) {
    int dim = quantizer.dim();
    float[] rest = new float[BLOCK * dim];
    for (int from = 0; from < count; from += BLOCK) {
      int size = Math.min(BLOCK, count - from);
      System.arraycopy(latents, start + from * dim, rest, 0, size * dim);
      quantizer.encode(rest, size, block, 0);
      for (int q = 0; q < codes.length; q++) {
        if (frames + size > codes[q].length) {
          codes[q] = Arrays.copyOf(codes[q], Math.max(frames + size, 2 * codes[q].length));
        }
        System.arraycopy(block[q], 0, codes[q], frames, size);
      }
      frames += size;
    }
  }

  /// All of them; the list is empty afterwards.
  Codes take() {
    int[][] all = new int[codes.length][];
    for (int q = 0; q < codes.length; q++) {
      all[q] = Arrays.copyOf(codes[q], frames);
      codes[q] = new int[256];
    }
    frames = 0;
    return new Codes(all);
  }
}
