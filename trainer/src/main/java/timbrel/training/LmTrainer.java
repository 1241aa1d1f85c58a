package timbrel.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import timbrel.lm.LmConfig;
import timbrel.nn.weights.WeightMap;

/// Trains a token model: one call of [#step] per batch.
///
/// Everything random in a step follows from the seed and the number of the step, so a run that goes
/// on from a [#checkpoint] does what it would have done. What is kept in the end are not the
/// weights themselves but their moving average, at its best validation.
public final class LmTrainer {
  private final LmConfig model;
  private final LmTrainingConfig config;
  private final LmObjective objective;
  private final long seed;
  private final LmNetwork network;
  private final LmNetwork averaged;
  private final Adam optimizer;
  private final ConditionDropout conditionDropout;
  private Map<String, timbrel.nn.weights.Tensor> best = Map.of();
  private float bestLoss = Float.POSITIVE_INFINITY;
  private int validationsSinceBest;
  private long step;
  private double progress;

  /// Trains on the codes of sounds.
  public LmTrainer(LmConfig model, LmTrainingConfig config, long seed) {
    this(model, config, seed, new NextCodes());
  }

  private LmTrainer(LmConfig model, LmTrainingConfig config, long seed, LmObjective objective) {
    this.model = model;
    this.config = config;
    this.objective = objective;
    this.seed = seed;
    network = new LmNetwork(model, LmNetwork.start(model, random(seed, -1)));
    averaged = new LmNetwork(model, LmNetwork.start(model, random(seed, -1)));
    optimizer = new Adam(network.parameters(), 0.9, 0.95, config.weightDecay());
    conditionDropout = new ConditionDropout(config);
  }

  /// Trains a model to say by itself what it says under guidance, which saves half of the work of
  /// every sound that it makes.
  ///
  /// @param weights of the model, which it starts from
  /// @param guidance what it is to say: `g` in `uncond + g * (cond - uncond)`
  public static LmTrainer distilling(
      LmConfig model, LmTrainingConfig config, long seed, WeightMap weights, float guidance) {
    LmTrainer trainer =
        new LmTrainer(model, config, seed, new GuidedTeacher(model, weights, guidance));
    trainer.startFrom(weights);
    return trainer;
  }

  public long steps() {
    return step;
  }

  /// Share of the training that is done.
  public double progress() {
    return progress;
  }

  /// Notes how much of the training is done, for the checkpoint.
  void reached(double share) {
    progress = share;
  }

  public LmTrainingConfig config() {
    return config;
  }

  /// One step on one batch.
  ///
  /// @param progress share of the training that is done, 0 to 1; drives the learning rate
  /// @return every loss by name, in nats a code, for the log
  public SequencedMap<String, Double> step(List<LmExample> examples, double progress) {
    SequencedMap<String, Double> log = new LinkedHashMap<>();
    RandomGenerator random = random(seed, step);
    torch.manual_seed(random.nextLong());
    LmBatch batch = LmBatch.of(model, config, withDroppedConditions(examples, random));
    try (PointerScope scope = new PointerScope()) {
      LmObjective.Loss losses = objective.on(batch);
      Tensor hidden = network.hidden(batch, model.dropout());
      Tensor loss = torch.zeros(1);
      for (int k = 0; k < model.codebooks(); k++) {
        Tensor codebookLoss = mean(losses, network, hidden, batch, k);
        log.put("codebook " + k, codebookLoss.item_double());
        loss = loss.add(codebookLoss);
      }
      loss = loss.div(Torch.scalar(model.codebooks()));
      log.putFirst("loss", loss.item_double());
      network.parameters().zeroGrad();
      loss.backward();
      double rate = config.learningRateAt(step, progress);
      log.put("gradient", optimizer.step(rate, config.maxGradient()));
      average();
    }
    step++;
    return log;
  }

  private List<LmExample> withDroppedConditions(List<LmExample> examples, RandomGenerator random) {
    List<LmExample> changed = new ArrayList<>();
    for (LmExample example : examples) {
      changed.add(
          new LmExample(
              example.codes(),
              conditionDropout.apply(example.conditions(), random),
              example.weight()));
    }
    return changed;
  }

  /// The weighted mean of the losses of codebook `k` over its targets.
  private static Tensor mean(
      LmObjective.Loss losses, LmNetwork network, Tensor hidden, LmBatch batch, int k) {
    LmBatch.Targets targets = batch.targets[k];
    Tensor weights = Torch.tensor(targets.weights(), targets.weights().length);
    Tensor each = losses.of(network.logitsOfTargets(hidden, targets, k), k);
    return each.mul(weights).sum().div(weights.sum());
  }

  /// Moves the average towards the weights, faster in the beginning.
  private void average() {
    double decay = Math.min(config.averaging(), (1.0 + step) / (10.0 + step));
    try (NoGradGuard noGrad = new NoGradGuard()) {
      Map<String, Tensor> latest = network.parameters().asMap();
      averaged
          .parameters()
          .asMap()
          .forEach((name, mean) -> mean.lerp_(latest.get(name), Torch.scalar(1 - decay)));
    }
  }

  /// Cross-entropy and share of codes guessed right, of the averaged weights on examples that the
  /// training has not seen, all conditions shown and all frames counted alike. Remembers the
  /// weights when they are the best so far.
  public SequencedMap<String, Double> validate(List<LmExample> examples) {
    SequencedMap<String, Double> log = measure(examples);
    float loss = log.getOrDefault("loss", Double.NaN).floatValue(); // as checkpoints keep it
    validationsSinceBest++;
    if (loss < bestLoss) {
      bestLoss = loss;
      best = averaged.parameters().values();
      validationsSinceBest = 0;
    }
    return log;
  }

