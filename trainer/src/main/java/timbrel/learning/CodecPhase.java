package timbrel.learning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import timbrel.codec.CodecConfig;
import timbrel.dataset.Augmentation;
import timbrel.dataset.BatchSampler;
import timbrel.dataset.ClassBalance;
import timbrel.dataset.ImportedSound;
import timbrel.dataset.Split;
import timbrel.learning.LearnListener.Progress;
import timbrel.nn.weights.Tensor;
import timbrel.nn.weights.WeightMap;
import timbrel.training.CodecNetwork;
import timbrel.training.CodecTrainer;
import timbrel.training.CodecTrainingConfig;

/// Trains the codec until its time is up, with a checkpoint every minute.
final class CodecPhase {
  private static final String NAME = "codec";
  private static final double CHECKPOINT_MINUTES = 1;
  private static final double DISPLAY_MINUTES = 0.5 / 60;
  private static final double LOG_MINUTES = 5.0 / 60;

  /// Share of the rows of a batch that begin with an attack.
  private static final double ATTACK_SHARE = 0.6;

  private static final int EXAMPLES = 8;
  private static final int VALIDATION_BATCHES = 4;

  private final CodecConfig codec;
  private final CodecTrainingConfig config;
  private final Split split;
  private final RunDirectory run;
  private final LearnListener listener;
  private final long seed;

  CodecPhase(
      CodecConfig codec,
      CodecTrainingConfig config,
      Split split,
      RunDirectory run,
      LearnListener listener,
      long seed) {
    this.codec = codec;
    this.config = config;
    this.split = split;
    this.run = run;
    this.listener = listener;
    this.seed = seed;
  }

  /// What to start from.
  ///
  /// @param weights of an instrument
  /// @param codec of the instrument
  /// @param newCodes whether the codebooks start anew all the same
  record Start(WeightMap weights, CodecConfig codec, boolean newCodes) {
    void give(CodecTrainer trainer) {
      if (newCodes) {
        trainer.startNetworkFrom(weights, codec);
      } else {
        trainer.startFrom(weights, codec);
      }
    }
  }

  /// @param start empty to start from random weights
  Learnt train(double budgetMinutes, Optional<Start> start, BooleanSupplier cancelled) {
    RandomGenerator random = random(0);
    CodecTrainer trainer = new CodecTrainer(codec, config, new CodecNetwork(codec, random), random);
    start.ifPresent(s -> s.give(trainer));
    Optional<WeightMap> checkpoint = run.checkpoint(NAME);
    checkpoint.ifPresent(trainer::restore);
    if (checkpoint.isPresent()) {
      listener.message("going on with the codec from step %d".formatted(trainer.steps()));
    }
    PhaseClock clock = new PhaseClock(budgetMinutes, checkpoint, cancelled);
    loop(trainer, clock, random(1 + trainer.steps()));
    save(trainer, clock);
    saveExamples(trainer);
    return Learnt.of(trainer.weights(), clock, trainer.steps());
  }

  private void loop(CodecTrainer trainer, PhaseClock clock, RandomGenerator random) {
    // As many samples, about, whatever the hop.
    int samples = Math.max(1, config.frames() * 4 / codec.fineFrames()) * codec.hop();
    BatchSampler sampler =
        new BatchSampler(
            split.training(),
            samples,
            ClassBalance.SQUARE_ROOT,
            ATTACK_SHARE,
            Augmentation.DEFAULT);
    List<float[][]> validation = validationBatches(samples);
    double nextCheckpoint = clock.minutes() + CHECKPOINT_MINUTES;
    double nextDisplay = 0;
    double nextLog = 0;
    while (!clock.over()) {
      double before = clock.minutes();
      float[][] batch = sampler.next(config.batch(), random).samples();
      SequencedMap<String, Double> losses = trainer.step(batch, clock.progress());
      double now = clock.minutes();
      if (now >= nextDisplay) {
        double soundsPerSecond = config.batch() / (60 * (now - before));
        listener.progress(
            new Progress(
                NAME,
                clock.progress(),
                trainer.steps(),
                losses,
                soundsPerSecond,
                clock.secondsLeft()));
        nextDisplay = now + DISPLAY_MINUTES;
      }
      if (now >= nextLog) {
        run.logLosses(NAME, trainer.steps(), losses);
        nextLog = now + LOG_MINUTES;
      }
      if (now >= nextCheckpoint) {
        if (!validation.isEmpty()) {
          losses.clear();
          losses.put("held-out spectrum", trainer.validate(validation));
          run.logLosses(NAME, trainer.steps(), losses);
        }
        save(trainer, clock);
        saveExamples(trainer); // to hear how they improve
        nextCheckpoint = clock.minutes() + CHECKPOINT_MINUTES;
      }
    }
  }

  /// The first stretch of held-out sounds, in batches of fixed sounds.
  private List<float[][]> validationBatches(int samples) {
    List<ImportedSound> sounds = split.validation();
    List<float[][]> batches = new ArrayList<>();
    int size = Math.min(config.heard(), sounds.size());
    int count = size == 0 ? 0 : Math.min(VALIDATION_BATCHES, sounds.size() / size);
    for (int i = 0; i < count; i++) {
      float[][] batch = new float[size][];
      for (int j = 0; j < size; j++) {
        int index = (int) ((long) (i * size + j) * sounds.size() / (count * size));
        batch[j] = Arrays.copyOf(sounds.get(index).samples(), samples);
      }
      batches.add(batch);
    }
    return batches;
  }

  private void save(CodecTrainer trainer, PhaseClock clock) {
    Map<String, Tensor> state = trainer.checkpoint();
    clock.save(state);
    run.saveCheckpoint(NAME, state);
  }

  /// Held-out sounds before and after the codec, always the same ones.
  private void saveExamples(CodecTrainer trainer) {
    List<ImportedSound> sounds = split.validation();
    for (int i = 0; i < Math.min(EXAMPLES, sounds.size()); i++) {
      float[] original = sounds.get(i * sounds.size() / EXAMPLES % sounds.size()).samples();
      run.saveExample("held-out-" + i + "-original", original, codec.sampleRate());
      run.saveExample(
          "held-out-" + i + "-decoded", trainer.reconstruct(original), codec.sampleRate());
    }
  }

  private RandomGenerator random(long stream) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed * 1_000_003 + stream);
  }
}
