package timbrel.control.osc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import timbrel.engine.Control;

class OscScheduleTest {
  private final List<Integer> sent = new ArrayList<>();
  private final OscOutlet outlet = (control, pad, index, value) -> sent.add(index);

  @Test
  void actionsComeInTheOrderOfTheirTimeAndThenOfTheirArrival() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    OscSchedule schedule = new OscSchedule(500);
    record Planned(long time, int number) {}
    List<Planned> planned = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      planned.add(new Planned(random.nextInt(50), i));
      assertTrue(schedule.add(planned.getLast().time, Control.HIT, 0, i, 1));
    }
    for (int now = 0; now < 50; now += 7) {
      schedule.release(now, outlet);
      assertTrue(schedule.nextTime() > now);
    }
    schedule.release(50, outlet);
    assertEquals(
        planned.stream()
            .sorted(Comparator.comparingLong(Planned::time).thenComparing(Planned::number))
            .map(Planned::number)
            .toList(),
        sent);
    assertEquals(Long.MAX_VALUE, schedule.nextTime());
  }

  @Test
  void whatFindsNoPlaceIsRefused() {
    OscSchedule schedule = new OscSchedule(1);
    assertTrue(schedule.add(1, Control.HIT, 0, 0, 1));
    assertFalse(schedule.add(1, Control.HIT, 0, 1, 1));
    schedule.release(1, outlet);
    assertTrue(schedule.add(1, Control.HIT, 0, 2, 1));
  }
}
