package timbrel.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import timbrel.codec.CodecConfig;
import timbrel.nn.weights.WeightMap;
import timbrel.training.LossBalancer.Weighted;
import timbrel.training.QuantizerTrainer.Quantized;
import timbrel.training.StftDiscriminator.Judgement;

/// Trains a codec: one call of [#step] per batch, reading top to bottom.
///
/// The order of things: a few hundred steps without the quantizer, so that the latents mean
/// something; k-means on them; then everything together; then, with encoder and codebooks as they
/// are, the decoder against a discriminator.
public final class CodecTrainer {
  /// Latents to collect for k-means, in batches.
  private static final int KMEANS_BATCHES = 12;

  private static final double COMMITMENT = 0.25;

  /// Weights beside the sound, whose balanced gradients are about 1 together.
  private static final double TUNING = 3;

  private static final double LEVEL = 0.3;

  private static final double MAX_GRADIENT = 10;

  /// Sounds of a batch that the discriminator hears: it costs as much as all the rest for three.
  private static final int JUDGED_SOUNDS = 4;

  private static final double DISCRIMINATOR_RATE = 3e-4;

  private final CodecConfig codec;
  private final CodecTrainingConfig config;
  private final CodecNetwork network;
  private final QuantizerTrainer quantizer;
  private final StftDiscriminator discriminator;
  private final Adam optimizer;
  private final Adam decoderOptimizer;
  private final Adam discriminatorOptimizer;
  private final LossBalancer balancer = new LossBalancer();

  private final Listening listening;
  private final ToneLoss toneLoss;
  private final List<float[]> latentsForStart = new ArrayList<>();
  private final long noiseSeed;
  private long step;

  public CodecTrainer(
      CodecConfig codec, CodecTrainingConfig config, CodecNetwork network, RandomGenerator random) {
    this.codec = codec;
    this.config = config;
    this.network = network;
    quantizer = new QuantizerTrainer(codec, random);
    discriminator =
        new StftDiscriminator(config.discriminatorChannels(), new int[] {1024, 512, 256}, random);
    optimizer = new Adam(network.parameters(), 0.8, 0.99, 1e-3);
    decoderOptimizer = new Adam(network.parameters().subset("codec.decoder."), 0.8, 0.99, 1e-3);
    discriminatorOptimizer = new Adam(discriminator.parameters(), 0.5, 0.9, 0);
    noiseSeed = random.nextLong();
    listening = new Listening(codec, config.objective());
    toneLoss = new ToneLoss(codec);
  }

  public QuantizerTrainer quantizer() {
    return quantizer;
  }

  public long steps() {
    return step;
  }

  /// One step on one batch.
  ///
  /// A codec with noise decodes every sound twice, and its losses are those of [SoundLoss#energy].
  ///
  /// @param sounds `[batch][frames x hop]`
  /// @param progress share of the training that is done, 0 to 1; drives the schedules
  /// @return every loss by name, for the log
  public SequencedMap<String, Double> step(float[][] sounds, double progress) {
    SequencedMap<String, Double> log = new LinkedHashMap<>();
    torch.manual_seed(noiseSeed + step);
    try (PointerScope scope = new PointerScope()) {
      Tensor real = batch(sounds);
      boolean quantizing = quantizer.started();
      boolean decoderOnly = quantizing && config.decoderOnlyAt(progress);
      Tensor latents = encode(real, decoderOnly);
      Quantized quantized = quantize(latents, decoderOnly);
      network.parameters().zeroGrad();
      SequencedMap<String, Weighted> losses = new LinkedHashMap<>();
      if (quantizing && !decoderOnly) {
        losses.put("commitment", new Weighted(quantized.commitment(), COMMITMENT));
      }
      Tensor head = network.head(quantized.latents());
      if (codec.tones() > 0) {
        ToneLoss.Apart apart =
            toneLoss.between(network.toneLevels(head), network.toneTurns(head), real);
        losses.put("tuning", new Weighted(apart.tuning(), TUNING));
        losses.put("level", new Weighted(apart.level(), LEVEL));
      }
      boolean adversarial = quantizing && config.adversarialAt(progress);
      backward(losses, head, real, adversarial, log);
      Adam optimizerNow = decoderOnly ? decoderOptimizer : optimizer;
      double norm = optimizerNow.step(config.learningRateAt(step, progress), MAX_GRADIENT);
      log.put("gradient", norm);
    }
    step++;
    return log;
  }

