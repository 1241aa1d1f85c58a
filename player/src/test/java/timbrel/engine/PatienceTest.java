package timbrel.engine;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private long now = -7 * SECOND;
  private final Patience patience = new Patience(() -> now);

  @Test
  void aHitIsNotGivenUpTwiceInARow() {
    assertTrue(patience.allowsGivingUp(1));
    patience.made(1, false);
    assertFalse(patience.allowsGivingUp(1));
    patience.made(1, true);
    assertTrue(patience.allowsGivingUp(1));
  }

  @Test
  void batchesAreGivenUpForASecondAfterWhichOneIsMadeWhole() {
    for (int batch = 0; batch < 9; batch++) {
      assertTrue(patience.allowsGivingUp(16), "batch " + batch);
      patience.made(16, false);
      now += SECOND / 10;
    }
    now += SECOND / 10;
    assertFalse(patience.allowsGivingUp(16));
    patience.made(16, true);
    assertTrue(patience.allowsGivingUp(16));
  }

  @Test
  void aLongTimeWithoutMovesDoesNotCount() {
    patience.made(16, true);
    now += 5 * SECOND;
    assertTrue(patience.allowsGivingUp(16));
  }

  @Test
  void restingEndsIt() {
    patience.made(1, false);
    patience.made(16, false);
    now += 2 * SECOND;
    patience.rest();
    assertTrue(patience.allowsGivingUp(1) && patience.allowsGivingUp(16));
  }
}
