package timbrel.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import timbrel.classifier.DrumClassifier;
import timbrel.dataset.ImportedSound;
import timbrel.dataset.Split;
import timbrel.instrument.Card;
import timbrel.instrument.Hit;
import timbrel.instrument.HitMaker;
import timbrel.instrument.HitRequest;
import timbrel.instrument.Instrument;
import timbrel.lm.Sampling;
import timbrel.training.Torch;

/// Measures an instrument on a folder of sounds.
///
/// The sounds come as a [Split]: what an instrument learnt from must be on the training side, or
/// reconstruction is measured on what is known by heart. Training sounds teach the judge and are
/// what copies are copies of. The same instrument, split, size and seed give the same numbers, but
/// for speeds and memory.
public final class Evaluator {
  private static final int GALLERY_HITS_PER_CLASS = 4;
  private static final int SPEED_SOUNDS = 8;

  /// Settings of variation that the novelty is measured at.
  private static final List<Double> VARIATIONS = List.of(0.0, 0.25, 0.5, 0.75, 1.0);

  /// The judge is small: more threads would wait for each other.
  private static final int MOST_THREADS = 2;

  /// A judge from fewer sounds than this would say more about itself.
  private static final int LEAST_FOR_SECOND_JUDGE = 60;

  private final EvaluationSize size;
  private final long seed;
  private final EvaluationListener listener;
  private LossCurves losses = LossCurves.NONE;
  private Optional<DrumClassifier> judge = Optional.empty();

  public Evaluator(EvaluationSize size, long seed, EvaluationListener listener) {
    this.size = size;
    this.seed = seed;
    this.listener = listener;
  }

  /// Shows these curves in the report's page.
  public Evaluator withLosses(LossCurves curves) {
    losses = curves;
    return this;
  }

  /// Takes this classifier as the judge instead of training one. It must have learnt from the
  /// training sounds alone.
  public Evaluator withJudge(DrumClassifier classifier) {
    judge = Optional.of(classifier);
    return this;
  }

  public Evaluation evaluate(Instrument instrument, Split split) {
    List<LabelledSound> training = split.training().stream().map(LabelledSound::of).toList();
    List<LabelledSound> heldOut = split.validation().stream().map(LabelledSound::of).toList();
    List<LabelledSound> lossless =
        split.validation().stream()
            .filter(sound -> !sound.lossyOrigin())
            .map(LabelledSound::of)
            .toList();
    CodecEvaluation codecEvaluation =
        new CodecEvaluation(instrument.codec(), size.everyCodebookCount(), seed);
    List<CodecEvaluation.Measured> measured =
        codecEvaluation.measure(someOf(lossless, size.codecSounds()), listener);

    Optional<HitMaker> maker = instrument.tokenModel().map(model -> new HitMaker(instrument));
    List<LabelledSound> hits = maker.map(m -> hits(m, instrument)).orElse(List.of());
    Optional<DrumClassifier> judge = this.judge.or(() -> trainedJudge(training));
    EvaluationReport report =
        new EvaluationReport(
            subject(instrument, split, lossless.size()),
            codecEvaluation.report(measured),
            new PitchEvaluation(instrument.codec())
                .report(someOf(heldOut, size.pitchSounds()), listener),
            generated(instrument, judge, training, heldOut, hits),
            novelty(instrument, maker, training, heldOut, hits),
            comparisons(training, heldOut, hits),
            maker.map(m -> knobs(instrument, training)).orElse(KnobReport.NONE),
            cost(instrument, maker, measured));
    List<Gallery.Point> map =
        judge
            .map(Embeddings::ofJudge)
            .map(embeddings -> SoundMap.of(embeddings, training, heldOut, hits))
            .orElse(List.of());
    Gallery gallery =
        new Gallery(reconstructions(measured, instrument), firstOfEach(hits), map, losses);
    return new Evaluation(report, gallery);
  }

  private EvaluationReport.Subject subject(Instrument instrument, Split split, int lossless) {
    return new EvaluationReport.Subject(
        instrument.card().name(),
        instrument.file().weightsSha256(),
        split.training().size(),
        split.validation().size(),
        lossless,
        instrument.card().classes(),
        seed);
  }

