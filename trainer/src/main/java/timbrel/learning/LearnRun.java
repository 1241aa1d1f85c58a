package timbrel.learning;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import timbrel.codec.AudioCodec;
import timbrel.codec.CodecConfig;
import timbrel.codec.CodecDescription;
import timbrel.codec.pretrained.PretrainedConfig;
import timbrel.dataset.Import;
import timbrel.dataset.ImportedSound;
import timbrel.dataset.Split;
import timbrel.descriptors.KnobRange;
import timbrel.descriptors.KnobValues;
import timbrel.evaluation.ClassifierTrainer;
import timbrel.instrument.Card;
import timbrel.instrument.EvaluationSummary;
import timbrel.instrument.Instrument;
import timbrel.instrument.InstrumentFile;
import timbrel.instrument.Parent;
import timbrel.instrument.StoredHits;
import timbrel.instrument.TimbrelVersion;
import timbrel.instrument.TrainingSummary;
import timbrel.lm.LmConfig;
import timbrel.lm.Sampling;
import timbrel.nn.weights.StoredType;
import timbrel.nn.weights.Tensor;
import timbrel.nn.weights.WeightMap;
import timbrel.training.LmExample;
import timbrel.training.LmTrainingConfig;
import timbrel.training.Torch;

/// One run of `learn`, from the folder to the instrument, phase by phase: import, codec, token
/// model, classifier, instrument.
///
/// Started from an instrument, encoder and codebooks stay as they are, so that codes keep their
/// meaning and the token model can build on what it knows; only the decoder and the token model
/// adapt. Everything that takes minutes resumes from its checkpoint; the rest is done again, with
/// the same result.
public final class LearnRun {
  /// Share of each class that is held out; `evaluate` splits the same way.
  public static final double VALIDATION_SHARE = 0.1;

  private final Recipe recipe;
  private final LearnConfig config;
  private final RunDirectory run;
  private final LearnListener listener;
  private final BooleanSupplier interrupted;
  private final BooleanSupplier cancelled;

  /// @param run holds what was asked for, and the checkpoints to go on from if there are any
  /// @param interrupted asked often; once true the run ends soon, with what it has learnt so far,
  ///   and can go on later
  public LearnRun(
      Recipe recipe, RunDirectory run, LearnListener listener, BooleanSupplier interrupted) {
    this.recipe = recipe;
    this.config = run.config();
    this.run = run;
    this.listener = listener;
    this.interrupted = interrupted;
    this.cancelled = () -> interrupted.getAsBoolean() || run.wish() != RunDirectory.Wish.NONE;
  }

