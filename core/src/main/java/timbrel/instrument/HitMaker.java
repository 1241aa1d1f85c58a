package timbrel.instrument;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import timbrel.audio.Sound;
import timbrel.classifier.DrumClassifier;
import timbrel.codec.AudioCodec;
import timbrel.codec.Codes;
import timbrel.descriptors.Knob;
import timbrel.descriptors.KnobRange;
import timbrel.lm.Conditions;
import timbrel.lm.GenerationRequest;
import timbrel.lm.Kept;
import timbrel.lm.LmConfig;
import timbrel.lm.TokenGenerator;

/// Makes hits: conditions become tokens, tokens become sound, which leans towards the recording
/// that the model was told of, and the sound is finished so that its knobs are where they were
/// asked to be.
///
/// The same instrument and request give the same samples, whatever else is made in the same call.
public final class HitMaker {
  private static final RandomGeneratorFactory<RandomGenerator> RANDOM =
      RandomGeneratorFactory.of("L64X128MixRandom");

  /// Draws of one candidate that come out silent before silence is taken for the answer.
  private static final int MOST_DRAWS = 4;

  private static final float SILENCE = 1e-3f; // -60 dB of full scale

  private final Instrument instrument;
  private final LmConfig config;
  private final TokenGenerator tokens;
  private final AudioCodec codec;
  private final ClosedLoop closedLoop;
  private final Leaning leaning;
  private final KnobPrior prior;
  private final KnobWay knobs;
  private long hitsDrawn;

  /// Tells the token model of knobs, and corrects them.
  ///
  /// @throws InstrumentException if the instrument has no token model
  public HitMaker(Instrument instrument) {
    this(instrument, KnobWay.TOLD_AND_CORRECTED);
  }

  /// @throws InstrumentException if the instrument has no token model
  public HitMaker(Instrument instrument, KnobWay knobs) {
    this.instrument = instrument;
    this.knobs = knobs;
    tokens =
        new TokenGenerator(
            instrument
                .tokenModel()
                .orElseThrow(() ->
                    new InstrumentException(
                        instrument.file().name() + ": card.lm",
                        "missing",
                        "a token model (learning was stopped before there was one)")));
    config = tokens.config();
    codec = instrument.codec();
    prior = config.descriptors() == Knob.values().length ? instrument.knobPrior() : KnobPrior.NONE;
    KnobRange range = instrument.card().knobs();
    int sampleRate = codec.config().sampleRate();
    int longest = (int) Math.ceil(config.maxFrames() * sampleRate / codec.config().frameRate());
    closedLoop = new ClosedLoop(range, sampleRate, longest);
    leaning = new Leaning(range, sampleRate, longest);
  }

  public Hit make(HitRequest request) {
    return make(List.of(request)).getFirst();
  }

  /// Several hits; each is what it would be alone, but together they take less time.
  public List<Hit> make(List<HitRequest> requests) {
    List<Hit> hits = new ArrayList<>();
    make(requests, () -> true, hits::add);
    return hits;
  }

  /// The same hits, handed over one by one in their order once the tokens of all are there, and
  /// given up as soon as nobody wants them any more.
  ///
  /// @param wanted is asked again and again, some hundred times a second
  /// @param ready takes each hit
  public void make(List<HitRequest> requests, BooleanSupplier wanted, Consumer<Hit> ready) {
    List<List<Candidate>> candidates = requests.stream().map(this::candidates).toList();
    List<Candidate> all = candidates.stream().flatMap(List::stream).toList();
    boolean still =
        tokens.generate(
            all.stream().map(Candidate::draw).toList(),
            wanted,
            (index, codes) -> all.get(index).codes = codes);
    for (int i = 0; still && i < requests.size(); i++) {
      candidates.get(i).forEach(Candidate::decode);
      redrawWhileSilent(candidates.get(i));
      hitsDrawn++;
      ready.accept(finish(requests.get(i), candidates.get(i)));
      still = wanted.getAsBoolean();
    }
  }

  /// Hits that were drawn and made sound so far; those that were [#turned] are not among them.
  public long hitsDrawn() {
    return hitsDrawn;
  }

  /// Whether knobs can be turned after a hit was drawn.
  public boolean canTurn() {
    return !knobs.tells();
  }

  /// The same draw with its knobs elsewhere: of one candidate, what [#make] makes of the request
  /// with these knobs, in the time of the corrections alone.
  ///
  /// @throws IllegalStateException if the model is told of knobs and would draw something else
  public Hit turned(Draw draw, Map<Knob, Double> wanted) {
    if (!canTurn()) {
      throw new IllegalStateException("what is drawn depends on knobs: they are " + knobs);
    }
    return finish(draw.request().withKnobs(wanted), draw);
  }