  private RandomGenerator random(int purpose) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(HitRequest.seedOf(seed, purpose));
  }

  /// At most `count`, taking classes in turn so that each is heard.
  private static List<LabelledSound> someOf(List<LabelledSound> sounds, int count) {
    Map<String, Integer> heard = new LinkedHashMap<>();
    record Turn(int round, int place, LabelledSound sound) {}
    List<Turn> turns = new ArrayList<>();
    for (LabelledSound sound : sounds) {
      int round = heard.merge(sound.soundClass(), 1, Integer::sum);
      turns.add(new Turn(round, turns.size(), sound));
    }
    return turns.stream()
        .sorted(Comparator.comparingInt(Turn::round).thenComparingInt(Turn::place))
        .limit(count)
        .sorted(Comparator.comparingInt(Turn::place))
        .map(Turn::sound)
        .toList();
  }

  private List<LabelledSound> hits(HitMaker maker, Instrument instrument) {
    List<LabelledSound> hits = new ArrayList<>();
    List<String> classes = instrument.card().classes();
    for (String name : classes) {
      hits.addAll(hits(maker, name, instrument.card().sampling(), size.hitsPerClass()));
      listener.progress("generate", hits.size(), classes.size() * size.hitsPerClass());
    }
    return hits;
  }

  private List<LabelledSound> hits(HitMaker maker, String name, Sampling sampling, int count) {
    List<HitRequest> requests = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      requests.add(
          new HitRequest(
              name, Map.of(), OptionalDouble.empty(), sampling, 1, HitRequest.seedOf(seed, i)));
    }
    List<LabelledSound> hits = new ArrayList<>();
    for (Hit hit : maker.make(requests)) {
      String label = name + " " + (hits.size() + 1);
      float[] samples = hit.sound().resampledTo(ImportedSound.SAMPLE_RATE).samples();
      hits.add(new LabelledSound(label, name, "generated " + label, samples));
    }
    return hits;
  }

  private KnobReport knobs(Instrument instrument, List<LabelledSound> training) {
    List<String> voiced = VoicedClasses.of(instrument.card().classes(), training);
    return new KnobEvaluation(instrument, voiced, size, seed).run(listener);
  }

  private Optional<DrumClassifier> trainedJudge(List<LabelledSound> sounds) {
    List<String> classes =
        sounds.stream().map(LabelledSound::soundClass).distinct().sorted().toList();
    if (sounds.isEmpty()) {
      return Optional.empty();
    }
    Torch.start(Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()));
    List<ClassifierTrainer.Example> examples =
        sounds.stream()
            .map(s -> new ClassifierTrainer.Example(s.samples(), classes.indexOf(s.soundClass())))
            .toList();
    return Optional.of(
        DrumClassifier.from(
            ClassifierTrainer.train(
                classes,
                examples,
                size.judge().scaledTo(examples.size()).withSeed(seed),
                (done, of, loss) -> listener.progress("judge", done, of)),
            classes));
  }

  private GeneratedReport generated(
      Instrument instrument,
      Optional<DrumClassifier> classifier,
      List<LabelledSound> training,
      List<LabelledSound> heldOut,
      List<LabelledSound> hits) {
    if (classifier.isEmpty()) {
      return new GeneratedReport(
          hits.size(),
          GeneratedReport.Judgement.NONE,
          GeneratedReport.Judgement.NONE,
          GeneratedReport.Judgement.NONE,
          Double.NaN,
          Double.NaN,
          0,
          List.of());
    }
    Judge judge = new Judge(classifier.get());
    List<DrumClassifier.Verdict> verdicts = judge.hear(hits);
    SetComparison sets = SetComparison.of(training, heldOut, hits, random(1));
    return new GeneratedReport(
        hits.size(),
        judge.judge(heldOut, judge.hear(heldOut)),
        judge.judge(hits, verdicts),
        secondJudgement(heldOut, hits),
        inceptionScore(judge.hear(sets.heldOut())),
        inceptionScore(judge.hear(sets.generated())),
        sets.size(),
        List.of(
            distances("judge", Embeddings.ofJudge(classifier.get()), sets),
            distances("codec", Embeddings.ofCodec(instrument.codec()), sets)));
  }

  private GeneratedReport.Judgement secondJudgement(
      List<LabelledSound> heldOut, List<LabelledSound> hits) {
    if (!size.secondJudge() || heldOut.size() < LEAST_FOR_SECOND_JUDGE) {
      return GeneratedReport.Judgement.NONE;
    }
    return trainedJudge(heldOut)
        .map(Judge::new)
        .map(second -> second.judge(hits, second.hear(hits)))
        .orElse(GeneratedReport.Judgement.NONE);
  }

  private static double inceptionScore(List<DrumClassifier.Verdict> verdicts) {
    return InceptionScore.of(verdicts.stream().map(DrumClassifier.Verdict::probabilities).toList());
  }

  private static GeneratedReport.SetDistances distances(
      String name, Embeddings embeddings, SetComparison sets) {
    double[][] training = embeddings.of(sets.training());
    double[][] heldOut = embeddings.of(sets.heldOut());
    double[][] generated = embeddings.of(sets.generated());
    KernelDistance kernel = KernelDistance.scaledTo(training);
    return new GeneratedReport.SetDistances(
        name,
        FrechetDistance.between(generated, training),
        FrechetDistance.between(heldOut, training),
        kernel.between(generated, training),
        kernel.between(heldOut, training));
  }

  private NoveltyReport novelty(
      Instrument instrument,
      Optional<HitMaker> maker,
      List<LabelledSound> training,
      List<LabelledSound> heldOut,
      List<LabelledSound> hits) {
    Novelty novelty = new Novelty(training);
    NoveltyReport report = novelty.of(hits, heldOut);
    List<NoveltyReport.Variation> steps = new ArrayList<>();
    for (double amount : VARIATIONS) {
      if (maker.isPresent() && size.variationHits() > 0) {
        steps.add(
            novelty.ofVariation(amount, variationHits(maker.get(), instrument.card(), amount)));
      }
      listener.progress("novelty", steps.size(), VARIATIONS.size());
    }
    return report.with(steps);
  }

  private List<LabelledSound> variationHits(HitMaker maker, Card card, double amount) {
    List<LabelledSound> hits = new ArrayList<>();
    for (String name : card.classes()) {
      hits.addAll(hits(maker, name, card.sampling().withVariation(amount), size.variationHits()));
    }
    return hits;
  }

  private static List<ClassComparison> comparisons(
      List<LabelledSound> training, List<LabelledSound> heldOut, List<LabelledSound> hits) {
    List<ClassComparison> comparisons = new ArrayList<>();
    for (String name : hits.stream().map(LabelledSound::soundClass).distinct().toList()) {
      List<LabelledSound> real = new ArrayList<>(ofClass(name, heldOut));
      real.addAll(ofClass(name, training));
      comparisons.add(ClassComparison.of(name, real, ofClass(name, hits)));
    }
    return comparisons;
  }

  private static List<LabelledSound> ofClass(String name, List<LabelledSound> sounds) {
    return sounds.stream().filter(s -> s.soundClass().equals(name)).toList();
  }

  private CostReport cost(
      Instrument instrument, Optional<HitMaker> maker, List<CodecEvaluation.Measured> measured) {
    listener.progress("speed", 0, 1);
    CostReport cost =
        CostEvaluation.of(
            instrument,
            maker,
            measured.stream().limit(SPEED_SOUNDS).map(m -> m.original().samples()).toList());
    listener.progress("speed", 1, 1);
    return cost;
  }

  /// The first sound of each class that was measured.
  private static List<Gallery.Reconstruction> reconstructions(
      List<CodecEvaluation.Measured> measured, Instrument instrument) {
    Map<String, Gallery.Reconstruction> first = new LinkedHashMap<>();
    int rate = instrument.codec().config().sampleRate();
    double bits = instrument.codec().config().bitRate();
    for (CodecEvaluation.Measured m : measured) {
      CodecEvaluation.Kept kept = m.versions().get(CodecReport.WHOLE);
      first.computeIfAbsent(
          m.original().soundClass(),
          name ->
              new Gallery.Reconstruction(
                  m.original(),
                  m.reconstruction(),
                  OpusRoundTrip.of(m.original().samples(), rate, bits).samples(),
                  kept == null ? SoundDistance.NONE : kept.distance()));
    }
    return List.copyOf(first.values());
  }

  private static List<LabelledSound> firstOfEach(List<LabelledSound> hits) {
    Map<String, Integer> shown = new LinkedHashMap<>();
    return hits.stream()
        .filter(h -> shown.merge(h.soundClass(), 1, Integer::sum) <= GALLERY_HITS_PER_CLASS)
        .toList();
  }
}
