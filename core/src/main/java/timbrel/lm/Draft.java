package timbrel.lm;

import java.util.Arrays;
import timbrel.codec.Codes;

/// A sound while its codes are being chosen: what is decided, what comes next, and where it ends.
///
/// A step of the sequence is filled codebook by codebook, the coarsest first. Some entries need a
/// choice ([#choices] above 0), the others follow from the kept codes, the pattern and the end. The
/// sound ends where codebook 0 chooses the end token, or at its longest; then the frames before the
/// end are completed in the other codebooks.
final class Draft {
  private static final int UNKNOWN = -1;

  private final LmConfig config;
  private final GenerationRequest request;
  private final int[][] codes; // [codebook][frame]
  private final boolean[] used; // [codebook][choice]
  private int[] tokens; // [codebook] of the step being filled
  private int[] previous; // [codebook] of the step before
  private int step;
  private int frames;

  Draft(LmConfig config, GenerationRequest request) {
    request.requireFits(config);
    this.config = config;
    this.request = request;
    codes = new int[config.codebooks()][request.maxFrames()];
    used = new boolean[config.codebooks() * choicesWithEnd()];
    tokens = new int[config.codebooks()];
    previous = new int[config.codebooks()];
    Arrays.fill(previous, config.startToken());
    frames = request.kept().sameLength() ? request.kept().codes().frames() : UNKNOWN;
  }

  GenerationRequest request() {
    return request;
  }

  /// Tokens of the step before the one being filled: the model's input.
  int[] previous() {
    return previous;
  }

  boolean isDone() {
    return frames != UNKNOWN && step > lastStep();
  }

  private int lastStep() {
    return config.pattern().stepOf(config.codebooks() - 1, frames - 1, config.codebooks());
  }

  /// How many codes codebook `k` chooses from in this step; 0 if its entry is already determined.
  /// Codebook 0 may choose the end of the sound, but not before the first frame.
  int choices(int k) {
    int frame = frameAt(k);
    if (frame < 0 || frame >= limit() || request.kept().holds(k, frame)) {
      return 0;
    }
    return k == 0 && frame > 0 && frames == UNKNOWN ? choicesWithEnd() : config.codebookSize();
  }

  /// Whether every entry of this step is determined.
  boolean isDetermined() {
    for (int k = 0; k < tokens.length; k++) {
      if (choices(k) > 0) {
        return false;
      }
    }
    return true;
  }

  /// Fills the entry of codebook `k` with what was chosen.
  void choose(int k, int choice) {
    int frame = frameAt(k);
    if (choice == config.endToken()) {
      frames = frame;
    } else {
      codes[k][frame] = choice;
    }
    used[k * choicesWithEnd() + choice] = true;
    tokens[k] = choice;
  }

  /// Fills the entry of codebook `k` with the only token that can be there.
  void fill(int k) {
    int frame = frameAt(k);
    if (frame >= 0 && frame < limit()) {
      choose(k, request.kept().code(k, frame));
      return;
    }
    if (k == 0 && frames == UNKNOWN && frame >= limit()) {
      frames = limit();
    }
    tokens[k] = frame >= 0 && frame == frames ? config.endToken() : config.startToken();
  }

  /// The step is filled; on to the next.
  void advance() {
    int[] filled = tokens;
    tokens = previous;
    previous = filled;
    step++;
  }

  /// Frames in which every codebook is decided.
  int completeFrames() {
    int done = 0;
    int last = config.codebooks() - 1;
    while (done < limit() && config.pattern().stepOf(last, done, config.codebooks()) < step) {
      done++;
    }
    return done;
  }

  /// The sound, or as much of it as is complete.
  Codes codes() {
    int complete = completeFrames();
    int[][] result = new int[codes.length][];
    Arrays.setAll(result, k -> Arrays.copyOf(codes[k], complete));
    return new Codes(result);
  }

  boolean[] used() {
    return used;
  }

  int usedOffset(int k) {
    return k * choicesWithEnd();
  }

  void copyFrom(Draft other) {
    for (int k = 0; k < codes.length; k++) {
      System.arraycopy(other.codes[k], 0, codes[k], 0, codes[k].length);
    }
    System.arraycopy(other.used, 0, used, 0, used.length);
    System.arraycopy(other.tokens, 0, tokens, 0, tokens.length);
    System.arraycopy(other.previous, 0, previous, 0, previous.length);
    step = other.step;
    frames = other.frames;
  }

  private int frameAt(int k) {
    return config.pattern().frameAt(step, k, config.codebooks());
  }

  /// First frame that is certainly not part of the sound.
  private int limit() {
    return frames == UNKNOWN ? request.maxFrames() : frames;
  }

  private int choicesWithEnd() {
    return config.codebookSize() + 1;
  }
}
