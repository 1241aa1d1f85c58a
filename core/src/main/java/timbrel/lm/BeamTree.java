package timbrel.lm;

import java.util.Arrays;
import timbrel.codec.Codes;

/// The choices of one sound as a tree for [BeamSearch]: one decision a code, in the order in which
/// they are made. Temperature, top-k and top-p have no say in it.
///
/// Every beam owns a slot: a draft, its streams and the logits of its current step. A beam that
/// branches hands its slot to the first of its followers and is copied for the others.
final class BeamTree implements BeamSearch.Tree {
  private final LmConfig config;
  private final GuidedStreams streams;
  private final Sampler sampler;
  private final Draft[] drafts; // [slot]
  private final float[][] logits; // [slot][codebook * choice]
  private final int[] codebook; // [slot] the next to be filled
  private final boolean[] awaitsModel; // [slot] no logits yet for its step
  private int[] slots; // [beam]

  BeamTree(TokenModel model, GenerationRequest request) {
    int width = request.sampling().beams();
    config = model.config();
    streams = new GuidedStreams(model, width);
    sampler = new Sampler(config.codebookSize() + 1);
    drafts = new Draft[width];
    Arrays.setAll(drafts, i -> new Draft(config, request));
    logits = new float[width][config.codebooks() * (config.codebookSize() + 1)];
    codebook = new int[width];
    awaitsModel = new boolean[width];
    awaitsModel[0] = true;
    slots = new int[] {0};
    streams.start(0, request);
    streams.prefill(0, drafts[0]);
    settle();
  }

  @Override
  public int choices(int beam) {
    int slot = slots[beam];
    return drafts[slot].isDone() ? 0 : drafts[slot].choices(codebook[slot]);
  }

  @Override
  public void logProbabilities(int beam, float[] out) {
    int slot = slots[beam];
    int k = codebook[slot];
    Draft draft = drafts[slot];
    sampler.logProbabilities(
        logits[slot],
        k * (config.codebookSize() + 1),
        draft.choices(k),
        draft.used(),
        draft.usedOffset(k),
        draft.request().sampling().repetitionPenalty(),
        out);
  }

  @Override
  public void follow(int[] parents, int[] choices, int beams) {
    int[] next = new int[beams];
    boolean[] taken = new boolean[drafts.length];
    boolean[] copied = new boolean[beams];
    for (int i = 0; i < beams; i++) {
      next[i] = slots[parents[i]];
      copied[i] = taken[next[i]];
      taken[next[i]] = true;
    }
    for (int i = 0; i < beams; i++) {
      if (copied[i]) {
        next[i] = firstFree(taken);
        taken[next[i]] = true;
        copy(next[i], slots[parents[i]]);
      }
    }
    slots = next;
    for (int i = 0; i < beams; i++) {
      drafts[slots[i]].choose(codebook[slots[i]]++, choices[i]);
    }
    settle();
  }

  /// The sound that a path through the tree stands for.
  static Codes codesOf(LmConfig config, GenerationRequest request, BeamSearch.Path path) {
    Draft draft = new Draft(config, request);
    int decision = 0;
    while (!draft.isDone()) {
      for (int k = 0; k < config.codebooks(); k++) {
        if (draft.choices(k) > 0) {
          draft.choose(k, path.choices()[decision++]);
        } else {
          draft.fill(k);
        }
      }
      draft.advance();
    }
    return draft.codes();
  }

  /// Takes every beam to its next decision, or to its end.
  private void settle() {
    fillDetermined();
    while (predict()) {
      fillDetermined();
    }
  }

  /// Fills entries without a choice, at most to the end of a beam's step.
  private void fillDetermined() {
    for (int slot : slots) {
      Draft draft = drafts[slot];
      while (!awaitsModel[slot]
          && codebook[slot] < config.codebooks()
          && draft.choices(codebook[slot]) == 0) {
        draft.fill(codebook[slot]++);
      }
      if (codebook[slot] == config.codebooks()) {
        draft.advance();
        codebook[slot] = 0;
        awaitsModel[slot] = true;
      }
    }
  }

  /// Runs the model for every beam that waits for it.
  ///
  /// @return whether there was one
  private boolean predict() {
    streams.clear();
    boolean any = false;
    for (int slot : slots) {
      if (isToPredict(slot)) {
        streams.add(slot, drafts[slot]);
        any = true;
      }
    }
    if (any) {
      streams.run();
      for (int k = 0; k < config.codebooks(); k++) {
        fetchLogits(k);
      }
      for (int slot : slots) {
        awaitsModel[slot] = drafts[slot].isDone();
      }
    }
    return any;
  }

  private boolean isToPredict(int slot) {
    return awaitsModel[slot] && !drafts[slot].isDone();
  }

  private void fetchLogits(int k) {
    int choices = config.codebookSize() + 1;
    streams.computeLogits(k);
    for (int slot : slots) {
      if (isToPredict(slot)) {
        streams.guide(slot);
        System.arraycopy(
            streams.logits(), streams.logitsOffset(slot), logits[slot], k * choices, choices);
      }
    }
  }

  private void copy(int slot, int from) {
    drafts[slot].copyFrom(drafts[from]);
    System.arraycopy(logits[from], 0, logits[slot], 0, logits[slot].length);
    codebook[slot] = codebook[from];
    awaitsModel[slot] = awaitsModel[from];
    streams.copy(slot, from);
  }

  private static int firstFree(boolean[] taken) {
    int slot = 0;
    while (taken[slot]) {
      slot++;
    }
    return slot;
  }
}
