package timbrel.lm;

import java.util.Arrays;
import timbrel.codec.Codes;

/// A [CodebookPattern] for sounds of a certain size: which code each step of the sequence holds.
///
/// After its last frame a sound has a *closing frame*, which holds the end-of-sound token in every
/// codebook. Entries of a step that hold neither a code nor that token hold the start token.
///
/// The constructor checks what generation relies on: every code has one step, every step finds its
/// codes again, and time never runs backwards within a codebook.
///
/// @param pattern which code goes where
/// @param codebooks `K`
/// @param frames `T`, without the closing frame
public record SequenceLayout(CodebookPattern pattern, int codebooks, int frames) {

  public SequenceLayout {
    if (codebooks < 1 || frames < 0) {
      throw new IllegalArgumentException(
          "layout of %d codebooks x %d frames, expected at least 1 x 0"
              .formatted(codebooks, frames));
    }
    for (int k = 0; k < codebooks; k++) {
      int previous = -1;
      for (int t = 0; t < frames; t++) {
        int step = pattern.stepOf(k, t, codebooks);
        if (step <= previous || pattern.frameAt(step, k, codebooks) != t) {
          throw new IllegalStateException(
              "%s puts codebook %d, frame %d at step %d after step %d, where frame %d is found"
                  .formatted(pattern, k, t, step, previous, pattern.frameAt(step, k, codebooks)));
        }
        previous = step;
      }
    }
  }

  /// Steps of the sequence, with the one that predicts the end of the sound.
  public int steps() {
    return pattern.steps(codebooks, frames);
  }

  /// What a model predicts, step by step: `[steps][codebooks]` with `end` in the closing frame and
  /// `start` where there is nothing.
  public int[][] sequenceOf(Codes codes, int end, int start) {
    if (codes.codebooks() != codebooks || codes.frames() != frames) {
      throw new IllegalArgumentException(
          "%s in a layout of %d codebooks x %d frames".formatted(codes, codebooks, frames));
    }
    int[][] sequence = new int[steps()][codebooks];
    for (int step = 0; step < sequence.length; step++) {
      for (int k = 0; k < codebooks; k++) {
        int t = pattern.frameAt(step, k, codebooks);
        sequence[step][k] = t < 0 || t > frames ? start : t == frames ? end : codes.codes()[k][t];
      }
    }
    return sequence;
  }

  /// The codes that a sequence holds; the inverse of [#sequenceOf].
  public Codes codesOf(int[][] sequence) {
    if (sequence.length != steps()) {
      throw new IllegalArgumentException(
          "sequence of %d steps, expected %d".formatted(sequence.length, steps()));
    }
    int[][] codes = new int[codebooks][frames];
    for (int k = 0; k < codebooks; k++) {
      int codebook = k;
      Arrays.setAll(codes[k], t -> sequence[pattern.stepOf(codebook, t, codebooks)][codebook]);
    }
    return new Codes(codes);
  }
}
