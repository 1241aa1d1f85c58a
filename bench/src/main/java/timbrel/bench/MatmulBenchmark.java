package timbrel.bench;

import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import timbrel.nn.kernels.Kernels;
import timbrel.nn.kernels.PackedMatrix;

/// The matrix product of the networks: one row, as a step of the token model needs it, and many
/// rows, as a whole sound does. `-jvmArgsAppend -Dtimbrel.kernels=scalar` times the plain loops.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MatmulBenchmark {
  /// Rows x inputs x outputs.
  @Param({"1x192x768", "4x192x768", "86x192x768", "86x768x192"})
  public String shape = "";

  private final Kernels kernels = Kernels.chosen();
  private int rows;
  private int in;
  private int out;
  private float[] x = {};
  private float[] y = {};
  private PackedMatrix weights = PackedMatrix.of(x, x, 0, 0);

  @Setup
  public void fill() {
    String[] sizes = shape.split("x", 3);
    rows = Integer.parseInt(sizes[0]);
    in = Integer.parseInt(sizes[1]);
    out = Integer.parseInt(sizes[2]);
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    x = gaussians(random, rows * in);
    y = new float[rows * out];
    weights = PackedMatrix.of(gaussians(random, in * out), gaussians(random, out), out, in);
  }

  /// Multiply-adds a second appear as a result of their own.
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  @State(Scope.Thread)
  public static class Work {
    public long multiplyAdds;
  }

  @Benchmark
  public float[] matmul(Work work) {
    kernels.matmul(x, 0, in, rows, weights, y, 0, out);
    work.multiplyAdds += (long) rows * in * out;
    return y;
  }

  private static float[] gaussians(RandomGenerator random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
