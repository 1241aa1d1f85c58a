package timbrel.lm;

import java.util.Arrays;
import timbrel.codec.Codes;

/// The part of a given sound that a generated one keeps; the model invents the rest.
///
/// The arrays are owned by this record; callers must not change them.
///
/// @param codes the given sound; may have fewer codebooks than the model
/// @param frames how many first frames of each codebook are kept
/// @param sameLength whether the new sound ends where the given one does
public record Kept(Codes codes, int[] frames, boolean sameLength) {

  public Kept {
    if (frames.length != codes.codebooks()) {
      throw new IllegalArgumentException(
          "kept frames of %d codebooks, %s has %d"
              .formatted(frames.length, codes, codes.codebooks()));
    }
    for (int k = 0; k < frames.length; k++) {
      if (frames[k] < 0 || frames[k] > codes.frames()) {
        throw new IllegalArgumentException(
            "%d frames of codebook %d kept, expected 0 to %d"
                .formatted(frames[k], k, codes.frames()));
      }
    }
    if (sameLength && codes.frames() == 0) {
      throw new IllegalArgumentException("a sound of 0 frames has no length to keep");
    }
  }

  /// All new.
  public static Kept nothing() {
    return new Kept(new Codes(new int[1][0]), new int[1], false);
  }

  /// The first `count` frames: another ending to the same attack, or a continuation.
  public static Kept firstFrames(Codes codes, int count) {
    int[] frames = new int[codes.codebooks()];
    Arrays.fill(frames, count);
    return new Kept(codes, frames, false);
  }

  /// The first `count` codebooks: the same outline with other detail.
  public static Kept firstCodebooks(Codes codes, int count) {
    if (count < 0 || count > codes.codebooks()) {
      throw new IllegalArgumentException(
          "%d codebooks kept, expected 0 to %d".formatted(count, codes.codebooks()));
    }
    int[] frames = new int[codes.codebooks()];
    Arrays.fill(frames, 0, count, codes.frames());
    return new Kept(codes, frames, count > 0);
  }

  /// All but the share `amount` of the codes. Codes are kept codebook by codebook, the coarsest
  /// first, and within a codebook from the first frame on; so little variation changes detail, more
  /// of it the tail, and the outline of the attack goes last.
  ///
  /// @param amount 0 (the given sound) to 1 (all new)
  public static Kept allBut(Codes codes, double amount) {
    if (!(amount >= 0 && amount <= 1)) {
      throw new IllegalArgumentException("variation is %s, expected 0 to 1".formatted(amount));
    }
    long left = Math.round((1 - amount) * codes.codebooks() * codes.frames());
    int[] frames = new int[codes.codebooks()];
    for (int k = 0; k < frames.length; k++) {
      frames[k] = (int) Math.min(left, codes.frames());
      left -= frames[k];
    }
    return new Kept(codes, frames, frames[0] == codes.frames() && frames[0] > 0);
  }

  boolean holds(int codebook, int frame) {
    return codebook < frames.length && frame < frames[codebook];
  }

  int code(int codebook, int frame) {
    return codes.codes()[codebook][frame];
  }

  /// Refuses codes that the model of `config` does not have.
  void requireFits(LmConfig config) {
    if (codes.codebooks() > config.codebooks() || codes.frames() > config.maxFrames()) {
      throw new IllegalArgumentException(
          "%s given, expected at most %d codebooks x %d frames"
              .formatted(codes, config.codebooks(), config.maxFrames()));
    }
    codes.requireBelow(config.codebookSize());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Kept that
        && codes.equals(that.codes)
        && Arrays.equals(frames, that.frames)
        && sameLength == that.sameLength;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * codes.hashCode() + Arrays.hashCode(frames)) + Boolean.hashCode(sameLength);
  }

  @Override
  public String toString() {
    return "Kept[%s of %s%s]"
        .formatted(Arrays.toString(frames), codes, sameLength ? ", same length" : "");
  }
}
