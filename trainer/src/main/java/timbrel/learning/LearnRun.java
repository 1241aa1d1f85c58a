package timbrel.learning;

import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import timbrel.codec.CodecConfig;
import timbrel.dataset.Import;
import timbrel.dataset.ImportOptions;
import timbrel.dataset.SoundLibrary;
import timbrel.dataset.Split;
import timbrel.nn.weights.Tensor;
import timbrel.training.CodecTrainingConfig;
import timbrel.training.Torch;

/// One run of `learn`, from the folder to the instrument, phase by phase.
public final class LearnRun {
  private static final double VALIDATION_SHARE = 0.1;
  private final LearnConfig config;
  private final RunDirectory run;
  private final LearnListener listener;
  private final BooleanSupplier cancelled;

  public LearnRun(
      LearnConfig config, RunDirectory run, LearnListener listener, BooleanSupplier cancelled) {
    this.config = config;
    this.run = run;
    this.listener = listener;
    this.cancelled = cancelled;
  }

  Map<String, Tensor> codecOnly(double minutes) {
    Torch.start(config.threads());
    Import imported =
        SoundLibrary.scan(config.folder(), ImportOptions.DEFAULT, (done, total, file) -> {});
    Split split = Split.of(imported.sounds(), VALIDATION_SHARE, config.seed());
    listener.message(
        split.training().size() + " training, " + split.validation().size() + " held out");
    CodecPhase phase =
        new CodecPhase(
            CodecConfig.STARTER, CodecTrainingConfig.DEFAULT, split, run, listener, config.seed());
    return phase.train(minutes, Optional.empty(), cancelled).weights();
  }
}
