package timbrel.lm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import timbrel.codec.Codes;

/// Steps of a generation allocate nothing.
///
/// Counted in a virtual machine of its own with the plain kernels: whether the compiler removes the
/// boxes of the Vector API is a question to the kernels, and to the order in which it compiles.
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
  void aStepAllocatesNothing() throws Exception {
    assertEquals(0, bytesInPlainMachine("nothing"));
  }

  /// The twin: one small array per step is seen.
  @Test
  void theCounterCounts() throws Exception {
    assertTrue(bytesInPlainMachine("array") >= 50 * 16);
  }

  private static long bytesInPlainMachine(String besideEachStep) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dtimbrel.kernels=scalar",
                "-cp",
                System.getProperty("java.class.path"),
                GenerationAllocationTest.class.getName(),
                besideEachStep)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    process.getOutputStream().close();
    String answer =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertEquals(0, process.waitFor());
    return Long.parseLong(answer);
  }

  public static void main(String[] arguments) {
    Runnable besideEachStep = arguments[0].equals("array") ? () -> sink = new int[1] : () -> {};
    System.out.println(new GenerationAllocationTest().leastBytes(besideEachStep));
  }

  /// The fewest bytes that 50 steps took, over several runs: classes are still loaded in the first
  /// ones.
  private long leastBytes(Runnable besideEachStep) {
    long least = Long.MAX_VALUE;
    for (int attempt = 0; attempt < 200 && least > 0; attempt++) {
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
