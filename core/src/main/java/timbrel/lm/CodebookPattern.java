package timbrel.lm;

/// In which step of the sequence each code of a sound is predicted.
///
/// A sound has `K` codebooks of `T` frames; a transformer works through steps. A pattern places
/// code `(k, t)` (codebook, frame) at a step, at most one frame of a codebook in each (Copet et al.
/// 2023, "Simple and Controllable Music Generation", section 2.2). [SequenceLayout] is a pattern
/// with its `K` and `T`.
public enum CodebookPattern {
  /// Codebook `k` runs `k` steps late: `T + K - 1` steps, and each code sees the coarser codes of
  /// its own frame.
  DELAY {
    @Override
    public int stepOf(int codebook, int frame, int codebooks) {
      return frame + codebook;
    }

    @Override
    public int frameAt(int step, int codebook, int codebooks) {
      return Math.max(-1, step - codebook);
    }
  },

  /// One code a step: `T * K` steps, the most exact and the slowest.
  FLATTEN {
    @Override
    public int stepOf(int codebook, int frame, int codebooks) {
      return frame * codebooks + codebook;
    }

    @Override
    public int frameAt(int step, int codebook, int codebooks) {
      return step >= 0 && step % codebooks == codebook ? step / codebooks : -1;
    }
  },

  /// All codes of a frame in one step: `T` steps, the codebooks of a frame do not see each other.
  PARALLEL {
    @Override
    public int stepOf(int codebook, int frame, int codebooks) {
      return frame;
    }

    @Override
    public int frameAt(int step, int codebook, int codebooks) {
      return Math.max(-1, step);
    }
  };

  /// The step that predicts frame `frame` of codebook `codebook`.
  public abstract int stepOf(int codebook, int frame, int codebooks);

  /// The frame of `codebook` that `step` predicts, or -1 if it predicts none.
  public abstract int frameAt(int step, int codebook, int codebooks);

  /// Steps that `frames` frames and the end-of-sound token after them take.
  public int steps(int codebooks, int frames) {
    int lastCode = frames == 0 ? -1 : stepOf(codebooks - 1, frames - 1, codebooks);
    return 1 + Math.max(lastCode, stepOf(0, frames, codebooks));
  }
}
