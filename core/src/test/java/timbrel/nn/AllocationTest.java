package timbrel.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import timbrel.nn.kernels.Kernels;

/// A warm layer allocates nothing, in blocks of the sizes that players ask for.
class AllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int CALLS = 200;
  private static final int MOST_WARM_UPS = 20_000;

  private final Noise noise = new Noise();
  private volatile float[] sink = {};

  /// The twin: the counter sees an array of one float in every call.
  @Test
  void theCounterCounts() {
    assertTrue(bytesOf(() -> sink = new float[1]) >= 16L * CALLS);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void aWarmLinearMapAllocatesNothing(int frames) {
    Linear linear = new Linear(noise.values(37 * 24), noise.values(37), 37, 24);
    float[] in = noise.values(frames * 24);
    float[] out = new float[frames * 37];
    assertAllocatesNothing(() -> linear.forward(in, frames, out));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void aWarmConvolutionAllocatesNothing(int frames) {
    CausalConv1d conv =
        new CausalConv1d(
            new CausalConv1d.Config(16, 35, 4, 2), noise.values(35 * 16 * 4), noise.values(35));
    CausalConv1d.State state = conv.newState(2 * frames);
    float[] in = noise.values(2 * frames * 16);
    float[] out = new float[frames * 35];
    assertAllocatesNothing(() -> conv.forward(in, 2 * frames, state, out));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void aWarmConvNeXtBlockAllocatesNothing(int frames) {
    ConvNeXtBlock.Config config = new ConvNeXtBlock.Config(36, 64, 7);
    ConvNeXtBlock block = ConvNeXtBlock.from(noise.convNeXt(config), config);
    ConvNeXtBlock.State state = block.newState(frames);
    float[] in = noise.values(frames * 36);
    float[] out = new float[frames * 36];
    assertAllocatesNothing(() -> block.forward(in, frames, state, out));
  }

  @ParameterizedTest
  @EnumSource
  void aWarmActivationAllocatesNothing(Activation activation) {
    float[] x = noise.values(75);
    assertAllocatesNothing(() -> activation.apply(x, 0, x.length));
  }

  @Test
  void warmAttentionAllocatesNothing() {
    Kernels kernels = Kernels.chosen();
    float[] x = noise.values(75);
    float[] rows = noise.values(75 * 75);
    float[] y = new float[75];
    assertAllocatesNothing(() -> {
      kernels.weightedSum(x, 0, 75, rows, 0, 75, y, 0, 75);
      kernels.panelSum(x, 0, 75, rows, 0, 4, y, 0);
      kernels.softmax(y, 0, 75);
      kernels.sin(x, 0, y, 0, 75);
      kernels.cos(x, 0, y, 0, 75);
      kernels.log(x, 0, y, 0, 75);
      kernels.exp(x, 0, y, 0, 75);
    });
  }

  /// Warm is when two batches in a row allocate nothing. The compiler works in the background, so
  /// that a busy machine takes more calls to get there.
  private static void assertAllocatesNothing(Runnable call) {
    long before = Integer.MAX_VALUE;
    long bytes = Integer.MAX_VALUE;
    for (int i = 0; i < MOST_WARM_UPS && (bytes != 0 || before != 0); i++) {
      before = bytes;
      bytes = bytesOf(call);
    }
    assertEquals(0, before + bytes, "bytes in two times " + CALLS + " calls");
  }

  private static long bytesOf(Runnable call) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < CALLS; i++) {
      call.run();
    }
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }
}
