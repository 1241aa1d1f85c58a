package timbrel.training;

import java.util.Arrays;
import java.util.List;
import timbrel.codec.Codes;
import timbrel.lm.Conditions;
import timbrel.lm.LmConfig;
import timbrel.lm.SequenceLayout;

/// Sounds side by side as a token model reads them, as plain arrays.
///
/// Shorter sounds are padded at the end with start tokens. No mask is needed for attention, which
/// looks only back; padding has no target and so no loss.
final class LmBatch {
  /// What one codebook is to predict.
  ///
  /// @param rows `sound * steps + step` of each target
  /// @param codes the targets
  /// @param weights how much each counts
  record Targets(long[] rows, long[] codes, float[] weights) {}

  final int sounds;
  final int steps;
  final long[] tokens; // [codebook][sound][step]: what the step before held
  final float[] classWeights; // [sound][class]
  final float[] features; // [sound][feature]
  final Targets[] targets; // [codebook]

  private LmBatch(LmConfig config, int sounds, int steps) {
    this.sounds = sounds;
    this.steps = steps;
    tokens = new long[config.codebooks() * sounds * steps];
    Arrays.fill(tokens, config.startToken());
    classWeights = new float[sounds * config.classes()];
    features = new float[sounds * config.knobFeatures()];
    targets = new Targets[config.codebooks()];
  }

  /// The same sounds and targets, of which nothing is known.
  LmBatch withoutConditions(LmConfig config) {
    LmBatch batch = new LmBatch(config, sounds, steps);
    System.arraycopy(tokens, 0, batch.tokens, 0, tokens.length);
    for (int sound = 0; sound < sounds; sound++) {
      batch.putConditions(config, sound, Conditions.none(config.descriptors()));
    }
    System.arraycopy(targets, 0, batch.targets, 0, targets.length);
    return batch;
  }

  static LmBatch of(LmConfig config, LmTrainingConfig training, List<LmExample> examples) {
    List<Codes> cut = examples.stream().map(e -> cut(e.codes(), config.maxFrames())).toList();
    int longest = cut.stream().mapToInt(Codes::frames).max().orElseThrow();
    int steps = config.pattern().steps(config.codebooks(), longest);
    LmBatch batch = new LmBatch(config, examples.size(), steps);
    for (int i = 0; i < batch.sounds; i++) {
      batch.putTokens(config, i, cut.get(i));
      batch.putConditions(config, i, examples.get(i).conditions());
    }
    for (int k = 0; k < config.codebooks(); k++) {
      batch.targets[k] = batch.targets(config, training, k, examples, cut);
    }
    return batch;
  }

  private static Codes cut(Codes codes, int frames) {
    if (codes.frames() <= frames) {
      return codes;
    }
    return new Codes(
        Arrays.stream(codes.codes()).map(row -> Arrays.copyOf(row, frames)).toArray(int[][]::new));
  }

  private void putTokens(LmConfig config, int sound, Codes codes) {
    codes.requireBelow(config.codebookSize());
    int[][] sequence =
        new SequenceLayout(config.pattern(), config.codebooks(), codes.frames())
            .sequenceOf(codes, config.endToken(), config.startToken());
    for (int step = 1; step < Math.min(steps, sequence.length + 1); step++) {
      for (int k = 0; k < config.codebooks(); k++) {
        tokens[(k * sounds + sound) * steps + step] = sequence[step - 1][k];
      }
    }
  }

  private void putConditions(LmConfig config, int sound, Conditions conditions) {
    conditions.requireFits(config);
    conditions.writeFeatures(features, sound * config.knobFeatures());
    float[] weights = conditions.classWeights();
    System.arraycopy(weights, 0, classWeights, sound * config.classes(), weights.length);
  }

  /// Codebook 0 predicts the end of the sound as well; the others are never asked for it. A sound
  /// that was cut has no end.
  private Targets targets(
      LmConfig config,
      LmTrainingConfig training,
      int k,
      List<LmExample> examples,
      List<Codes> cut) {
    int most = cut.stream().mapToInt(codes -> codes.frames() + 1).sum();
    long[] rows = new long[most];
    long[] codes = new long[most];
    float[] weights = new float[most];
    int count = 0;
    for (int sound = 0; sound < sounds; sound++) {
      int frames = cut.get(sound).frames();
      boolean ends = k == 0 && frames == examples.get(sound).codes().frames();
      for (int t = 0; t < (ends ? frames + 1 : frames); t++) {
        int step = config.pattern().stepOf(k, t, config.codebooks());
        rows[count] = (long) sound * steps + step;
        codes[count] = t == frames ? config.endToken() : cut.get(sound).codes()[k][t];
        weights[count] = t < training.onsetFrames() ? (float) training.onsetWeight() : 1;
        count++;
      }
    }
    return new Targets(
        Arrays.copyOf(rows, count), Arrays.copyOf(codes, count), Arrays.copyOf(weights, count));
  }
}
