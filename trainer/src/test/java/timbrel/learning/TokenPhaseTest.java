package timbrel.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import timbrel.lm.Sampling;
import timbrel.nn.weights.WeightMap;

class TokenPhaseTest {
  @Test
  void learntGuidanceLastsForAWhile() {
    Sampling learnt = new Sampling(1, 0, 0.98f, 1, 1, 1);
    var start = new TokenPhase.Start(WeightMap.of("nothing", Map.of()), learnt, false);
    assertEquals(learnt, start.samplingAfter(299, 300));
    assertEquals(learnt.withGuidance(1.5f), start.samplingAfter(300, 300));
  }
}
