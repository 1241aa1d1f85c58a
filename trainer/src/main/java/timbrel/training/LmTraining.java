package timbrel.training;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.SequencedMap;

/// The training of a token model from its first step, or the one it was interrupted at, to its
/// last: draw, step, log, validate, save.
public final class LmTraining {
  private final LmTrainer trainer;
  private final Plan plan;
  private final Listener listener;
  private final InstantSource clock;
  private final LengthBuckets buckets;
  private final List<LmExample> held;

  /// How long a training lasts; it ends with whichever of steps and time comes first.
  ///
  /// @param steps most steps in all, with those before an interruption
  /// @param time most time in all
  /// @param validateEvery steps between two validations
  /// @param checkpointEvery time between two checkpoints
  public record Plan(long steps, Duration time, int validateEvery, Duration checkpointEvery) {

    public Plan {
      if (steps < 1 || validateEvery < 1 || time.isNegative() || time.isZero()) {
        throw new IllegalArgumentException(
            "plan of %d steps, %s, validation every %d steps, expected all above 0"
                .formatted(steps, time, validateEvery));
      }
    }

    /// A plan that is bounded by time alone.
    public static Plan ofTime(Duration time) {
      return new Plan(Long.MAX_VALUE, time, 100, Duration.ofSeconds(60));
    }

    /// A plan that is bounded by steps alone.
    public static Plan ofSteps(long steps) {
      return new Plan(steps, Duration.ofDays(365), 100, Duration.ofSeconds(60));
    }
  }

  /// Hears how a training gets on, in the thread that trains.
  public interface Listener {
    /// A step is done.
    void stepped(long step, double progress, SequencedMap<String, Double> losses);

    /// A validation is done.
    ///
    /// @param best whether there was none better before
    void validated(long step, SequencedMap<String, Double> losses, boolean best);

    /// Now is the time to save [LmTrainer#checkpoint].
    void checkpointDue(LmTrainer trainer);

    /// Whether to end now, with what there is.
    boolean isCancelled();
  }

  /// Why a training ended.
  public enum Ending {
    /// Its time or its steps are used up.
    DONE,
    /// Validation did not improve any more.
    STUCK,
    /// The listener said so.
    CANCELLED
  }

  private LmTraining(
      LmTrainer trainer,
      List<LmExample> examples,
      List<LmExample> held,
      long seed,
      Plan plan,
      Listener listener,
      InstantSource clock) {
    this.trainer = trainer;
    this.plan = plan;
    this.listener = listener;
    this.clock = clock;
    this.held = held;
    buckets = new LengthBuckets(examples, trainer.config().batch(), seed);
  }

  /// Trains until the plan is fulfilled, validation is stuck or the listener cancels.
  ///
  /// @param held examples of other groups, for validation; may be empty, then there is none
  public static Ending run(
      LmTrainer trainer,
      List<LmExample> examples,
      List<LmExample> held,
      long seed,
      Plan plan,
      Listener listener,
      InstantSource clock) {
    return new LmTraining(trainer, examples, held, seed, plan, listener, clock).run();
  }

  private Ending run() {
    if (trainer.isStuck()) { // before it was interrupted
      return Ending.STUCK;
    }
    Instant start = clock.instant().minus(alreadySpent());
    Instant lastCheckpoint = clock.instant();
    double progress = trainer.progress();
    while (progress < 1) {
      if (listener.isCancelled()) {
        return Ending.CANCELLED;
      }
      var losses = trainer.step(buckets.at(trainer.steps()), progress);
      progress =
          (float) progress(Duration.between(start, clock.instant())); // as checkpoints keep it
      trainer.reached(progress);
      listener.stepped(trainer.steps(), progress, losses);
      if (trainer.steps() % plan.validateEvery() == 0 || progress >= 1) {
        validate();
        if (trainer.isStuck()) {
          return Ending.STUCK;
        }
      }
      if (Duration.between(lastCheckpoint, clock.instant()).compareTo(plan.checkpointEvery())
          >= 0) {
        listener.checkpointDue(trainer);
        lastCheckpoint = clock.instant();
      }
    }
    return Ending.DONE;
  }

  /// Time that an interrupted training had before.
  private Duration alreadySpent() {
    return Duration.ofMillis(Math.round(trainer.progress() * plan.time().toMillis()));
  }

  private double progress(Duration spent) {
    double bySteps = trainer.steps() / (double) plan.steps();
    double byTime = spent.toNanos() / (double) plan.time().toNanos();
    return Math.min(1, Math.max(bySteps, byTime));
  }

  private void validate() {
    if (!held.isEmpty()) {
      double before = trainer.bestLoss();
      var losses = trainer.validate(held);
      listener.validated(trainer.steps(), losses, trainer.bestLoss() < before);
    }
  }
}
