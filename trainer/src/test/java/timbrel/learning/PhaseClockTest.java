package timbrel.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import timbrel.nn.weights.Tensor;
import timbrel.nn.weights.WeightMap;

class PhaseClockTest {
  private long wall = 5_000_000_000L;
  private long cpu = 3_000_000_000L;

  private PhaseClock clock(Optional<WeightMap> checkpoint) {
    return new PhaseClock(1, checkpoint, () -> false, () -> wall, () -> cpu);
  }

  private void pass(double wallSeconds, double cpuSeconds) {
    wall += (long) (wallSeconds * 1e9);
    cpu += (long) (cpuSeconds * 1e9);
  }

  @Test
  void aBusyMachineDoesNotMakeTheRunLonger() {
    PhaseClock clock = clock(Optional.empty());
    for (int step = 0; step < 9; step++) {
      pass(6, 1);
      assertFalse(clock.over());
    }
    pass(6, 1);
    assertTrue(clock.over());
  }

  @Test
  void timeInWhichTheProcessWasStoppedDoesNotCount() {
    PhaseClock clock = clock(Optional.empty());
    pass(3, 2);
    assertEquals(0.05, clock.minutes(), 1e-9);
    pass(300, 3);
    assertEquals(0.1, clock.minutes(), 1e-9);
    assertEquals(0.1, clock.progress(), 1e-9);
    assertEquals(5, clock.cpuSeconds(), 1e-9);
    assertEquals(6, clock.instant().toEpochMilli() / 1e3, 1e-9);
  }

  @Test
  void aResumedPhaseHasTheTimeThatItHadBefore() {
    PhaseClock first = clock(Optional.empty());
    pass(12, 10);
    Map<String, Tensor> state = new TreeMap<>();
    first.save(state);
    PhaseClock second = clock(Optional.of(WeightMap.of("test", state)));
    pass(6, 5);
    assertEquals(0.3, second.minutes(), 1e-6);
    assertEquals(15, second.cpuSeconds(), 1e-6);
    assertEquals(42, second.secondsLeft(), 1e-4);
  }
}
