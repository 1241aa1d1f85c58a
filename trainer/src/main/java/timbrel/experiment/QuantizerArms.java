package timbrel.experiment;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import timbrel.codec.CodecConfig;
import timbrel.learning.LearnListener;
import timbrel.learning.LearnListener.Progress;
import timbrel.training.Adam;
import timbrel.training.LmExample;
import timbrel.training.Parameters;
import timbrel.training.Torch;

/// Arms that train the codebooks of a residual vector quantizer, and a linear layer before it that
/// stands for the encoder, on the latents of sounds.
///
/// The codebooks start on the latents of one class and then hear all: a codebook whose words are in
/// the wrong place, as happens to every codec while its encoder still learns.
final class QuantizerArms implements Arms {
  private static final int BATCH = 512;
  private static final int MOST_SOUNDS = 150;
  private static final double LEARNING_RATE = 1e-3;

  private final ExperimentSpec spec;
  private final LearnListener listener;
  private final BooleanSupplier cancelled;
  private final CodecConfig codec;
  private final float[] start; // latents of one class, [vector][dim]
  private final float[] training;
  private final float[] heldOut;

  QuantizerArms(
      ExperimentSpec spec, TokenData data, LearnListener listener, BooleanSupplier cancelled) {
    this.spec = spec;
    this.listener = listener;
    this.cancelled = cancelled;
    if (!(data.codec().config() instanceof CodecConfig own)) {
      throw new SpecException("--codec", "a model of others", "none: this is about Timbrel's own");
    }
    codec = own;
    training = latents(data, data.training());
    heldOut = latents(data, data.heldOut());
    start = Arrays.copyOf(training, Math.min(training.length, codec.codebookSize() * dim()));
  }

  private int dim() {
    return codec.latentDim();
  }

  /// Latents of sounds, scaled together to a variance of 1.
  private static float[] latents(TokenData data, List<LmExample> examples) {
    int dim = data.codec().config().latentDim();
    List<float[]> all = new ArrayList<>();
    int count = Math.min(examples.size(), MOST_SOUNDS);
    for (LmExample example : examples.subList(0, count)) {
      all.add(data.codec().latents(data.codec().decode(example.codes())));
    }
    int size = all.stream().mapToInt(part -> part.length).sum();
    float[] joined = new float[size / dim * dim];
    int at = 0;
    for (float[] part : all) {
      System.arraycopy(part, 0, joined, at, part.length);
      at += part.length;
    }
    double squares = 0;
    for (float value : joined) {
      squares += value * value;
    }
    float scale = (float) (1 / Math.sqrt(squares / Math.max(1, joined.length)));
    for (int i = 0; i < joined.length; i++) {
      joined[i] *= scale;
    }
    return joined;
  }

  @Override
  public Trial run(ExperimentSpec.Arm arm, long seed) {
    JsonObject settings = arm.settings().getAsJsonObject("quantizer");
    boolean wordOnly = choice(settings, "restart", "whole", "word-only");
    boolean attached = choice(settings, "leftOver", "detached", "attached");
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    PlantedBugs quantizer = new PlantedBugs(codec, random, wordOnly, attached);
    Parameters encoder = new Parameters();
    encoder.add("encoder.weight", identity(dim()), dim(), dim());
    Adam adam = new Adam(encoder, 0.9, 0.95, 0);
    try (PointerScope scope = new PointerScope()) {
      quantizer.start(Torch.tensor(start, start.length / dim(), dim()));
    }
    Map<Integer, Double> curve = new LinkedHashMap<>();
    for (int step = 1; step <= spec.steps(); step++) {
      if (cancelled.getAsBoolean()) {
        throw new StoppedException();
      }
      double loss = step(quantizer, encoder, adam, random);
      if (step % Math.max(1, spec.steps() / 5) == 0) {
        curve.put(step, loss);
      }
      report(step, loss);
    }
    return new Trial(arm.name(), seed, measure(quantizer, encoder), curve);
  }

  private static boolean choice(JsonObject settings, String field, String no, String yes) {
    JsonElement value = settings.get(field);
    String word = value == null ? no : value.getAsString();
    if (!word.equals(no) && !word.equals(yes)) {
      throw new SpecException("quantizer." + field, word, no + " or " + yes);
    }
    return word.equals(yes);
  }

  private static float[] identity(int dim) {
    float[] matrix = new float[dim * dim];
    for (int i = 0; i < dim; i++) {
      matrix[i * dim + i] = 1;
    }
    return matrix;
  }