  /// Learns, writes the instrument, and returns it as a player would read it.
  ///
  /// @throws NoSoundsException if the folder holds no sound that can be learnt from
  /// @throws PausedException if that was wished; the run can go on from its checkpoint
  public Instrument learn() {
    Optional<Instrument> parent =
        config.fromNothing() ? Optional.empty() : Optional.of(Instrument.open(config.from()));
    Import imported = new ImportPhase(run, listener).importSounds(parent);
    Split split = Split.of(imported.sounds(), VALIDATION_SHARE, config.seed());
    Torch.start(config.threads());
    List<String> classes = classesOf(imported.sounds());
    List<KnobValues> knobs = TokenExamples.knobs(split.training());
    KnobRange range = KnobRange.of(knobs);

    CodecPlan plan = new CodecPlan(recipe, config, parent);
    CodecDescription codec = plan.codec();
    Map<String, Learnt> phases = new LinkedHashMap<>();
    Map<String, Tensor> weights = codecWeights(plan, split, phases);
    endIfPaused();
    AudioCodec player = Instrument.codec(codec, WeightMap.of("the codec just learnt", weights));
    StoredType type = codec instanceof PretrainedConfig ? StoredType.F32 : StoredType.F16;

    Optional<TokenSource> tokensFrom =
        plan.changesCodes()
            ? Optional.empty()
            : TokenSource.find(config.scope(), parent, codec, player);
    LmConfig usual = recipe.lmFor(codec);
    LmConfig lm =
        tokensFrom.map(from -> from.configFor(usual)).orElse(usual).withClasses(classes.size());
    TokenExamples examples = new TokenExamples(player, classes, range, lm.maxFrames());
    Optional<Tokens> tokens = tokens(tokensFrom, split, plan, lm, classes, examples, phases);
    endIfPaused();
    if (tokens.isPresent()) {
      weights.putAll(HalfPrecision.rounded(tokens.get().weights()));
      weights.putAll(KnobPriors.of(split.training(), knobs, range, classes));
    }
    weights.putAll(HalfPrecision.rounded(classifierWeights(parent, split, classes)));

    Card card =
        new Card(
            nameOf(config),
            Instant.now(),
            TimbrelVersion.CURRENT,
            codec,
            tokens.map(learnt -> lm),
            classes,
            range,
            tokens.map(Tokens::sampling).orElse(TokenPhase.SAMPLING),
            Map.of("learn", config.seed()),
            DataSummaries.of(imported.sounds()),
            TrainingAccount.of(inherited(parent, tokensFrom.map(TokenSource::instrument)), phases),
            EvaluationSummary.NONE,
            parent.map(i -> new Parent(i.card().name(), i.file().weightsSha256())),
            new JsonObject());
    WeightMap all =
        withHits(card, WeightMap.of(config.output().toString(), weights), type, tokens.isPresent());
    InstrumentFile.write(config.output(), card, all, type);
    endIfPaused();
    boolean goesOn = interrupted.getAsBoolean();
    if (!learns(Part.CLASSIFIER)) {
      listener.message("no report: one part of an instrument is not judged");
    } else if (cancelled.getAsBoolean()) {
      listener.message("stopped before the evaluation: `timbrel evaluate` makes up for it");
    } else {
      EvaluationSummary summary = new EvaluationPhase(recipe, run, listener).evaluate(split);
      InstrumentFile.write(config.output(), card.withEvaluation(summary), all, type);
    }
    if (!goesOn) {
      run.dropCheckpoints();
    }
    return InstrumentFile.read(config.output());
  }

  /// With a few hits that sound as soon as the instrument is opened to be played.
  private WeightMap withHits(Card card, WeightMap weights, StoredType type, boolean canGenerate) {
    if (!canGenerate) {
      return weights;
    }
    InstrumentFile.write(config.output(), card, weights, type);
    return StoredHits.with(InstrumentFile.read(config.output()), StoredHits.USUAL_BYTES);
  }

  /// What has been learnt is in a checkpoint by now.
  private void endIfPaused() {
    if (run.wish() == RunDirectory.Wish.PAUSE) {
      throw new PausedException();
    }
  }

  private static List<String> classesOf(List<ImportedSound> sounds) {
    TreeSet<String> names = new TreeSet<>();
    sounds.forEach(sound -> names.add(sound.soundClass()));
    return List.copyOf(names);
  }

  private boolean learns(Part part) {
    return config.scope().part() == Part.ALL || config.scope().part() == part;
  }

  /// The codec's weights as the instrument file will hold them: a codec that others have trained
  /// stays as it is, to the last bit; Timbrel's own is rounded.
  private Map<String, Tensor> codecWeights(
      CodecPlan plan, Split split, Map<String, Learnt> phases) {
    if (!(plan.codec() instanceof CodecConfig codec)) {
      Map<String, Tensor> weights =
          plan.parent()
              .map(i -> PretrainedWeights.of(i.weights()))
              .orElseGet(() -> PretrainedWeights.of(config.codec().orElseThrow().folder()));
      phases.put("codec", new Learnt(weights, 0, 0, 0));
      return new TreeMap<>(weights);
    }
    if (!plan.learns()) {
      return tensors(plan.parent().orElseThrow().weights(), codec.shapes().keySet());
    }
    listener.phase("codec");
    Learnt learnt =
        new CodecPhase(codec, plan.training(), split, run, listener, config.seed())
            .train(config.minutes() * plan.share(), plan.start(), cancelled);
    phases.put(config.scope().part() == Part.DECODER ? "decoder" : "codec", learnt);
    return new TreeMap<>(HalfPrecision.rounded(learnt.weights()));
  }

  private static Map<String, Tensor> tensors(WeightMap weights, Iterable<String> names) {
    Map<String, Tensor> tensors = new TreeMap<>();
    names.forEach(name -> tensors.put(name, weights.tensor(name)));
    return tensors;
  }

  /// A token model, and how hits are drawn with it.
  private record Tokens(Map<String, Tensor> weights, Sampling sampling) {}

