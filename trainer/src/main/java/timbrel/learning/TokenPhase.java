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
import timbrel.training.LmTraining.Ending;
import timbrel.training.LmTrainingConfig;

/// Trains the token model until its time is up or held-out sounds no longer gain, and then, unless
/// it starts from a model that has learnt that already, to say by itself what it says under
/// guidance; with a checkpoint every minute.
final class TokenPhase {
  /// How hits are drawn unless the user says otherwise, and how strongly they are guided.
  static final Sampling SAMPLING = new Sampling(0.9f, 0, 0.95f, 2, 1, 1);

  static final String CHECKPOINT = "lm";

  /// The same for a model that has learnt guidance: it is sharper, and only what it thinks unlikely
  /// is left out (decision 6).
  private static final Sampling GUIDED_SAMPLING = new Sampling(1, 0, 0.9f, 1, 1, 1);

  private static final String GUIDED_CHECKPOINT = "lm-guided";
  private static final String NAME = "token model";

  /// Share of the time in which guidance is learnt.
  private static final double GUIDED_SHARE = 0.2;

  private static final long DISPLAY_NANOS = 500_000_000L;
  private static final int LOG_STEPS = 20;
  private static final int MOST_HELD_OUT = 128;
  private static final int STEPS_BETWEEN_VALIDATIONS = 100;

  private final LmConfig model;
  private final LmTrainingConfig config;
  private final int fewestGuidedSteps;
  private final RunDirectory run;
  private final LearnListener listener;
  private final HitExamples hits;
  private final long seed;

  TokenPhase(
      LmConfig model,
      LmTrainingConfig config,
      int fewestGuidedSteps,
      RunDirectory run,
      LearnListener listener,
      HitExamples hits,
      long seed) {
    this.model = model;
    this.config = config;
    this.fewestGuidedSteps = fewestGuidedSteps;
    this.run = run;
    this.listener = listener;
    this.hits = hits;
    this.seed = seed;
  }

  /// What to start from.
  ///
  /// @param weights of a token model
  /// @param sampling how hits are drawn with it
  /// @param otherCodes whether it knows other codes, so that only the rest is of use
  record Start(WeightMap weights, Sampling sampling, boolean otherCodes) {
    void give(LmTrainer trainer) {
      if (otherCodes) {
        trainer.startFromOtherCodes(weights);
      } else {
        trainer.startFrom(weights);
      }
    }

    /// Taught guidance once more, it would only say the same thing louder and louder.
    boolean hasLearntGuidance() {
      return !otherCodes && sampling.guidance() < SAMPLING.guidance();
    }
  }

  /// What has come out.
  ///
  /// @param sampling how hits are to be drawn
  record Outcome(Learnt learnt, Sampling sampling) {}

  /// @param start what to start from; empty for random weights
  Outcome train(
      List<LmExample> training,
      List<LmExample> heldOut,
      double budgetMinutes,
      Optional<Start> start,
      BooleanSupplier cancelled) {
    boolean guides = start.filter(Start::hasLearntGuidance).isEmpty();
    Sampling plain = guides ? SAMPLING : start.orElseThrow().sampling();
    double guidedMinutes = guides ? budgetMinutes * GUIDED_SHARE : 0;
    LmTrainer trainer = new LmTrainer(model, config, seed);
    start.ifPresent(s -> s.give(trainer));
    Stretch first =
        new Stretch(
            CHECKPOINT, trainer, plain, 0, budgetMinutes - guidedMinutes, guidedMinutes, cancelled);
    Ending ending = first.run(training, evenly(heldOut));
    if (!guides || ending == Ending.CANCELLED) {
      return new Outcome(first.learnt(), plain);
    }
    LmTrainer pupil =
        LmTrainer.distilling(
            model,
            config.forGuidance(),
            seed,
            WeightMap.of("the token model", trainer.weights()),
            SAMPLING.guidance());
    Stretch second =
        new Stretch(
            GUIDED_CHECKPOINT,
            pupil,
            GUIDED_SAMPLING,
            first.learnt().minutes(),
            guidedMinutes,
            0,
            cancelled);
    ending = second.run(training, List.of());
    boolean learnt = ending != Ending.CANCELLED && pupil.steps() >= fewestGuidedSteps;
    return learnt
        ? new Outcome(second.learnt().withCostOf(first.learnt()), GUIDED_SAMPLING)
        : new Outcome(first.learnt().withCostOf(second.learnt()), plain);
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
    private final String checkpoint;
    private final LmTrainer trainer;
    private final Sampling sampling;
    private final double minutesBefore;
    private final double budgetMinutes;
    private final double minutesAfter;
    private final BooleanSupplier cancelled;
    private final PhaseClock clock;
    private long lastDisplay = System.nanoTime();
    private long lastStep = System.nanoTime();

    /// @param sampling how its hits are drawn
    /// @param minutesBefore of other stretches of the phase, and `minutesAfter`
    Stretch(
        String checkpoint,
        LmTrainer trainer,
        Sampling sampling,
        double minutesBefore,
        double budgetMinutes,
        double minutesAfter,
        BooleanSupplier cancelled) {
      this.checkpoint = checkpoint;
      this.trainer = trainer;
      this.sampling = sampling;
      this.minutesBefore = minutesBefore;
      this.budgetMinutes = budgetMinutes;
      this.minutesAfter = minutesAfter;
      this.cancelled = cancelled;
      Optional<WeightMap> saved = run.checkpoint(checkpoint);
      saved.ifPresent(trainer::restore);
      if (saved.isPresent()) {
        listener.message("going on with the token model from step %d".formatted(trainer.steps()));
      }
      clock = new PhaseClock(budgetMinutes, saved, cancelled);
    }

    Ending run(List<LmExample> training, List<LmExample> heldOut) {
      if (trainer.progress() >= 1 || trainer.isStuck()) {
        return Ending.DONE; // before the run was interrupted
      }
      if (minutesBefore == 0) {
        saveHits();
      }
      Duration time = Duration.ofMillis(Math.round(budgetMinutes * 60_000));
      Ending ending =
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
      return ending;
    }

    Learnt learnt() {
      return Learnt.of(trainer.weights(), clock, trainer.steps());
    }

    private void saveHits() {
      hits.save(model, trainer.weights(), sampling, minutesBefore + clock.minutes());
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
        double all = minutesBefore + budgetMinutes + minutesAfter;
        double share = (minutesBefore + progress * budgetMinutes) / all;
        double left = clock.secondsLeft() + 60 * minutesAfter;
        listener.progress(new Progress(NAME, share, step, losses, soundsPerSecond, left));
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
