package timbrel.codec;

import java.util.Arrays;

/// The tokens of one sound: for each codebook, one code per frame.
///
/// The arrays are owned by this record; callers must not change them.
///
/// @param codes `[codebooks][frames]`, every entry at least 0
public record Codes(int[][] codes) {

  public Codes {
    if (codes.length == 0) {
      throw new IllegalArgumentException("codes of 0 codebooks, expected at least 1");
    }
    for (int q = 0; q < codes.length; q++) {
      if (codes[q].length != codes[0].length) {
        throw new IllegalArgumentException(
            "codebook %d has %d frames, codebook 0 has %d"
                .formatted(q, codes[q].length, codes[0].length));
      }
      for (int t = 0; t < codes[q].length; t++) {
        if (codes[q][t] < 0) {
          throw new IllegalArgumentException(
              "code %d at codebook %d, frame %d, expected at least 0".formatted(codes[q][t], q, t));
        }
      }
    }
  }

  public int codebooks() {
    return codes.length;
  }

  public int frames() {
    return codes[0].length;
  }

  /// The first `count` codebooks: a coarser description of the same sound.
  public Codes firstCodebooks(int count) {
    if (count < 1 || count > codebooks()) {
      throw new IllegalArgumentException(
          "%d codebooks asked for, expected 1 to %d".formatted(count, codebooks()));
    }
    return new Codes(Arrays.copyOf(codes, count));
  }

  /// Refuses codes that a codebook of `size` entries does not have.
  public void requireBelow(int size) {
    for (int q = 0; q < codes.length; q++) {
      for (int t = 0; t < codes[q].length; t++) {
        if (codes[q][t] >= size) {
          throw new IllegalArgumentException(
              "code %d at codebook %d, frame %d, expected below %d"
                  .formatted(codes[q][t], q, t, size));
        }
      }
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Codes that && Arrays.deepEquals(codes, that.codes);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(codes);
  }

  @Override
  public String toString() {
    return "Codes[%d codebooks x %d frames]".formatted(codebooks(), frames());
  }
}
