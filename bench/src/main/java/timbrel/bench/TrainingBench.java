package timbrel.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import timbrel.audio.MelFilterbank;
import timbrel.audio.MelScale;
import timbrel.codec.CodecConfig;
import timbrel.codec.Codes;
import timbrel.lm.Conditions;
import timbrel.lm.LmConfig;
import timbrel.nn.weights.Safetensors;
import timbrel.nn.weights.StoredType;
import timbrel.nn.weights.Tensor;
import timbrel.nn.weights.WeightFile;
import timbrel.nn.weights.WeightMap;
import timbrel.training.CodecNetwork;
import timbrel.training.CodecObjective;
import timbrel.training.CodecTrainer;
import timbrel.training.CodecTrainingConfig;
import timbrel.training.LmExample;
import timbrel.training.LmTrainer;
import timbrel.training.LmTrainingConfig;
import timbrel.training.Torch;

/// A step of training, here against the same networks and losses in Python PyTorch
/// (`src/main/python/training_step.py`), with the same weights, batch and number of threads. Both
/// first say what they think of one batch without learning, which must be the same.
///
/// Arguments: the Python script, rounds (default 8), threads (default 2), Python (default python3).
public final class TrainingBench {
  private static final double TOLERANCE = 1e-3;
  private static final int CLASSES = 15;
  private static final int STEPS_A_ROUND = 3;

  /// Window and bands of the losses on mel spectra (CodecTrainer).
  private static final int[][] MEL_SCALES = {{64, 10}, {256, 40}, {1024, 120}};

  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(3);
  private final CodecConfig codec = CodecConfig.STARTER;
  private final LmConfig lm = LmConfig.starter(CLASSES);
  private final CodecTrainingConfig codecTraining =
      new CodecTrainingConfig(16, 16, 24, 2e-4, 0, 0.55, 8, false, CodecObjective.WAVES);
  private final WeightMap weights;
  private final float[][] sounds;
  private final List<LmExample> examples = new ArrayList<>();

  private TrainingBench() {
    Map<String, int[]> shapes = new LinkedHashMap<>(codec.shapes());
    shapes.putAll(lm.shapes());
    weights = RandomWeights.of(shapes, 4);
    sounds = new float[codecTraining.batch()][];
    Arrays.setAll(sounds, i -> hit(codecTraining.frames() * codec.hop()));
    for (int i = 0; i < LmTrainingConfig.DEFAULT.batch(); i++) {
      examples.add(example(40 + i));
    }
  }

  public static void main(String[] arguments) throws Exception {
    String script = arguments[0];
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 8;
    int threads = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 2;
    String python = arguments.length > 3 ? arguments[3] : "python3";
    requireTorch(python);
    Torch.start(threads);
    TrainingBench bench = new TrainingBench();
    Path file = Files.createTempFile("timbrel-bench", ".safetensors");
    try {
      bench.write(file);
      String[] command = {python, script, file.toString(), Integer.toString(threads)};
      try (Peer peer = new Peer(command)) {
        bench.codecSteps(peer, rounds);
        bench.tokenSteps(peer, rounds);
      }
    } finally {
      Files.delete(file);
    }
  }

  private static void requireTorch(String python) throws InterruptedException {
    try {
      Process check = new ProcessBuilder(python, "-c", "import torch").start();
      if (check.waitFor() == 0) {
        return;
      }
    } catch (IOException e) {
      // Said below.
    }
    System.err.println(
        "This bench compares with PyTorch, but `"
            + python
            + " -c 'import torch'` fails. Install it"
            + " (pip install torch numpy), or name another Python as the last argument.");
    System.exit(1);
  }

  /// Noise that dies away: what a hit costs does not depend on how it sounds.
  private float[] hit(int samples) {
    float[] hit = new float[samples];
    for (int i = 0; i < samples; i++) {
      hit[i] = (float) (0.3 * random.nextGaussian() * Math.exp(-i / 3000.0));
    }
    return hit;
  }

  private LmExample example(int frames) {
    int[][] codes = new int[lm.codebooks()][frames];
    for (int[] row : codes) {
      Arrays.setAll(row, t -> random.nextInt(lm.codebookSize()));
    }
    Conditions conditions = Conditions.ofClass(lm, random.nextInt(CLASSES)).withVelocity(0.5f);
    for (int knob = 0; knob < lm.descriptors(); knob++) {
      conditions = conditions.withKnob(knob, random.nextFloat());
    }
    return new LmExample(new Codes(codes), conditions, 1);
  }

