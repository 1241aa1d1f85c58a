package timbrel.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import timbrel.bench.onnx.DepthwiseForm;
import timbrel.bench.onnx.OnnxDecoder;
import timbrel.bench.onnx.OnnxPlayer;
import timbrel.codec.Codec;
import timbrel.codec.CodecConfig;
import timbrel.codec.Codes;
import timbrel.instrument.Instrument;
import timbrel.instrument.InstrumentException;
import timbrel.nn.weights.WeightMap;

/// Decoding on one core, here against ONNX Runtime with the same weights: sounds of one second at
/// once, and frame by frame. Outputs are compared before anything is timed. Of the forms that a
/// depthwise convolution can take, ONNX Runtime gets the one that is fastest for it.
///
/// Times are those that the calling thread was on a core; both decoders run on it alone.
///
/// Arguments: rounds (default 40).
public final class DecodingBench {
  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();
  private static final double TOLERANCE = 1e-4;
  private static final double WARM_UP_SECONDS = 4;
  private static final int WHOLE_SOUNDS_A_ROUND = 4;

  private final CodecConfig config;
  private final WeightMap weights;
  private final Codec codec;
  private final Codes codes;
  private final float[] sound;
  private final Codec.DecoderStream stream;

  private DecodingBench(CodecConfig config, WeightMap weights) {
    this.config = config;
    this.weights = weights;
    codec = Codec.from(config, weights);
    codes = randomCodes(config, config.framesFor(config.sampleRate()));
    sound = new float[codes.frames() * config.hop()];
    stream = codec.newDecoderStream(1);
  }

  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 40;
    DecodingBench bench = starterOrRandom();
    System.out.printf(
        "decoder of %,d multiply-adds a second of sound%n",
        bench.config.decoderMultiplyAddsPerSecond());
    bench.wholeSounds(rounds);
    bench.frameByFrame(rounds);
  }

  private static DecodingBench starterOrRandom() {
    try {
      Instrument starter = Instrument.open(Instrument.STARTER);
      System.out.println("weights of the starter");
      return new DecodingBench((CodecConfig) starter.card().codec(), starter.weights());
    } catch (InstrumentException e) {
      System.out.println("random weights of the starter's configuration");
      CodecConfig config = CodecConfig.STARTER;
      return new DecodingBench(config, RandomWeights.of(config.shapes(), 1));
    }
  }

  private static Codes randomCodes(CodecConfig config, int frames) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(2);
    int[][] codes = new int[config.codebooks()][frames];
    for (int[] row : codes) {
      Arrays.setAll(row, t -> random.nextInt(config.codebookSize()));
    }
    return new Codes(codes);
  }

  private void wholeSounds(int rounds) throws Exception {
    OnnxPlayer best = null;
    double bestSeconds = Double.POSITIVE_INFINITY;
    for (DepthwiseForm form : DepthwiseForm.values()) {
      var built = OnnxDecoder.whole(config, weights, form, codes.frames());
      OnnxPlayer player = new OnnxPlayer(built, config, codes, codes.frames());
      double seconds = seconds(1, () -> player.decode(0, sound, 0));
      System.out.printf("  ONNX Runtime, whole, %s: %.3f ms%n", form, 1000 * seconds);
      requireEqual(codec.decode(codes), sound, 0);
      if (seconds < bestSeconds) {
        bestSeconds = seconds;
        best = player;
      }
    }
    OnnxPlayer peer = Objects.requireNonNull(best);
    seconds(WARM_UP_SECONDS, () -> codec.decode(codes));
    InterleavedPair pair = new InterleavedPair();
    for (int i = 0; i < rounds; i++) {
      pair.round(
          () -> times(WHOLE_SOUNDS_A_ROUND, () -> codec.decode(codes)),
          () -> times(WHOLE_SOUNDS_A_ROUND, () -> peer.decode(0, sound, 0)));
    }
    System.out.println("one-second sounds: " + pair.report("ONNX Runtime"));
  }

  private void frameByFrame(int rounds) throws Exception {
    OnnxPlayer best = null;
    double bestSeconds = Double.POSITIVE_INFINITY;
    for (DepthwiseForm form : DepthwiseForm.values()) {
      var built = OnnxDecoder.stream(config, weights, form);
      OnnxPlayer player = new OnnxPlayer(built, config, codes, 1);
      double seconds = seconds(1, () -> streamWith(player)) / codes.frames();
      System.out.printf("  ONNX Runtime, a frame, %s: %.4f ms%n", form, 1000 * seconds);
      requireEqual(codec.decode(codes), sound, 3 * config.fineHop());
      if (seconds < bestSeconds) {
        bestSeconds = seconds;
        best = player;
      }
    }
    OnnxPlayer peer = Objects.requireNonNull(best);
    seconds(WARM_UP_SECONDS, this::streamHere);
    InterleavedPair pair = new InterleavedPair();
    for (int i = 0; i < rounds; i++) {
      pair.round(
          () -> times(1, this::streamHere) / codes.frames(),
          () -> times(1, () -> streamWith(peer)) / codes.frames());
    }
    System.out.println("frame by frame: " + pair.report("ONNX Runtime"));
  }

  private void streamWith(OnnxPlayer player) throws Exception {
    player.reset();
    for (int t = 0; t < codes.frames(); t++) {
      player.decode(t, sound, t * config.hop());
    }
  }

  private void streamHere() {
    stream.reset();
    int written = 0;
    for (int t = 0; t < codes.frames(); t++) {
      written += stream.decode(codes, t, 1, config.codebooks(), sound, written);
    }
    stream.finish(sound, written);
  }

  private static void requireEqual(float[] expected, float[] actual, int late) {
    for (int i = 0; i + late < expected.length; i++) {
      if (!(Math.abs(expected[i] - actual[i + late]) <= TOLERANCE * (1 + Math.abs(expected[i])))) {
        throw new IllegalStateException(
            "sample %d is %s with ONNX Runtime, expected %s"
                .formatted(i, actual[i + late], expected[i]));
      }
    }
  }

  private interface Work {
    void run() throws Exception;
  }

  /// Seconds a call over the given time, the first half of which does not count.
  private static double seconds(double time, Work work) throws Exception {
    double spent = 0;
    int calls = 0;
    for (; spent < time / 2; calls++) {
      spent += times(1, work);
    }
    return times(calls, work);
  }

  private static double times(int calls, Work work) throws Exception {
    long start = CLOCK.getCurrentThreadCpuTime();
    for (int i = 0; i < calls; i++) {
      work.run();
    }
    return (CLOCK.getCurrentThreadCpuTime() - start) / 1e9 / calls;
  }
}
