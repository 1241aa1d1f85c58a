package timbrel.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.random.RandomGeneratorFactory;
import timbrel.audio.Sound;
import timbrel.classifier.DrumClassifier;
import timbrel.codec.AudioCodec;
import timbrel.codec.Codes;
import timbrel.dataset.ImportedSound;
import timbrel.dataset.Split;
import timbrel.descriptors.Knob;
import timbrel.descriptors.KnobAnalyzer;
import timbrel.instrument.Hit;
import timbrel.instrument.HitMaker;
import timbrel.instrument.HitRequest;
import timbrel.instrument.Instrument;
import timbrel.lm.Sampling;

/// Measures several ways of making sounds with the same judge, seeds and real sounds, so that their
/// numbers compare: sampling settings, instruments, and, as what no token model can surpass, real
/// sounds that went through a codec.
public final class GenerationTrial {
  private final List<LabelledSound> training;
  private final List<LabelledSound> heldOut;
  private final List<LabelledSound> lossless;
  private final DrumClassifier judge;
  private final int hitsPerClass;
  private final long seed;
  private final Novelty novelty;

  /// What came of one way.
  ///
  /// @param accuracy share of sounds whose class the judge named, the mean over classes
  /// @param told share of kicks, snares and hats told apart
  /// @param fad Fréchet distance to training sounds in the judge's embedding
  /// @param kad kernel distance likewise
  /// @param fadCodec Fréchet distance in the codec's embedding
  /// @param copies share of near copies of training sounds
  /// @param spread mean distance among them over that among real sounds
  /// @param seconds mean length
  /// @param accuracies by class
  /// @param attacks median attack in ms by class
  public record Row(
      double accuracy,
      double told,
      double fad,
      double kad,
      double fadCodec,
      double copies,
      double spread,
      double seconds,
      Map<String, Double> accuracies,
      Map<String, Double> attacks) {

    public static final String HEADER =
        "accuracy   told    FAD    KAD  FAD codec  copies  spread  seconds";

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%8.3f %6.3f %6.2f %6.2f %10.2f %7.3f %7.2f %8.2f",
          accuracy,
          told,
          fad,
          kad,
          fadCodec,
          copies,
          spread,
          seconds);
    }

    /// Accuracy and attack of each class, for a second look.
    public String classes() {
      StringBuilder text = new StringBuilder();
      accuracies.forEach((name, share) ->
          text.append(
              String.format(
                  Locale.ROOT,
                  "%s %.2f (%.1f ms)  ",
                  name,
                  share,
                  attacks.getOrDefault(name, Double.NaN))));
      return text.toString();
    }
  }

  /// @param split distances are to its training sounds
  /// @param judge has learnt from none of its other sounds
  public GenerationTrial(Split split, DrumClassifier judge, int hitsPerClass, long seed) {
    training = split.training().stream().map(LabelledSound::of).toList();
    heldOut = split.validation().stream().map(LabelledSound::of).toList();
    lossless =
        split.validation().stream()
            .filter(sound -> !sound.lossyOrigin())
            .map(LabelledSound::of)
            .toList();
    this.judge = judge;
    this.hitsPerClass = hitsPerClass;
    this.seed = seed;
    novelty = new Novelty(training);
  }

  /// New hits of every class.
  public Row generated(Instrument instrument, Sampling sampling, int candidates) {
    HitMaker maker = new HitMaker(instrument);
    List<LabelledSound> hits = new ArrayList<>();
    for (String name : instrument.card().classes()) {
      List<HitRequest> requests = new ArrayList<>();
      for (int i = 0; i < hitsPerClass; i++) {
        requests.add(
            new HitRequest(
                name,
                Map.of(),
                OptionalDouble.empty(),
                sampling,
                candidates,
                HitRequest.seedOf(seed, i)));
      }
      for (Hit hit : maker.make(requests)) {
        float[] samples = hit.sound().resampledTo(ImportedSound.SAMPLE_RATE).samples();
        hits.add(new LabelledSound(name + hits.size(), name, "generated " + hits.size(), samples));
      }
    }
    return row(hits, instrument.codec());
  }

  /// What a codec loses of lossless held-out recordings, as text: all together, then each class as
  /// MSS, LSD, onset and log-mel of the codec, of Opus at 12 kbit/s and of noise of the same shape.
  ///
  /// @param sounds how many recordings, at most
  public String codec(AudioCodec codec, int sounds) {
    int count = Math.min(sounds, lossless.size());
    List<LabelledSound> some = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      some.add(lossless.get(i * lossless.size() / count));
    }
    CodecEvaluation evaluation = new CodecEvaluation(codec, false, seed);
    CodecReport report = evaluation.report(evaluation.measure(some, (phase, done, of) -> {}));
    StringBuilder text = new StringBuilder();
    for (CodecReport.Version version : report.versions()) {
      text.append(
          String.format(
              Locale.ROOT,
              "      %-28s %6.0f bit/s %s%n",
              version.name(),
              version.bitsPerSecond(),
              numbers(version.distance())));
    }
    report
        .classes()
        .forEach((name, members) -> {
          text.append(String.format(Locale.ROOT, "      %-12s %3d", name, members.sounds()));
          for (String version :
              List.of(CodecReport.WHOLE, CodecReport.OPUS_REFERENCE, CodecReport.NOISE)) {
            text.append(" |")
                .append(numbers(members.distances().getOrDefault(version, SoundDistance.NONE)));
          }
          text.append(String.format("%n"));
        });
    return text.toString();
  }

  private static String numbers(SoundDistance d) {
    return String.format(
        Locale.ROOT, " %6.3f %6.3f %6.3f %6.3f", d.mss(), d.lsd(), d.onset(), d.logMel());
  }

  /// Held-out recordings that went through a codec.
  ///
  /// @param codebooks of them as many as are kept
  public Row reconstructed(AudioCodec codec, int codebooks) {
    List<LabelledSound> sounds =
        heldOut.parallelStream()
            .map(sound -> {
              Codes codes = codec.encode(sound.samples());
              float[] decoded = codec.decode(codes, codebooks);
              return new LabelledSound(
                  sound.name(),
                  sound.soundClass(),
                  sound.group(),
                  Arrays.copyOf(decoded, sound.samples().length));
            })
            .toList();
    return row(sounds, codec);
  }

  /// Held-out recordings as they are: the floor.
  ///
  /// @param codec whose embedding is used
  public Row recorded(AudioCodec codec) {
    return row(heldOut, codec);
  }

  private Row row(List<LabelledSound> sounds, AudioCodec codec) {
    Judge hearing = new Judge(judge);
    GeneratedReport.Judgement judgement = hearing.judge(sounds, hearing.hear(sounds));
    SetComparison sets =
        SetComparison.of(
            training,
            heldOut,
            sounds,
            RandomGeneratorFactory.of("L64X128MixRandom").create(HitRequest.seedOf(seed, 1)));
    NoveltyReport news = novelty.of(sounds, List.of());
    Embeddings ofJudge = Embeddings.ofJudge(judge);
    Embeddings ofCodec = Embeddings.ofCodec(codec);
    double[][] made = ofJudge.of(sets.generated());
    double[][] known = ofJudge.of(sets.training());
    return new Row(
        judgement.classAccuracy(),
        judgement.told(),
        FrechetDistance.between(made, known),
        KernelDistance.scaledTo(known).between(made, known),
        FrechetDistance.between(ofCodec.of(sets.generated()), ofCodec.of(sets.training())),
        news.copies(),
        news.spread(),
        sounds.stream().mapToDouble(s -> s.samples().length).average().orElse(0)
            / ImportedSound.SAMPLE_RATE,
        judgement.accuracyOfClasses(),
        attacks(sounds));
  }

  private static Map<String, Double> attacks(List<LabelledSound> sounds) {
    Map<String, List<Double>> attacks = new LinkedHashMap<>();
    for (LabelledSound sound : sounds) {
      attacks
          .computeIfAbsent(sound.soundClass(), name -> new ArrayList<>())
          .add(
              KnobAnalyzer.measure(
                  new Sound(sound.samples(), ImportedSound.SAMPLE_RATE), Knob.ATTACK));
    }
    Map<String, Double> medians = new LinkedHashMap<>();
    attacks.forEach((name, values) -> medians.put(name, Spread.of(values).median()));
    return medians;
  }
}
