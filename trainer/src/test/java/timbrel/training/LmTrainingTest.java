package timbrel.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import timbrel.lm.LmConfig;
import timbrel.nn.weights.WeightMap;
import timbrel.training.LmTraining.Ending;
import timbrel.training.LmTraining.Plan;

class LmTrainingTest {
  private static final LmConfig CONFIG = TinyLm.CONFIG;

  @BeforeAll
  static void startTorch() {
    Torch.start(1);
  }

  /// A clock on which every look takes a second: each step looks a known number of times.
  private static final class Ticking implements InstantSource {
    private long seconds;

    @Override
    public Instant instant() {
      return Instant.ofEpochSecond(seconds++);
    }
  }

  private static class Log implements LmTraining.Listener {
    final List<Long> steps = new ArrayList<>();
    final List<Long> validations = new ArrayList<>();
    final List<Long> checkpoints = new ArrayList<>();
    long cancelAt = Long.MAX_VALUE;

    @Override
    public void stepped(long step, double progress, SequencedMap<String, Double> losses) {
      steps.add(step);
    }

    @Override
    public void validated(long step, SequencedMap<String, Double> losses, boolean best) {
      validations.add(step);
    }

    @Override
    public void checkpointDue(LmTrainer trainer) {
      checkpoints.add(trainer.steps());
    }

    @Override
    public boolean isCancelled() {
      return !steps.isEmpty() && steps.getLast() >= cancelAt;
    }
  }

  private static Ending run(LmTrainer trainer, Plan plan, Log log) {
    List<LmExample> examples = TinyLm.eightSounds();
    return LmTraining.run(trainer, examples, examples, 1, plan, log, new Ticking());
  }

  @Test
  void stepsBoundATraining() {
    Log log = new Log();
    Plan plan = new Plan(10, Duration.ofDays(1), 4, Duration.ofSeconds(10));
    assertEquals(Ending.DONE, run(new LmTrainer(CONFIG, TinyLm.PLAIN, 1), plan, log));
    assertEquals(10, log.steps.size());
    assertEquals(List.of(4L, 8L, 10L), log.validations);
    assertEquals(List.of(5L, 10L), log.checkpoints, "two looks at the clock a step");
  }

  @Test
  void timeBoundsATraining() {
    Log log = new Log();
    Plan plan = new Plan(1000, Duration.ofSeconds(20), 1000, Duration.ofDays(1));
    assertEquals(Ending.DONE, run(new LmTrainer(CONFIG, TinyLm.PLAIN, 1), plan, log));
    assertEquals(10, log.steps.size(), "two looks at the clock a step");
    assertEquals(List.of(10L), log.validations, "the last state is judged as well");
  }

  @Test
  void anInterruptedTrainingHasOnlyTheRestOfItsTime() {
    Plan plan = new Plan(1000, Duration.ofSeconds(20), 1000, Duration.ofDays(1));
    Log before = new Log();
    before.cancelAt = 4;
    LmTrainer first = new LmTrainer(CONFIG, TinyLm.PLAIN, 1);
    assertEquals(Ending.CANCELLED, run(first, plan, before));
    LmTrainer second = new LmTrainer(CONFIG, TinyLm.PLAIN, 1);
    second.restore(WeightMap.of("checkpoint", first.checkpoint()));
    Log after = new Log();
    assertEquals(Ending.DONE, run(second, plan, after));
    assertEquals(List.of(5L, 6L, 7L, 8L, 9L, 10L), after.steps);
  }

  @Test
  void aTrainingThatIsStuckEndsAndDoesNotGoOnWhenItIsResumed() {
    LmTrainingConfig still = TinyLm.PLAIN.withPatience(3).withLearningRate(1e-30);
    Log log = new Log();
    Plan plan = new Plan(1000, Duration.ofDays(1), 2, Duration.ofDays(1));
    LmTrainer first = new LmTrainer(CONFIG, still, 1);
    assertEquals(Ending.STUCK, run(first, plan, log));
    assertEquals(List.of(2L, 4L, 6L, 8L), log.validations);
    LmTrainer second = new LmTrainer(CONFIG, still, 1);
    second.restore(WeightMap.of("checkpoint", first.checkpoint()));
    Log after = new Log();
    assertEquals(Ending.STUCK, run(second, plan, after));
    assertEquals(List.of(), after.steps);
  }

  @Test
  void aPlanOfNothingIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Plan.ofSteps(0));
    assertThrows(IllegalArgumentException.class, () -> Plan.ofTime(Duration.ZERO));
  }
}