  /// Weights, sounds and examples for the other side.
  private void write(Path file) {
    Map<String, Tensor> tensors = new HashMap<>();
    weights.names().forEach(name -> tensors.put(name, weights.tensor(name)));
    for (int i = 0; i < sounds.length; i++) {
      tensors.put("sound." + i, Tensor.of(sounds[i], sounds[i].length));
    }
    for (int i = 0; i < examples.size(); i++) {
      putExample(tensors, "example." + i + ".", examples.get(i));
    }
    for (int[] scale : MEL_SCALES) {
      tensors.put("mel." + scale[0], mel(scale[0], scale[1]));
    }
    Safetensors.write(
        file, new WeightFile(WeightMap.of("bench", tensors), Map.of()), StoredType.F32);
  }

  /// The mel bands of the losses, `[bins, bands]`.
  private Tensor mel(int window, int count) {
    double nyquist = codec.sampleRate() / 2.0;
    MelFilterbank.Bands bands = new MelFilterbank.Bands(MelScale.SLANEY, count, 0, nyquist, false);
    float[][] filters = new MelFilterbank(bands, codec.sampleRate(), window).matrix();
    int bins = window / 2 + 1;
    float[] values = new float[bins * count];
    for (int i = 0; i < values.length; i++) {
      values[i] = filters[i % count][i / count];
    }
    return Tensor.of(values, bins, count);
  }

  private void putExample(Map<String, Tensor> tensors, String name, LmExample example) {
    int frames = example.codes().frames();
    float[] codes = new float[lm.codebooks() * frames];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = example.codes().codes()[i / frames][i % frames];
    }
    float[] features = new float[lm.knobFeatures()];
    example.conditions().writeFeatures(features, 0);
    tensors.put(name + "codes", Tensor.of(codes, lm.codebooks(), frames));
    tensors.put(name + "features", Tensor.of(features, features.length));
    tensors.put(name + "classes", Tensor.of(example.conditions().classWeights(), CLASSES));
  }

  private void codecSteps(Peer peer, int rounds) throws Exception {
    CodecTrainer trainer =
        new CodecTrainer(codec, codecTraining, new CodecNetwork(codec, random), random);
    trainer.startFrom(weights, codec);
    requireEqual("codec", trainer.validate(List.of(sounds, sounds)), peer.ask("check codec"));
    compare("codec", peer, rounds, () -> trainer.step(sounds, 0.1));
    compare("adversarial", peer, rounds, () -> trainer.step(sounds, 0.8));
  }

  private void tokenSteps(Peer peer, int rounds) throws Exception {
    LmTrainer trainer = new LmTrainer(lm, LmTrainingConfig.DEFAULT, 5);
    trainer.startFrom(weights);
    double loss = trainer.validate(examples).getOrDefault("loss", Double.NaN);
    requireEqual("tokens", loss, peer.ask("check tokens"));
    compare("tokens", peer, rounds, () -> trainer.step(examples, 0.1));
  }

  private static void requireEqual(String name, double ours, double theirs) {
    System.out.printf("%s: loss before training %.6f here, %.6f in Python%n", name, ours, theirs);
    if (!(Math.abs(ours - theirs) <= TOLERANCE * Math.abs(ours))) {
      throw new IllegalStateException(name + ": the two networks are not the same");
    }
  }

  private static void compare(String name, Peer peer, int rounds, Runnable step) throws Exception {
    seconds(step); // the first steps make room
    peer.ask(name + " " + STEPS_A_ROUND);
    InterleavedPair pair = new InterleavedPair();
    for (int i = 0; i < rounds; i++) {
      pair.round(() -> seconds(step), () -> peer.ask(name + " " + STEPS_A_ROUND));
    }
    System.out.println(name + " step: " + pair.report("Python"));
  }

  private static double seconds(Runnable step) {
    long start = System.nanoTime();
    for (int i = 0; i < STEPS_A_ROUND; i++) {
      step.run();
    }
    return (System.nanoTime() - start) / 1e9 / STEPS_A_ROUND;
  }

  /// The Python process: a line asks, a line answers with a number.
  private static final class Peer implements AutoCloseable {
    private final Process process;
    private final PrintWriter questions;
    private final BufferedReader answers;

    Peer(String[] command) throws IOException {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      questions =
          new PrintWriter(
              new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8), true);
      answers =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    double ask(String question) throws IOException {
      questions.println(question);
      String answer = answers.readLine();
      if (answer == null) {
        throw new IllegalStateException("Python ended at '" + question + "'");
      }
      return Double.parseDouble(answer);
    }

    @Override
    public void close() {
      questions.close(); // it ends when there are no more questions
      process.onExit().join();
    }
  }
}
