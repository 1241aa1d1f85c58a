package timbrel.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import com.google.gson.JsonObject;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import timbrel.bench.onnx.OnnxSeanet;
import timbrel.codec.checkpoint.ConfigFields;
import timbrel.codec.checkpoint.ModelTensors;
import timbrel.codec.encodec.Encodec;
import timbrel.codec.encodec.EncodecConfig;
import timbrel.codec.waveform.WaveformCodec;
import timbrel.nn.FrameQueue;
import timbrel.nn.TimeLayer;
import timbrel.nn.weights.WeightMap;
import timbrel.training.Torch;

/// EnCodec's 24 kHz decoder at full size with random weights on one core: one second at once, here
/// against ONNX Runtime, and frame by frame, here against libtorch with streaming convolutions.
/// From vectors to samples; outputs are compared before anything is timed.
///
/// Times are those that the calling thread was on a core.
///
/// Arguments: rounds (default 20).
public final class EncodecBench {
  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();
  private static final double TOLERANCE = 1e-4;
  private static final int FRAMES = 75;

  /// Frames until the two starts, reflected here and silent there, make no difference.
  private static final int SETTLED = 30;

  private final EncodecConfig config =
      EncodecConfig.read(ConfigFields.of(Path.of("24 kHz"), new JsonObject()));
  private final WeightMap weights = SeanetWeights.random(config, 1);
  private final WaveformCodec codec = Encodec.from(config, ModelTensors.of(weights));
  private final float[] latents = new float[FRAMES * config.hiddenSize()];
  private final TimeLayer.Stream network = codec.newDecoderNetwork();
  private final FrameQueue in = new FrameQueue(config.hiddenSize());
  private final FrameQueue out = new FrameQueue(1);

  private EncodecBench() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(2);
    for (int i = 0; i < latents.length; i++) {
      latents[i] = (float) random.nextGaussian();
    }
  }

  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20;
    Torch.start(1);
    EncodecBench bench = new EncodecBench();
    System.out.printf(
        "EnCodec 24 kHz decoder, %,d multiply-adds a second of sound%n",
        bench.config.decoderMultiplyAddsPerSecond());
    bench.wholeSounds(rounds);
    bench.frameByFrame(rounds);
  }

  private void wholeSounds(int rounds) throws Exception {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      byte[] model = OnnxSeanet.decoder(config, weights, FRAMES);
      try (OrtSession session = environment.createSession(model, options);
          OnnxTensor input =
              OnnxTensor.createTensor(
                  environment,
                  FloatBuffer.wrap(channelsFirst()),
                  new long[] {1, config.hiddenSize(), FRAMES})) {
        float[] theirs = onnx(session, input);
        decodeHere(FRAMES);
        requireEqual("ONNX Runtime", theirs, 0);
        InterleavedPair pair = new InterleavedPair();
        warmUp(() -> decodeHere(FRAMES));
        for (int i = 0; i < rounds; i++) {
          pair.round(
              () -> times(2, () -> decodeHere(FRAMES)),
              () -> times(2, () -> session.run(Map.of("latents", input)).close()));
        }
        System.out.println("one-second sounds: " + pair.report("ONNX Runtime"));
      }
    }
  }

  private static float[] onnx(OrtSession session, OnnxTensor input) throws Exception {
    try (OrtSession.Result result = session.run(Map.of("latents", input))) {
      FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[] sound = new float[values.remaining()];
      values.get(sound);
      return sound;
    }
  }

  private void frameByFrame(int rounds) throws Exception {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      TorchSeanet peer = new TorchSeanet(config, weights);
      float[] theirs = torchStream(peer);
      decodeHere(1);
      requireEqual("libtorch", theirs, SETTLED * config.hop());
      warmUp(() -> decodeHere(1));
      InterleavedPair pair = new InterleavedPair();
      for (int i = 0; i < rounds; i++) {
        pair.round(
            () -> times(1, () -> decodeHere(1)) / FRAMES,
            () -> times(1, () -> torchStream(peer)) / FRAMES);
      }
      System.out.println("frame by frame: " + pair.report("libtorch"));
    }
  }

  private float[] torchStream(TorchSeanet peer) {
    float[] sound = new float[FRAMES * config.hop()];
    int dim = config.hiddenSize();
    for (int t = 0; t < FRAMES; t++) {
      try (PointerScope scope = new PointerScope()) {
        float[] frame = java.util.Arrays.copyOfRange(latents, t * dim, (t + 1) * dim);
        Tensor samples = peer.forward(Torch.tensor(frame, 1, dim, 1));
        System.arraycopy(Torch.floats(samples), 0, sound, t * config.hop(), config.hop());
      }
    }
    return sound;
  }

  private void decodeHere(int block) {
    network.reset();
    in.clear();
    out.clear();
    int dim = config.hiddenSize();
    for (int t = 0; t < FRAMES; t += block) {
      in.append(latents, t * dim, block);
      network.forward(in, t + block == FRAMES, out);
    }
  }

  private float[] channelsFirst() {
    float[] turned = new float[latents.length];
    for (int t = 0; t < FRAMES; t++) {
      for (int c = 0; c < config.hiddenSize(); c++) {
        turned[c * FRAMES + t] = latents[t * config.hiddenSize() + c];
      }
    }
    return turned;
  }

  private void requireEqual(String peer, float[] theirs, int from) {
    for (int i = from; i < theirs.length; i++) {
      float ours = out.values()[out.start() + i];
      if (!(Math.abs(ours - theirs[i]) <= TOLERANCE * (1 + Math.abs(ours)))) {
        throw new IllegalStateException(
            "sample %d is %s with %s, expected %s".formatted(i, theirs[i], peer, ours));
      }
    }
  }

  private interface Work {
    void run() throws Exception;
  }

  private static void warmUp(Work work) throws Exception {
    for (int i = 0; i < 20; i++) {
      work.run();
    }
  }

  private static double times(int calls, Work work) throws Exception {
    long start = CLOCK.getCurrentThreadCpuTime();
    for (int i = 0; i < calls; i++) {
      work.run();
    }
    return (CLOCK.getCurrentThreadCpuTime() - start) / 1e9 / calls;
  }
}
