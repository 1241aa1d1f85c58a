package timbrel.experiment;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import timbrel.codec.Codes;
import timbrel.instrument.HitRequest;
import timbrel.lm.Conditions;
import timbrel.lm.GenerationRequest;
import timbrel.lm.Kept;
import timbrel.lm.LmConfig;
import timbrel.lm.TokenGenerator;
import timbrel.lm.TokenModel;
import timbrel.training.LmExample;
import timbrel.training.LmTrainer;

/// Arms that train a token model, make hits with the player's own executor, and measure both.
final class TokenArms implements Arms {
  static final String REFERENCE = "held-out sounds";

  private final ExperimentSpec spec;
  private final TokenData data;
  private final ExperimentFolder folder;
  private final TokenTraining training;
  private final List<String> classes;

  TokenArms(ExperimentSpec spec, TokenData data, ExperimentFolder folder, TokenTraining training) {
    this.spec = spec;
    this.data = data;
    this.folder = folder;
    this.training = training;
    classes = classesToMake(spec, data);
  }

  static List<String> classesToMake(ExperimentSpec spec, TokenData data) {
    List<String> known = spec.hits().classes().stream().filter(data.classes()::contains).toList();
    return known.isEmpty() ? data.classes().stream().limit(4).toList() : known;
  }

  /// Hits of one class.
  private record Made(String soundClass, List<Codes> codes) {}

  @Override
  public Trial run(ExperimentSpec.Arm arm, long seed) {
    TokenSettings settings = TokenSettings.of(spec, arm, data);
    LmConfig model = settings.model();
    List<LmExample> learnt = first(data.training(), model.codebooks());
    List<LmExample> heldOut = first(data.heldOut(), model.codebooks());
    TokenTraining.Trained trained =
        training.train(settings, learnt, heldOut, data.fingerprint(), seed);
    LmTrainer measurer = new LmTrainer(model, settings.training(), seed);
    measurer.startFrom(trained.weights());
    Map<Measure, Double> values = new EnumMap<>(Measure.class);
    putSizes(model, values);
    Map<String, Double> losses = measurer.validate(heldOut);
    values.put(Measure.LOSS, losses.get("loss"));
    values.put(Measure.ACCURACY, losses.get("accuracy"));
    values.put(Measure.FIRST, losses.get("codebook 0"));
    List<Made> made = make(settings, trained, seed);
    values.put(Measure.OWN_LOSS, measurer.validate(examples(made, model)).get("loss"));
    putHits(made, values);
    for (Made hits : made) {
      for (int i = 0; i < hits.codes().size(); i++) {
        folder.keepSound(
            folder.sound(arm.name(), seed, hits.soundClass(), i),
            sound(hits.codes().get(i)),
            data.codec().config().sampleRate());
      }
    }
    return new Trial(arm.name(), seed, values, trained.curve());
  }

  private void putSizes(LmConfig model, Map<Measure, Double> values) {
    values.put(Measure.PARAMETERS, (double) model.parameters());
    values.put(Measure.WORK, model.multiplyAddsPerStep() / 1e6);
    double bits = StrictMath.log(model.codebookSize()) / StrictMath.log(2);
    values.put(
        Measure.KILOBITS, model.codebooks() * bits * data.codec().config().frameRate() / 1000);
  }

  /// The same chance for every arm: hits differ because models do.
  private List<Made> make(TokenSettings settings, TokenTraining.Trained trained, long seed) {
    TokenGenerator generator =
        new TokenGenerator(TokenModel.from(settings.model(), trained.weights()));
    List<Made> made = new ArrayList<>();
    for (String soundClass : classes) {
      Conditions conditions =
          Conditions.ofClass(settings.model(), data.classes().indexOf(soundClass));
      List<GenerationRequest> requests =
          IntStream.range(0, spec.hits().each())
              .mapToObj(i ->
                  new GenerationRequest(
                      conditions,
                      settings.sampling(),
                      Kept.nothing(),
                      settings.model().maxFrames(),
                      RandomGeneratorFactory.of("L64X128MixRandom")
                          .create(HitRequest.seedOf(seed, i))))
              .toList();
      made.add(new Made(soundClass, generator.generate(requests)));
    }
    return made;
  }

