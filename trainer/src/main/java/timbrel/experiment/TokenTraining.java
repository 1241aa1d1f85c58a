package timbrel.experiment;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.BooleanSupplier;
import timbrel.learning.LearnListener;
import timbrel.learning.LearnListener.Progress;
import timbrel.nn.weights.WeightFile;
import timbrel.nn.weights.WeightMap;
import timbrel.training.LmExample;
import timbrel.training.LmTrainer;
import timbrel.training.LmTraining;

/// Trains the token model of one arm from one seed, or takes the weights of another arm or
/// experiment that trained the same.
final class TokenTraining {
  private static final Duration BETWEEN_CHECKPOINTS = Duration.ofSeconds(15);
  private static final int POINTS_OF_CURVE = 5;
  private static final String CURVE = "curve";

  private final ExperimentSpec spec;
  private final ExperimentFolder folder;
  private final LearnListener listener;
  private final BooleanSupplier cancelled;

  TokenTraining(
      ExperimentSpec spec,
      ExperimentFolder folder,
      LearnListener listener,
      BooleanSupplier cancelled) {
    this.spec = spec;
    this.folder = folder;
    this.listener = listener;
    this.cancelled = cancelled;
  }

  /// @param weights as a player reads them
  /// @param curve held-out loss after so many steps
  record Trained(WeightMap weights, Map<Integer, Double> curve) {}

  /// @throws StoppedException if that was asked for; the next call goes on from a checkpoint
  Trained train(
      TokenSettings settings,
      List<LmExample> training,
      List<LmExample> heldOut,
      String data,
      long seed) {
    String key = ExperimentFolder.keyOf(settings.identity(spec, seed, data));
    Optional<WeightFile> done = folder.weights(key);
    if (done.isPresent()) {
      return new Trained(done.get().weights(), curve(done.get()));
    }
    LmTrainer trainer = new LmTrainer(settings.model(), settings.training(), seed);
    Reporter reporter = new Reporter(key + "-checkpoint", settings.training().batch());
    folder
        .weights(reporter.checkpoint)
        .ifPresent(file -> {
          trainer.restore(file.weights());
          reporter.curve.putAll(curve(file));
        });
    int validateEvery = Math.max(1, spec.steps() / POINTS_OF_CURVE);
    var plan =
        new LmTraining.Plan(spec.steps(), Duration.ofDays(365), validateEvery, BETWEEN_CHECKPOINTS);
    var ending =
        LmTraining.run(trainer, training, heldOut, seed, plan, reporter, InstantSource.system());
    if (ending == LmTraining.Ending.CANCELLED) {
      reporter.checkpointDue(trainer);
      throw new StoppedException();
    }
    folder.keepWeights(key, trainer.weights(), Map.of(CURVE, json(reporter.curve)));
    folder.dropWeights(reporter.checkpoint);
    return new Trained(WeightMap.of(key, trainer.weights()), reporter.curve);
  }

  private static String json(Map<Integer, Double> curve) {
    JsonObject json = new JsonObject();
    curve.forEach((step, loss) -> json.addProperty(step.toString(), loss));
    return json.toString();
  }

  private static Map<Integer, Double> curve(WeightFile file) {
    Map<Integer, Double> curve = new LinkedHashMap<>();
    JsonParser.parseString(file.metadata().getOrDefault(CURVE, "{}"))
        .getAsJsonObject()
        .entrySet()
        .forEach(e -> curve.put(Integer.parseInt(e.getKey()), e.getValue().getAsDouble()));
    return curve;
  }

  private final class Reporter implements LmTraining.Listener {
    private final String checkpoint;
    private final int batch;
    private final Map<Integer, Double> curve = new LinkedHashMap<>();
    private final long start = System.nanoTime();
    private long first = -1;

    Reporter(String checkpoint, int batch) {
      this.checkpoint = checkpoint;
      this.batch = batch;
    }

    @Override
    public void stepped(long step, double progress, SequencedMap<String, Double> losses) {
      if (first < 0) {
        first = step - 1;
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      double stepsPerSecond = (step - first) / seconds;
      SequencedMap<String, Double> loss = new LinkedHashMap<>();
      loss.put("loss", losses.getOrDefault("loss", Double.NaN));
      listener.progress(
          new Progress(
              "training",
              progress,
              step,
              loss,
              batch * stepsPerSecond,
              (spec.steps() - step) / stepsPerSecond));
    }

    @Override
    public void validated(long step, SequencedMap<String, Double> losses, boolean best) {
      curve.put(Math.toIntExact(step), losses.getOrDefault("loss", Double.NaN));
    }

    @Override
    public void checkpointDue(LmTrainer trainer) {
      folder.keepWeights(checkpoint, trainer.checkpoint(), Map.of(CURVE, json(curve)));
    }

    @Override
    public boolean isCancelled() {
      return cancelled.getAsBoolean();
    }
  }
}