  /// Adds to the gradients those of `losses`, which are not of the sound, and those of what is
  /// heard of the sounds.
  private void backward(
      SequencedMap<String, Weighted> losses,
      Tensor head,
      Tensor real,
      boolean adversarial,
      Map<String, Double> log) {
    long count = Math.min(config.heard(), real.size(0));
    Tensor recorded = real.narrow(0, 0, count);
    Tensor said = eachTwice(head.narrow(0, 0, count));
    Tensor fake = network.sound(said, network.drawn(said));
    Tensor leaf = fake.detach().set_requires_grad(true);
    SequencedMap<String, Weighted> heard = listening.losses(leaf, recorded);
    if (adversarial) {
      long judged = Math.min(JUDGED_SOUNDS, count);
      Tensor someReal = recorded.narrow(0, 0, judged);
      Tensor someFake = leaf.narrow(0, 0, judged);
      log.put("discriminator", teachDiscriminator(someReal, someFake));
      double weight = config.objective().discriminatorWeight();
      heard.put("features", new Weighted(Torch.only(() -> fooling(someReal, someFake)), weight));
    }
    Tensor all = fake.mul(balancer.gradient(leaf, heard)).sum();
    for (Weighted weighted : losses.values()) {
      all = all.add(weighted.loss(), Torch.scalar(weighted.weight()));
    }
    all.backward(); // once through the network for everything
    heard.putAll(losses);
    heard.forEach((name, weighted) -> log.put(name, weighted.loss().item_double()));
  }

  private Tensor encode(Tensor sound, boolean decoderOnly) {
    if (!decoderOnly) {
      return network.encode(sound);
    }
    try (NoGradGuard noGrad = new NoGradGuard()) {
      return network.encode(sound);
    }
  }

  private Tensor batch(float[][] sounds) {
    int samples = sounds[0].length;
    float[] flat = new float[sounds.length * samples];
    for (int i = 0; i < sounds.length; i++) {
      System.arraycopy(sounds[i], 0, flat, i * samples, samples);
    }
    return Torch.tensor(flat, sounds.length, samples);
  }

  private Quantized quantize(Tensor latents, boolean decoderOnly) {
    if (!quantizer.started()) {
      collectForStart(latents);
      return new Quantized(latents, torch.zeros(1));
    }
    return quantizer.quantize(latents, !decoderOnly, config.objective().dropout());
  }

  private void collectForStart(Tensor latents) {
    long from = config.startSteps() - KMEANS_BATCHES;
    if (step >= from) {
      latentsForStart.add(Torch.floats(latents));
    }
    if (step + 1 >= config.startSteps()) {
      int total = latentsForStart.stream().mapToInt(a -> a.length).sum();
      float[] all = new float[total];
      int at = 0;
      for (float[] part : latentsForStart) {
        System.arraycopy(part, 0, all, at, part.length);
        at += part.length;
      }
      latentsForStart.clear();
      int dim = codec.latentDim();
      quantizer.start(Torch.tensor(all, total / dim, dim));
    }
  }

  /// Where chance has a part in the sound two rows for each, one after another.
  private Tensor eachTwice(Tensor head) {
    return codec.noise() ? Torch.concatenate(0, head, head) : head;
  }

  /// In a scope of its own: its maps are the largest of a step, and what follows gets their memory.
  private double teachDiscriminator(Tensor real, Tensor fake) {
    try (PointerScope scope = new PointerScope()) {
      discriminator.parameters().zeroGrad();
      Tensor loss =
          StftDiscriminator.discriminatorLoss(
              discriminator.judge(real), discriminator.judge(fake.detach()));
      loss.backward();
      discriminatorOptimizer.step(DISCRIMINATOR_RATE, MAX_GRADIENT);
      discriminator.parameters().zeroGrad();
      return loss.item_double();
    }
  }

  /// What the decoder minimises to be taken for real.
  private Tensor fooling(Tensor real, Tensor fake) {
    Judgement judgedReal = judgeWithoutGradient(real);
    Judgement judgedFake = discriminator.judge(fake);
    Tensor fooled = StftDiscriminator.adversarialLoss(judgedFake);
    return StftDiscriminator.featureLoss(judgedReal, judgedFake).add(fooled);
  }