  /// Empty when the codes are new, or the run was stopped before the token model had begun to
  /// learn.
  private Optional<Tokens> tokens(
      Optional<TokenSource> from,
      Split split,
      CodecPlan plan,
      LmConfig lm,
      List<String> classes,
      TokenExamples examples,
      Map<String, Learnt> phases) {
    Optional<TokenPhase.Start> start =
        from.map(source -> {
          Instrument known = source.instrument();
          return new TokenPhase.Start(
              ClassTable.adapt(known.weights(), lm, known.card().classes(), classes),
              known.card().sampling(),
              !source.sameCodes());
        });
    if (!learns(Part.TOKENS)) {
      return start.map(
          known -> new Tokens(tensors(known.weights(), lm.shapes().keySet()), known.sampling()));
    }
    boolean begun = run.checkpoint(TokenPhase.CHECKPOINT).isPresent();
    if (cancelled.getAsBoolean() && !begun && from.isEmpty()) {
      listener.message("stopped before the token model: the instrument can encode and decode only");
      return Optional.empty();
    }
    listener.phase("token model");
    double minutes = config.minutes() * (1 - plan.share());
    int variants = TokenExamples.variantsFor(split.training().size(), minutes);
    long began = System.nanoTime();
    List<LmExample> training = examples.training(split.training(), variants, random(7));
    List<LmExample> heldOut = examples.validation(split.validation());
    // Encoding sounds is part of the time that was asked for, but never more than half of it.
    double left = Math.max(minutes - (System.nanoTime() - began) / 60e9, minutes / 2);
    boolean adapting = from.isPresent() && config.scope().part() == Part.ALL;
    LmTrainingConfig trainingConfig = adapting ? recipe.lmAdapting() : recipe.lmTraining();
    HitExamples hits = new HitExamples(examples.codec(), classes, run);
    TokenPhase.Outcome outcome =
        new TokenPhase(
                lm, trainingConfig, recipe.fewestGuidedSteps(), run, listener, hits, config.seed())
            .train(training, heldOut, left, start, cancelled);
    phases.put("token model", outcome.learnt());
    return Optional.of(new Tokens(outcome.learnt().weights(), outcome.sampling()));
  }

  private Map<String, Tensor> classifierWeights(
      Optional<Instrument> parent, Split split, List<String> classes) {
    Optional<Instrument> known = parent.filter(i -> i.card().classes().equals(classes));
    if (learns(Part.CLASSIFIER) || known.flatMap(Instrument::classifier).isEmpty()) {
      return learnClassifier(split, classes);
    }
    WeightMap weights = known.orElseThrow().weights();
    return tensors(
        weights, weights.names().stream().filter(name -> name.startsWith("classifier.")).toList());
  }

  private Map<String, Tensor> learnClassifier(Split split, List<String> classes) {
    listener.phase("classifier");
    List<ClassifierTrainer.Example> examples = new ArrayList<>();
    for (ImportedSound sound : split.training()) {
      int label = classes.indexOf(sound.soundClass());
      examples.add(new ClassifierTrainer.Example(sound.samples(), label));
    }
    WeightMap weights =
        ClassifierTrainer.train(
            classes,
            examples,
            recipe.classifier().scaledTo(examples.size()).withSeed(config.seed()),
            (step, steps, loss) -> {});
    Map<String, Tensor> map = new TreeMap<>();
    weights.names().forEach(name -> map.put(name, weights.tensor(name)));
    return map;
  }

  /// What the parts that were taken over have cost; a run that learns everything begins its own
  /// account.
  private List<TrainingSummary> inherited(
      Optional<Instrument> parent, Optional<Instrument> tokensFrom) {
    if (config.scope().part() == Part.ALL) {
      return List.of();
    }
    return Stream.of(parent, config.scope().tokensFrom().flatMap(name -> tokensFrom))
        .flatMap(Optional::stream)
        .map(instrument -> instrument.card().training())
        .toList();
  }

  /// `my kit` for `my kit.timbrel`.
  private static String nameOf(LearnConfig config) {
    String file = config.output().getFileName().toString();
    return file.endsWith(InstrumentFile.EXTENSION)
        ? file.substring(0, file.length() - InstrumentFile.EXTENSION.length())
        : file;
  }

  private RandomGenerator random(long stream) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(config.seed() * 1_000_003 + stream);
  }
}