  /// Reconstruction keeps the encoder an encoder, commitment pulls it to the words.
  private double step(
      PlantedBugs quantizer, Parameters encoder, Adam adam, RandomGenerator random) {
    try (PointerScope scope = new PointerScope()) {
      Tensor batch = batch(random);
      Tensor encoded = torch.linear(batch, encoder.get("encoder.weight"));
      var quantized = quantizer.quantize(encoded.unsqueeze(0), true, 0);
      quantizer.takeParts();
      Tensor reconstruction = quantized.latents().squeeze(0).sub(batch).square().mean();
      Tensor loss = reconstruction.add(quantized.commitment());
      encoder.zeroGrad();
      loss.backward();
      adam.step(LEARNING_RATE, 1);
      return loss.item_double();
    }
  }

  private Tensor batch(RandomGenerator random) {
    int vectors = training.length / dim();
    float[] rows = new float[BATCH * dim()];
    for (int i = 0; i < BATCH; i++) {
      System.arraycopy(training, random.nextInt(vectors) * dim(), rows, i * dim(), dim());
    }
    return Torch.tensor(rows, BATCH, dim());
  }

  private Map<Measure, Double> measure(PlantedBugs quantizer, Parameters encoder) {
    Map<Measure, Double> values = new EnumMap<>(Measure.class);
    values.put(Measure.RESTARTS, (double) quantizer.restarts());
    try (PointerScope scope = new PointerScope()) {
      Tensor all = Torch.tensor(heldOut, heldOut.length / dim(), dim());
      Tensor encoded = torch.linear(all, encoder.get("encoder.weight")).detach();
      putUse(quantizer.encode(encoded), values);
      putPulls(quantizer, encoded, values);
      try (NoGradGuard noGrad = new NoGradGuard()) {
        Tensor said = quantizer.quantize(encoded.unsqueeze(0), false, 0).latents().squeeze(0);
        quantizer.takeParts();
        double error = said.sub(all).square().mean().item_double();
        values.put(Measure.ERROR, error / all.square().mean().item_double());
      }
    }
    return values;
  }

  private void putUse(int[][] codes, Map<Measure, Double> values) {
    double used = 0;
    double perplexity = 0;
    for (int[] row : codes) {
      int[] counts = new int[codec.codebookSize()];
      for (int code : row) {
        counts[code]++;
      }
      double nats = 0;
      int words = 0;
      for (int count : counts) {
        if (count > 0) {
          words++;
          double share = (double) count / row.length;
          nats -= share * Math.log(share);
        }
      }
      used += (double) words / codec.codebookSize() / codes.length;
      perplexity += Math.exp(nats) / codes.length;
    }
    values.put(Measure.USED, used);
    values.put(Measure.PERPLEXITY, perplexity);
  }

  /// How strongly the commitments of the first and of all later codebooks pull at the encoder's
  /// output.
  private void putPulls(PlantedBugs quantizer, Tensor encoded, Map<Measure, Double> values) {
    Tensor first = encoded.clone().set_requires_grad(true);
    quantizer.quantize(first.unsqueeze(0), false, 0);
    distance(quantizer.takeParts().subList(0, 1)).backward();
    values.put(Measure.PULL_FIRST, norm(first));
    Tensor later = encoded.clone().set_requires_grad(true);
    quantizer.quantize(later.unsqueeze(0), false, 0);
    List<PlantedBugs.Part> parts = quantizer.takeParts();
    Tensor distance = distance(parts.subList(1, parts.size()));
    values.put(Measure.COMMITMENT, distance.item_double() / encoded.square().mean().item_double());
    distance.backward();
    values.put(Measure.PULL_LATER, norm(later));
  }

  private static Tensor distance(List<PlantedBugs.Part> parts) {
    Tensor sum = torch.zeros(1);
    for (PlantedBugs.Part part : parts) {
      sum = sum.add(part.residual().sub(part.words()).square().sum(1).mean());
    }
    return sum;
  }

  /// Length of the gradient over all vectors; where nothing arrived, 0.
  private static double norm(Tensor leaf) {
    Tensor gradient = leaf.grad();
    return gradient.defined() ? gradient.square().sum().sqrt().item_double() : 0;
  }

  private void report(int step, double loss) {
    var losses = new LinkedHashMap<String, Double>();
    losses.put("loss", loss);
    double share = (double) step / spec.steps();
    listener.progress(new Progress("codebooks", share, step, losses, Double.NaN, Double.NaN));
  }

  @Override
  public Trial reference() {
    return new Trial("", 0, Map.of(), Map.of());
  }
}
