package timbrel.bench;

import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import timbrel.audio.RealFft;
import timbrel.audio.Resampler;

/// What finishing a hit is made of: spectra, and the way to the sound device's rate.
/// `-jvmArgsAppend -Dtimbrel.kernels=scalar` times the plain loops.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SignalBenchmark {
  private static final int SIZE = 2048;
  private static final int RATE = 44_100;

  private final RealFft fft = new RealFft(SIZE);
  private final Resampler resampler = Resampler.between(RATE, 48_000);
  private final float[] second = new float[RATE];
  private final float[] re = new float[fft.bins()];
  private final float[] im = new float[fft.bins()];
  private final float[] frame = new float[SIZE];

  @Setup
  public void fill() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    for (int t = 0; t < second.length; t++) {
      second[t] = random.nextFloat() - 0.5f;
    }
  }

  @Benchmark
  public float[] spectrumOf2048Samples() {
    fft.forward(second, re, im);
    return re;
  }

  @Benchmark
  public float[] spectrumOf2048SamplesAndBack() {
    fft.forward(second, re, im);
    fft.inverse(re, im, frame);
    return frame;
  }

  @Benchmark
  public float[] oneSecondTo48Kilohertz() {
    return resampler.resample(second);
  }
}
