package timbrel.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Tensor;
import timbrel.codec.CodecConfig;
import timbrel.training.QuantizerTrainer;

/// The product's own quantizer, into which the two bugs of published code can be planted, each by
/// the one line that differs. For lesson two; nothing else uses it.
final class PlantedBugs extends QuantizerTrainer {
  private final boolean wordOnly;
  private final boolean attached;
  private final List<Part> parts = new ArrayList<>();

  /// What one codebook was given and what it said, in the last pass.
  record Part(Tensor residual, Tensor words) {}

  /// @param wordOnly whether a restart moves the word but not its averages
  /// @param attached whether the left-over is computed without a stop-gradient
  PlantedBugs(CodecConfig config, RandomGenerator random, boolean wordOnly, boolean attached) {
    super(config, random);
    this.wordOnly = wordOnly;
    this.attached = attached;
  }

  /// Of the pass since the last call, codebook by codebook.
  List<Part> takeParts() {
    List<Part> taken = List.copyOf(parts);
    parts.clear();
    return taken;
  }

  /// The first bug: the caller's next line computes the word from its averages, which still say
  /// what they said.
  @Override
  protected void restart(Stage stage, Tensor codes, Tensor fresh, double count) {
    if (wordOnly) {
      stage.vectors().index_copy_(0, codes, fresh);
    } else {
      super.restart(stage, codes, fresh, count);
    }
  }

  /// The second bug: words that pass gradients straight through are subtracted as they are, so the
  /// gradient that they pass on cancels the residual's own.
  @Override
  protected Tensor leftOver(Tensor residual, Tensor words) {
    parts.add(new Part(residual, words));
    if (attached) {
      Tensor straightThrough = residual.add(words.sub(residual).detach());
      return residual.sub(straightThrough);
    }
    return super.leftOver(residual, words);
  }
}