  private List<Candidate> candidates(HitRequest request) {
    RandomGenerator random = RANDOM.create(request.seed());
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < request.candidates(); i++) {
      candidates.add(new Candidate(request, numbers(request, i, random.nextLong())));
    }
    return candidates;
  }

  private static RandomGenerator numbers(HitRequest request, int candidate, long seed) {
    RandomGenerator own = RANDOM.create(seed);
    float alike = request.sampling().alike();
    RandomGenerator family = RANDOM.create(HitRequest.seedOf(request.family(), candidate));
    return alike == 0 ? own : new FamilyRandom(own, family, alike);
  }

  /// One draw for a request, with random numbers of its own.
  private final class Candidate {
    private final HitRequest request;
    private final RandomGenerator random;
    private final Optional<float[]> place; // where some recording has its knobs
    private final Conditions conditions;
    private Codes codes = new Codes(new int[1][0]);
    private Sound sound = new Sound(new float[0], codec.config().sampleRate());
    private boolean audible;

    Candidate(HitRequest request, RandomGenerator random) {
      this.request = request;
      this.random = random;
      float[] classWeights = classWeights(request.classes());
      place =
          knobs.tells() && !request.knobs().isEmpty()
              ? Optional.empty()
              : prior.draw(classWeights, request.velocity(), random);
      conditions = conditions(request, classWeights, place);
    }

    GenerationRequest draw() {
      return new GenerationRequest(
          conditions, request.sampling(), Kept.nothing(), config.maxFrames(), random);
    }

    void decode() {
      Sound drawn = new Sound(codec.decode(codes), codec.config().sampleRate());
      audible = drawn.peak() > SILENCE;
      boolean leans = audible && knobs.corrects() && place.isPresent();
      sound = leans ? leaning.lean(drawn, place.get()) : drawn;
      Level.soften(sound.samples(), sound.sampleRate());
    }

    boolean audible() {
      return audible;
    }
  }

  private void redrawWhileSilent(List<Candidate> candidates) {
    List<Candidate> silent = silent(candidates);
    for (int draw = 1; draw < MOST_DRAWS && !silent.isEmpty(); draw++) {
      List<Codes> drawn = tokens.generate(silent.stream().map(Candidate::draw).toList());
      for (int i = 0; i < drawn.size(); i++) {
        silent.get(i).codes = drawn.get(i);
        silent.get(i).decode();
      }
      silent = silent(silent);
    }
  }

  private List<Candidate> silent(List<Candidate> candidates) {
    return candidates.stream().filter(candidate -> !candidate.audible()).toList();
  }

  private Hit finish(HitRequest request, List<Candidate> candidates) {
    List<Sound> sounds = candidates.stream().map(candidate -> candidate.sound).toList();
    Candidate chosen =
        candidates.get(
            closedLoop.nearest(sounds, request.knobs(), sound -> strangeness(sound, request)));
    return finish(request, new Draw(request, chosen.codes, chosen.sound));
  }

  private Hit finish(HitRequest request, Draw draw) {
    Sound finished = knobs.corrects() ? finished(draw.sound(), request) : draw.sound();
    return new Hit(request, draw, Level.sensible(finished, request.knobs()));
  }

  /// Processing may end anywhere, so the last milliseconds are let down again.
  private Sound finished(Sound drawn, HitRequest request) {
    Sound finished = closedLoop.finish(drawn, request.knobs(), () -> RANDOM.create(request.seed()));
    if (finished != drawn) {
      Level.soften(finished.samples(), finished.sampleRate());
    }
    return finished;
  }

  /// How sure the instrument's own classifier is that a sound is of none of the classes that were
  /// asked for; 0 if there is neither class nor classifier to ask.
  private double strangeness(Sound sound, HitRequest request) {
    return instrument
        .classifier()
        .filter(classifier ->
            !request.classes().isEmpty()
                && classifier.classes().containsAll(request.classes().keySet()))
        .map(classifier -> 1 - probability(classifier, sound, request))
        .orElse(0.0);
  }

  private static double probability(DrumClassifier classifier, Sound sound, HitRequest request) {
    float[] probabilities = classifier.classify(sound.samples()).probabilities();
    return request.classes().keySet().stream()
        .mapToDouble(name -> probabilities[classifier.classes().indexOf(name)])
        .sum();
  }

  /// What the model is told: the knobs that were asked for if it is to hear of them, and if there
  /// are none, those of some recording of the class.
  private Conditions conditions(HitRequest request, float[] classWeights, Optional<float[]> place) {
    Conditions conditions = Conditions.none(config.descriptors()).withClasses(classWeights);
    if (request.velocity().isPresent()) {
      conditions = conditions.withVelocity((float) request.velocity().getAsDouble());
    }
    if (place.isPresent()) {
      return conditions.withKnobs(place.get());
    }
    if (knobs.tells()) {
      for (Map.Entry<Knob, Double> knob : request.knobs().entrySet()) {
        conditions = conditions.withKnob(knob.getKey().ordinal(), knob.getValue().floatValue());
      }
    }
    return conditions;
  }

  /// One weight for each class of the instrument; none if the class is left to the model.
  private float[] classWeights(Map<String, Double> classes) {
    float[] weights = new float[classes.isEmpty() ? 0 : config.classes()];
    classes.forEach((name, share) -> weights[indexOf(name)] = share.floatValue());
    return weights;
  }

  private int indexOf(String className) {
    return instrument
        .card()
        .indexOfClass(className)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "class '%s', expected one of %s"
                    .formatted(className, String.join(", ", instrument.card().classes()))));
  }
}
