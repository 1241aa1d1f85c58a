package timbrel.lm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import timbrel.codec.Codes;

/// Steps of a generation allocate nothing once the code is compiled.
class GenerationAllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static volatile Object sink;

  private final LmConfig config =
      new LmConfig(
          4,
          32,
          32,
          2,
          2,
          64,
          Positions.ROTARY,
          MlpActivation.GELU,
          CodebookPattern.DELAY,
          100,
          4,
          2,
          0);
  private final TokenModel model = TinyModels.model(config, 1);

  @Test
  void aStepAllocatesNothing() {
    assertEquals(0, leastBytes(() -> {}));
  }

  /// The twin: one small array per step is seen.
  @Test
  void theCounterCounts() {
    assertTrue(leastBytes(() -> sink = new int[1]) >= 50 * 16);
  }

  /// The fewest bytes that 50 steps took, over many runs: the compiler allocates while it warms up.
  private long leastBytes(Runnable besideEachStep) {
    long least = Long.MAX_VALUE;
    for (int attempt = 0; attempt < 5_000 && least > 0; attempt++) {
      GenerationRun run = new TokenGenerator(model).start(List.of(request(attempt)));
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int step = 0; step < 50; step++) {
        run.step();
        besideEachStep.run();
      }
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }

  private GenerationRequest request(int seed) {
    Sampling sampling = Sampling.plain().withGuidance(2).withTopK(8).withTopP(0.9f);
    // A given length, so that the sound does not end before the steps do.
    Kept kept = Kept.firstCodebooks(new Codes(new int[4][60]), 1);
    return new GenerationRequest(
        Conditions.ofClass(config, 1), sampling, kept, 100, TinyModels.random(seed));
  }
}
