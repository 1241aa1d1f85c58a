package timbrel.lm;

import java.util.List;
import timbrel.codec.Codes;

/// Sounds in the making, all of them step by step; see [TokenGenerator] for the whole at once.
///
/// Each sound has its own random numbers, so that it does not matter which others are made beside
/// it. A step allocates nothing.
public final class GenerationRun {
  private final LmConfig config;
  private final Draft[] drafts;
  private final GuidedStreams streams;
  private final Sampler sampler;
  private final boolean[] chosen; // [draft] whether the model chose an entry for it

  GenerationRun(TokenModel model, List<GenerationRequest> requests) {
    this(model, requests, new GuidedStreams(model, Math.max(1, requests.size())));
  }

  /// @param streams to work in, with a slot at least for each request
  GenerationRun(TokenModel model, List<GenerationRequest> requests, GuidedStreams streams) {
    config = model.config();
    this.streams = streams;
    drafts = new Draft[requests.size()];
    chosen = new boolean[drafts.length];
    sampler = new Sampler(config.codebookSize() + 1);
    for (int i = 0; i < drafts.length; i++) {
      drafts[i] = new Draft(config, requests.get(i));
      streams.start(i, requests.get(i));
      streams.prefill(i, drafts[i]);
    }
  }

  /// Chooses the codes of one more step of every sound that is not over.
  ///
  /// @return false if all are over; nothing happened then
  public boolean step() {
    streams.clear();
    boolean any = false;
    for (int i = 0; i < drafts.length; i++) {
      if (!drafts[i].isDone()) {
        streams.add(i, drafts[i]);
        any = true;
      }
    }
    if (any) {
      streams.run();
      for (int k = 0; k < config.codebooks(); k++) {
        fill(k);
      }
      advance();
    }
    return any;
  }

  /// Frames of sound `index` in which every codebook is decided.
  public int completeFrames(int index) {
    return drafts[index].completeFrames();
  }

  public boolean isDone(int index) {
    return drafts[index].isDone();
  }

  /// Sound `index`, or as much of it as is complete.
  public Codes codes(int index) {
    return drafts[index].codes();
  }

  private void fill(int k) {
    boolean needed = false;
    for (int i = 0; i < drafts.length; i++) {
      chosen[i] = !drafts[i].isDone() && drafts[i].choices(k) > 0;
      needed |= chosen[i];
    }
    if (needed) {
      streams.computeLogits(k);
    }
    for (int i = 0; i < drafts.length; i++) {
      if (chosen[i]) {
        drafts[i].choose(k, sample(i, k));
      } else if (!drafts[i].isDone()) {
        drafts[i].fill(k);
      }
    }
  }

  private int sample(int index, int k) {
    Draft draft = drafts[index];
    streams.guide(index);
    return sampler.sample(
        streams.logits(),
        streams.logitsOffset(index),
        draft.choices(k),
        draft.used(),
        draft.usedOffset(k),
        draft.request().sampling(),
        draft.request().random());
  }

  private void advance() {
    for (Draft draft : drafts) {
      if (!draft.isDone()) {
        draft.advance();
      }
    }
  }
}
