package timbrel.lm;

import java.util.Arrays;

/// A [TokenModel] at work on several drafts at once, with classifier-free guidance: each draft has
/// a stream under its conditions and, where guidance asks for it, one under none.
///
/// One pass over the weights serves the next step of any number of drafts; the bits are those that
/// each draft would get alone.
final class GuidedStreams {
  private static final int PREFILL_ROWS = 32;

  private final TokenModel model;
  private final LmConfig config;
  private final KvCache cache;
  private final int[] rowStreams;
  private final int[] rowTokens; // [row][codebook]
  private final float[] rowLogits; // [row][choice]
  private final boolean[] guided; // [slot]
  private final float[] guidance; // [slot]
  private final int[] slotRow; // [slot] its conditional row in the last pass, or -1
  private int rows;

  /// @param slots most drafts
  GuidedStreams(TokenModel model, int slots) {
    this.model = model;
    config = model.config();
    int maxRows = Math.max(2 * slots, PREFILL_ROWS);
    cache = model.newCache(2 * slots, maxRows);
    rowStreams = new int[maxRows];
    rowTokens = new int[maxRows * config.codebooks()];
    rowLogits = new float[maxRows * (config.codebookSize() + 1)];
    guided = new boolean[slots];
    guidance = new float[slots];
    slotRow = new int[slots];
  }

  /// Most drafts.
  int slots() {
    return slotRow.length;
  }

  /// Starts the streams of `slot` for a new sound.
  void start(int slot, GenerationRequest request) {
    Conditions none = Conditions.none(config.descriptors());
    guidance[slot] = request.sampling().guidance();
    guided[slot] = guidance[slot] != 1 && !request.conditions().equals(none);
    model.start(cache, 2 * slot, request.conditions());
    if (guided[slot]) {
      model.start(cache, 2 * slot + 1, none);
    }
  }

  /// Takes `slot` through every step of its draft that is determined already, many steps a pass.
  void prefill(int slot, Draft draft) {
    clear();
    while (!draft.isDone() && draft.isDetermined()) {
      if (rows + 2 > rowStreams.length) {
        run();
        clear();
      }
      add(slot, draft);
      for (int k = 0; k < config.codebooks(); k++) {
        draft.fill(k);
      }
      draft.advance();
    }
    if (rows > 0) {
      run();
    }
    clear();
  }

  /// Forgets the rows of the last pass.
  void clear() {
    rows = 0;
    Arrays.fill(slotRow, -1);
  }

  /// Puts the next step of `draft` into the coming pass.
  void add(int slot, Draft draft) {
    slotRow[slot] = rows;
    addRow(2 * slot, draft);
    if (guided[slot]) {
      addRow(2 * slot + 1, draft);
    }
  }

  private void addRow(int stream, Draft draft) {
    rowStreams[rows] = stream;
    System.arraycopy(draft.previous(), 0, rowTokens, rows * config.codebooks(), config.codebooks());
    rows++;
  }

  /// Runs the pass.
  void run() {
    model.forward(cache, rows, rowStreams, rowTokens);
  }

  /// Computes the logits of `codebook` for all rows of the pass.
  void computeLogits(int codebook) {
    model.logits(cache, rows, codebook, rowLogits);
  }

  /// Where [#logits] has those of `slot`.
  int logitsOffset(int slot) {
    return slotRow[slot] * (config.codebookSize() + 1);
  }

  float[] logits() {
    return rowLogits;
  }

  /// Moves the logits of `slot` away from what the model says without conditions, in place.
  void guide(int slot) {
    if (!guided[slot]) {
      return;
    }
    int choices = config.codebookSize() + 1;
    int at = logitsOffset(slot);
    for (int i = at; i < at + choices; i++) {
      float unconditional = rowLogits[i + choices];
      rowLogits[i] = unconditional + guidance[slot] * (rowLogits[i] - unconditional);
    }
  }

  /// Makes `slot` a copy of `from`.
  void copy(int slot, int from) {
    guided[slot] = guided[from];
    guidance[slot] = guidance[from];
    cache.copy(2 * slot, cache, 2 * from);
    if (guided[from]) {
      cache.copy(2 * slot + 1, cache, 2 * from + 1);
    }
  }
}