  private SequencedMap<String, Double> measure(List<LmExample> examples) {
    double[] losses = new double[model.codebooks()];
    double[] right = new double[model.codebooks()];
    double[] counts = new double[model.codebooks()];
    LmTrainingConfig even = config.withOnsetWeight(1);
    for (List<LmExample> group : sortedGroups(examples)) {
      LmBatch batch = LmBatch.of(model, even, group);
      try (PointerScope scope = new PointerScope();
          NoGradGuard noGrad = new NoGradGuard()) {
        LmObjective.Loss codes = new NextCodes().on(batch);
        Tensor hidden = averaged.hidden(batch, 0);
        for (int k = 0; k < losses.length; k++) {
          int count = batch.targets[k].rows().length;
          losses[k] += count * mean(codes, averaged, hidden, batch, k).item_double();
          right[k] += rightGuesses(hidden, batch, k);
          counts[k] += count;
        }
      }
    }
    return summary(losses, right, counts);
  }

  private List<List<LmExample>> sortedGroups(List<LmExample> examples) {
    List<LmExample> sorted = new ArrayList<>(examples);
    sorted.sort(Comparator.comparingInt(example -> example.codes().frames()));
    List<List<LmExample>> groups = new ArrayList<>();
    for (int i = 0; i < sorted.size(); i += config.batch()) {
      groups.add(sorted.subList(i, Math.min(sorted.size(), i + config.batch())));
    }
    return groups;
  }

  private double rightGuesses(Tensor hidden, LmBatch batch, int k) {
    LmBatch.Targets targets = batch.targets[k];
    Tensor guesses =
        averaged.logitsOfTargets(hidden, targets, k).argmax(new LongOptional(-1), false);
    Tensor codes = Torch.indices(targets.codes(), targets.codes().length);
    return guesses.eq(codes).sum().item_long();
  }

  private static SequencedMap<String, Double> summary(
      double[] losses, double[] right, double[] counts) {
    SequencedMap<String, Double> log = new LinkedHashMap<>();
    double loss = 0;
    double accuracy = 0;
    for (int k = 0; k < losses.length; k++) {
      log.put("codebook " + k, losses[k] / counts[k]);
      loss += losses[k] / counts[k] / losses.length;
      accuracy += right[k] / counts[k] / losses.length;
    }
    log.putFirst("accuracy", accuracy);
    log.putFirst("loss", loss);
    return log;
  }

  /// Loss of the best validation so far.
  public double bestLoss() {
    return bestLoss;
  }

  /// Whether validation has not improved for as long as the config's patience.
  public boolean isStuck() {
    return config.patience() > 0 && validationsSinceBest >= config.patience();
  }

  /// The averaged weights at their best validation, or as they are if there was none, under the
  /// names that the player reads.
  public Map<String, timbrel.nn.weights.Tensor> weights() {
    return best.isEmpty() ? averaged.parameters().values() : best;
  }

  /// Everything that is needed to go on as if nothing had happened.
  public Map<String, timbrel.nn.weights.Tensor> checkpoint() {
    Map<String, timbrel.nn.weights.Tensor> state = new LinkedHashMap<>();
    network.parameters().values().forEach((name, tensor) -> state.put(name, tensor));
    averaged.parameters().values().forEach((name, tensor) -> state.put("mean." + name, tensor));
    best.forEach((name, tensor) -> state.put("best." + name, tensor));
    optimizer.save(state, "adam.");
    float[] numbers = {
      step,
      (float) progress,
      validationsSinceBest,
      best.isEmpty() ? 0 : 1,
      best.isEmpty() ? 0 : bestLoss
    };
    state.put("trainer.state", timbrel.nn.weights.Tensor.of(numbers, numbers.length));
    return state;
  }

  /// Goes on from a checkpoint of a trainer with the same configs and seed.
  public void restore(WeightMap state) {
    network.parameters().load(state);
    averaged.parameters().load(state.withPrefix("mean."));
    optimizer.load(state, "adam.");
    float[] numbers = state.require("trainer.state", 5);
    step = (long) numbers[0];
    progress = numbers[1];
    validationsSinceBest = (int) numbers[2];
    boolean hasBest = numbers[3] != 0;
    bestLoss = hasBest ? numbers[4] : Float.POSITIVE_INFINITY;
    best = hasBest ? tensors(state.withPrefix("best.")) : Map.of();
  }

  private Map<String, timbrel.nn.weights.Tensor> tensors(WeightMap state) {
    Map<String, timbrel.nn.weights.Tensor> tensors = new LinkedHashMap<>();
    model
        .shapes()
        .forEach((name, shape) ->
            tensors.put(name, new timbrel.nn.weights.Tensor(shape, state.require(name, shape))));
    return tensors;
  }

  /// Starts from the weights of a finished instrument instead of from random ones.
  public void startFrom(WeightMap weights) {
    network.parameters().load(weights);
    averaged.parameters().load(weights);
  }

  /// Starts from a finished model of other codes: with all that it knows but the codes themselves.
  /// One with learned positions has to be for as many steps.
  public void startFromOtherCodes(WeightMap weights) {
    Map<String, timbrel.nn.weights.Tensor> start = network.parameters().values();
    start.replaceAll((name, fresh) -> isOfCodes(name) ? fresh : weights.tensor(name));
    startFrom(WeightMap.of(weights.source(), start));
  }

  /// Whether the weights of that name know codes: of all others a model of other codes can make
  /// use.
  public static boolean isOfCodes(String name) {
    return name.startsWith("lm.embed.") || name.startsWith("lm.heads.");
  }

  private static RandomGenerator random(long seed, long step) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed * 1_000_003 + step);
  }
}
