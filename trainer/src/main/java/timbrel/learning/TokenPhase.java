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
import timbrel.lm.Sampling;
import timbrel.nn.weights.Tensor;
import timbrel.nn.weights.WeightMap;
import timbrel.training.LmExample;
import timbrel.training.LmTrainer;
import timbrel.training.LmTraining;
import timbrel.training.LmTrainingConfig;

/// Trains the token model until its time is up or held-out sounds no longer gain, and then to say
/// by itself what it says under guidance; with a checkpoint every minute.
final class TokenPhase {
  static final String CHECKPOINT = "lm";

  private static final String GUIDED_CHECKPOINT = "lm-guided";
  private static final String NAME = "token model";
  private static final String GUIDED_NAME = "guidance";

  /// Share of the time in which guidance is learnt.
  private static final double GUIDED_SHARE = 0.2;

  private static final double GUIDED_RATE = 5e-4;
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

  /// What to start from.
  ///
  /// @param weights of a token model
  /// @param otherCodes whether it knows other codes, so that only the rest is of use
  record Start(WeightMap weights, boolean otherCodes) {
    void give(LmTrainer trainer) {
      if (otherCodes) {
        trainer.startFromOtherCodes(weights);
      } else {
        trainer.startFrom(weights);
      }
    }
  }

  /// What has come out.
  ///
  /// @param guided whether the model says by itself what it says under guidance
  record Outcome(Learnt learnt, boolean guided) {}

  /// @param start what to start from; empty for random weights
  /// @param sampling how hits will be drawn, guidance included
  Outcome train(
      List<LmExample> training,
      List<LmExample> heldOut,
      double budgetMinutes,
      Optional<Start> start,
      Sampling sampling,
      BooleanSupplier cancelled) {
    boolean guides = sampling.guidance() != 1;
    double minutes = guides ? budgetMinutes * (1 - GUIDED_SHARE) : budgetMinutes;
    LmTrainer trainer = new LmTrainer(model, config, seed);
    start.ifPresent(s -> s.give(trainer));
    Learnt learnt =
        new Stretch(NAME, CHECKPOINT, trainer, sampling, minutes, cancelled)
            .run(training, evenly(heldOut));
    if (!guides || cancelled.getAsBoolean()) {
      return new Outcome(learnt, false);
    }
    LmTrainer pupil =
        LmTrainer.distilling(
            model,
            config.withLearningRate(GUIDED_RATE),
            seed,
            WeightMap.of("the token model", learnt.weights()),
            sampling.guidance());
    Learnt guided =
        new Stretch(
                GUIDED_NAME,
                GUIDED_CHECKPOINT,
                pupil,
                sampling.withGuidance(1),
                budgetMinutes - minutes,
                cancelled)
            .run(training, List.of());
    return cancelled.getAsBoolean()
        ? new Outcome(learnt, false)
        : new Outcome(learnt.and(guided), true);
  }

  private static List<LmExample> evenly(List<LmExample> all) {
    if (all.size() <= MOST_HELD_OUT) {
      return all;
    }
    return IntStream.range(0, MOST_HELD_OUT)
        .mapToObj(i -> all.get((int) ((long) i * all.size() / MOST_HELD_OUT)))
        .toList();
  }

  /// One trainer at work until its time is up, from its last checkpoint on.
  private final class Stretch implements LmTraining.Listener {
    private final String name;
    private final String checkpoint;
    private final LmTrainer trainer;
    private final Sampling sampling;
    private final double budgetMinutes;
    private final BooleanSupplier cancelled;
    private final PhaseClock clock;
    private long lastDisplay = System.nanoTime();
    private long lastStep = System.nanoTime();

    Stretch(
        String name,
        String checkpoint,
        LmTrainer trainer,
        Sampling sampling,
        double budgetMinutes,
        BooleanSupplier cancelled) {
      this.name = name;
      this.checkpoint = checkpoint;
      this.trainer = trainer;
      this.sampling = sampling;
      this.budgetMinutes = budgetMinutes;
      this.cancelled = cancelled;
      Optional<WeightMap> saved = run.checkpoint(checkpoint);
      saved.ifPresent(trainer::restore);
      if (saved.isPresent()) {
        listener.message("going on with the %s from step %d".formatted(name, trainer.steps()));
      }
      clock = new PhaseClock(budgetMinutes, saved, cancelled);
    }

    Learnt run(List<LmExample> training, List<LmExample> heldOut) {
      saveHits();
      Duration time = Duration.ofMillis(Math.round(budgetMinutes * 60_000));
      LmTraining.run(
          trainer,
          training,
          heldOut,
          seed,
          new LmTraining.Plan(
              Long.MAX_VALUE, time, STEPS_BETWEEN_VALIDATIONS, Duration.ofMinutes(1)),
          this,
          clock);
      checkpointDue(trainer);
      return Learnt.of(trainer.weights(), clock, trainer.steps());
    }

    private void saveHits() {
      hits.save(model, trainer.weights(), sampling, clock.minutes());
    }

    @Override
    public void stepped(long step, double progress, SequencedMap<String, Double> losses) {
      long now = System.nanoTime();
      double soundsPerSecond = config.batch() * 1e9 / Math.max(1, now - lastStep);
      lastStep = now;
      if (step % LOG_STEPS == 0) {
        run.logLosses(checkpoint, step, losses);
      }
      if (now - lastDisplay > DISPLAY_NANOS) {
        lastDisplay = now;
        listener.progress(
            new Progress(name, progress, step, losses, soundsPerSecond, clock.secondsLeft()));
      }
    }

    @Override
    public void validated(long step, SequencedMap<String, Double> losses, boolean best) {
      run.logLosses(checkpoint + " held out", step, losses);
    }

    @Override
    public void checkpointDue(LmTrainer due) {
      Map<String, Tensor> state = due.checkpoint();
      clock.save(state);
      run.saveCheckpoint(checkpoint, state);
      saveHits();
    }

    @Override
    public boolean isCancelled() {
      return cancelled.getAsBoolean();
    }
  }
}