  private List<LmExample> examples(List<Made> made, LmConfig model) {
    List<LmExample> examples = new ArrayList<>();
    for (Made hits : made) {
      Conditions conditions = Conditions.ofClass(model, data.classes().indexOf(hits.soundClass()));
      hits.codes().forEach(codes -> examples.add(new LmExample(codes, conditions, 1)));
    }
    return examples;
  }

  private void putHits(List<Made> made, Map<Measure, Double> values) {
    List<Double> varieties = new ArrayList<>();
    List<Double> recognised = new ArrayList<>();
    List<Double> seconds = new ArrayList<>();
    for (Made hits : made) {
      int wanted = data.judge().classes().indexOf(hits.soundClass());
      for (int i = 0; i < hits.codes().size(); i++) {
        Codes codes = hits.codes().get(i);
        seconds.add(codes.frames() / data.codec().config().frameRate());
        if (wanted >= 0) {
          recognised.add(data.judge().classify(sound(codes)).best() == wanted ? 1.0 : 0.0);
        }
        for (int j = 0; j < i; j++) {
          varieties.add(difference(codes, hits.codes().get(j)));
        }
      }
    }
    values.put(Measure.VARIETY, mean(varieties));
    values.put(Measure.RECOGNISED, mean(recognised));
    values.put(Measure.SECONDS, mean(seconds));
  }

  /// Share of frames in which the coarsest codes differ; where only one of the two sounds, they do.
  static double difference(Codes a, Codes b) {
    int most = Math.max(a.frames(), b.frames());
    int same = 0;
    for (int t = 0; t < Math.min(a.frames(), b.frames()); t++) {
      same += a.codes()[0][t] == b.codes()[0][t] ? 1 : 0;
    }
    return most == 0 ? 0 : 1 - (double) same / most;
  }

  private float[] sound(Codes codes) {
    float[] samples = data.codec().decode(codes);
    float peak = 0;
    for (float sample : samples) {
      peak = Math.max(peak, Math.abs(sample));
    }
    for (int i = 0; peak > 1 && i < samples.length; i++) {
      samples[i] /= peak;
    }
    return samples;
  }

  /// Held-out sounds as the codec keeps them: what a perfect token model would measure.
  @Override
  public Trial reference() {
    Map<String, List<Codes>> byClass = new LinkedHashMap<>();
    for (LmExample example : data.heldOut()) {
      String name = data.classes().get(classOf(example.conditions()));
      if (classes.contains(name)) {
        byClass.computeIfAbsent(name, n -> new ArrayList<>()).add(example.codes());
      }
    }
    List<Made> made = new ArrayList<>();
    byClass.forEach(
        (name, codes) -> made.add(new Made(name, codes.subList(0, Math.min(codes.size(), 24)))));
    Map<Measure, Double> values = new EnumMap<>(Measure.class);
    putHits(made, values);
    for (Made hits : made) {
      for (int i = 0; i < Math.min(hits.codes().size(), spec.hits().each()); i++) {
        folder.keepSound(
            folder.sound(REFERENCE, 0, hits.soundClass(), i),
            sound(hits.codes().get(i)),
            data.codec().config().sampleRate());
      }
    }
    return new Trial(REFERENCE, 0, values, Map.of());
  }

  private static int classOf(Conditions conditions) {
    float[] weights = conditions.classWeights();
    int best = 0;
    for (int c = 1; c < weights.length; c++) {
      best = weights[c] > weights[best] ? c : best;
    }
    return best;
  }

  private static List<LmExample> first(List<LmExample> examples, int codebooks) {
    return examples.stream()
        .map(e -> new LmExample(e.codes().firstCodebooks(codebooks), e.conditions(), e.weight()))
        .toList();
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(v -> v).average().orElse(Double.NaN);
  }
}