  private Judgement judgeWithoutGradient(Tensor sound) {
    try (NoGradGuard noGrad = new NoGradGuard()) {
      return discriminator.judge(sound);
    }
  }

  /// Mean spectral distance of sounds that the training has not seen, each decoded once.
  public double validate(List<float[][]> batches) {
    torch.manual_seed(noiseSeed);
    double sum = 0;
    for (float[][] sounds : batches) {
      try (PointerScope scope = new PointerScope();
          NoGradGuard noGrad = new NoGradGuard()) {
        Tensor real = batch(sounds);
        Tensor decoded = network.decode(quantizedForPlay(network.encode(real)));
        sum += listening.spectralDistance(decoded, real);
      }
    }
    return sum / batches.size();
  }

  private Tensor quantizedForPlay(Tensor latents) {
    return quantizer.started() ? quantizer.quantize(latents, false, 0).latents() : latents;
  }

  /// Encodes and decodes one sound as the trainer's network does.
  public float[] reconstruct(float[] sound) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      int hop = codec.hop();
      int frames = Math.max(1, Math.ceilDiv(sound.length, hop));
      float[] padded = Arrays.copyOf(sound, frames * hop);
      Tensor latents = network.encode(Torch.tensor(padded, 1, padded.length));
      float[] decoded = Torch.floats(network.decode(quantizedForPlay(latents)));
      return Arrays.copyOf(decoded, sound.length);
    }
  }

  /// The codec's weights under the names that the player reads.
  public Map<String, timbrel.nn.weights.Tensor> weights() {
    Map<String, timbrel.nn.weights.Tensor> weights = network.parameters().values();
    weights.putAll(quantizer.codebooks());
    return weights;
  }

  /// Everything that is needed to go on as if nothing had happened.
  public Map<String, timbrel.nn.weights.Tensor> checkpoint() {
    Map<String, timbrel.nn.weights.Tensor> state = network.parameters().values();
    state.putAll(discriminator.parameters().values());
    quantizer.save(state);
    optimizer.save(state, "adam.");
    decoderOptimizer.save(state, "decoderAdam.");
    discriminatorOptimizer.save(state, "discriminatorAdam.");
    balancer
        .state()
        .forEach((name, pair) ->
            state.put(
                "balancer." + name,
                new timbrel.nn.weights.Tensor(
                    new int[] {2}, new float[] {(float) pair[0], (float) pair[1]})));
    state.put(
        "trainer.state",
        new timbrel.nn.weights.Tensor(
            new int[] {2}, new float[] {step, quantizer.started() ? 1 : 0}));
    return state;
  }

  /// Goes on from a checkpoint.
  public void restore(WeightMap state) {
    network.parameters().load(state);
    discriminator.parameters().load(state);
    float[] trainer = state.require("trainer.state", 2);
    step = (long) trainer[0];
    if (trainer[1] != 0) {
      quantizer.load(state);
    }
    optimizer.load(state, "adam.");
    decoderOptimizer.load(state, "decoderAdam.");
    discriminatorOptimizer.load(state, "discriminatorAdam.");
    Map<String, double[]> norms = new LinkedHashMap<>();
    for (String name : List.of("wave", "spectrum", "onset", "flux", "features")) {
      if (state.contains("balancer." + name)) {
        float[] pair = state.require("balancer." + name, 2);
        norms.put(name, new double[] {pair[0], pair[1]});
      }
    }
    balancer.restore(norms);
  }

  /// Starts from the weights of a finished instrument instead of from random ones.
  ///
  /// @param from the config that `weights` are of; it may lack noise and tones
  public void startFrom(WeightMap weights, CodecConfig from) {
    Map<String, timbrel.nn.weights.Tensor> fresh = network.parameters().values();
    network.parameters().load(WarmStart.withHead(weights, from, codec, fresh));
    quantizer.load(weights);
  }

  /// Starts encoder and decoder from those of a finished instrument, as far as they fit; codebooks
  /// are started by k-means, as from nothing.
  ///
  /// @param from the config that `weights` are of
  public void startNetworkFrom(WeightMap weights, CodecConfig from) {
    Map<String, timbrel.nn.weights.Tensor> fresh = network.parameters().values();
    network.parameters().load(WarmStart.adapt(weights, from, codec, fresh));
  }
}
