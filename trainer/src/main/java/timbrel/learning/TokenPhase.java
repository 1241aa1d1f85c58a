package timbrel.learning;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import timbrel.learning.LearnListener.Progress;
import timbrel.lm.LmConfig;
import timbrel.nn.weights.Tensor;
import timbrel.nn.weights.WeightMap;
import timbrel.training.LmExample;
import timbrel.training.LmTrainer;
import timbrel.training.LmTraining;
import timbrel.training.LmTrainingConfig;

/// Trains the token model until its time is up or held-out sounds no longer gain, with a checkpoint
/// every minute.
final class TokenPhase {
  static final String CHECKPOINT = "lm";

  private static final String NAME = "token model";
  private static final long DISPLAY_NANOS = 500_000_000L;
  private static final int LOG_STEPS = 20;
  private static final int MOST_HELD_OUT = 128;
  private static final int STEPS_BETWEEN_VALIDATIONS = 100;

  private final LmConfig model;
  private final LmTrainingConfig config;
  private final RunDirectory run;
  private final LearnListener listener;
  private final HitExamples hits;
  private final long seed;

  TokenPhase(
      LmConfig model,
      LmTrainingConfig config,
      RunDirectory run,
      LearnListener listener,
      HitExamples hits,
      long seed) {
    this.model = model;
    this.config = config;
    this.run = run;
    this.listener = listener;
    this.hits = hits;
    this.seed = seed;
  }

  /// @param start weights to start from; empty for random ones
  Learnt train(
      List<LmExample> training,
      List<LmExample> heldOut,
      double budgetMinutes,
      Optional<WeightMap> start,
      BooleanSupplier cancelled) {
    LmTrainer trainer = new LmTrainer(model, config, seed);
    start.ifPresent(trainer::startFrom);
    Optional<WeightMap> checkpoint = run.checkpoint(CHECKPOINT);
    checkpoint.ifPresent(trainer::restore);
    if (checkpoint.isPresent()) {
      listener.message("going on with the token model from step %d".formatted(trainer.steps()));
    }
    PhaseClock clock = new PhaseClock(budgetMinutes, checkpoint, cancelled);
    hits.save(model, trainer.weights(), clock.minutes());
    Duration time = Duration.ofMillis(Math.round(budgetMinutes * 60_000));
    LmTraining.run(
        trainer,
        training,
        evenly(heldOut),
        seed,
        new LmTraining.Plan(Long.MAX_VALUE, time, STEPS_BETWEEN_VALIDATIONS, Duration.ofMinutes(1)),
        new Reporter(clock, cancelled),
        clock);
    save(trainer, clock);
    hits.save(model, trainer.weights(), clock.minutes());
    return Learnt.of(trainer.weights(), clock, trainer.steps());
  }

  private void save(LmTrainer trainer, PhaseClock clock) {
    Map<String, Tensor> state = trainer.checkpoint();
    clock.save(state);
    run.saveCheckpoint(CHECKPOINT, state);
  }

  private static List<LmExample> evenly(List<LmExample> all) {
    if (all.size() <= MOST_HELD_OUT) {
      return all;
    }
    return IntStream.range(0, MOST_HELD_OUT)
        .mapToObj(i -> all.get((int) ((long) i * all.size() / MOST_HELD_OUT)))
        .toList();
  }

  /// Passes the training's news on to the listener and the run directory.
  private final class Reporter implements LmTraining.Listener {
    private final PhaseClock clock;
    private final BooleanSupplier cancelled;
    private long lastDisplay = System.nanoTime();
    private long lastStep = System.nanoTime();

    Reporter(PhaseClock clock, BooleanSupplier cancelled) {
      this.clock = clock;
      this.cancelled = cancelled;
    }

    @Override
    public void stepped(long step, double progress, SequencedMap<String, Double> losses) {
      long now = System.nanoTime();
      double soundsPerSecond = config.batch() * 1e9 / Math.max(1, now - lastStep);
      lastStep = now;
      if (step % LOG_STEPS == 0) {
        run.logLosses(CHECKPOINT, step, losses);
      }
      if (now - lastDisplay > DISPLAY_NANOS) {
        lastDisplay = now;
        listener.progress(
            new Progress(NAME, progress, step, losses, soundsPerSecond, clock.secondsLeft()));
      }
    }

    @Override
    public void validated(long step, SequencedMap<String, Double> losses, boolean best) {
      run.logLosses(CHECKPOINT + " held out", step, losses);
    }

    @Override
    public void checkpointDue(LmTrainer trainer) {
      save(trainer, clock);
      hits.save(model, trainer.weights(), clock.minutes());
    }

    @Override
    public boolean isCancelled() {
      return cancelled.getAsBoolean();
    }
  }
}
