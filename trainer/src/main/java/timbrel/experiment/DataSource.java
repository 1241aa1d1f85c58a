package timbrel.experiment;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.stream.Stream;
import timbrel.codec.AudioCodec;
import timbrel.codec.CodecDescription;
import timbrel.codec.Codes;
import timbrel.dataset.Import;
import timbrel.dataset.ImportOptions;
import timbrel.dataset.ImportedSound;
import timbrel.dataset.SoundLibrary;
import timbrel.dataset.Split;
import timbrel.descriptors.KnobRange;
import timbrel.instrument.Hit;
import timbrel.instrument.HitMaker;
import timbrel.instrument.HitRequest;
import timbrel.instrument.Instrument;
import timbrel.instrument.KnobWay;
import timbrel.learning.CodecChoice;
import timbrel.learning.LearnListener;
import timbrel.learning.LearnListener.Progress;
import timbrel.learning.NoSoundsException;
import timbrel.learning.PretrainedWeights;
import timbrel.learning.TokenExamples;
import timbrel.lm.Conditions;
import timbrel.nn.weights.WeightMap;
import timbrel.training.LmExample;

/// Where an experiment's tokens come from: a folder of sounds, or, as everybody has it, hits that
/// the starter makes.
///
/// @param folder of recordings; empty for the starter's own hits
/// @param codec that others have trained; empty for the starter's
public record DataSource(Optional<Path> folder, Optional<CodecChoice> codec) {
  private static final double HELD_OUT = 0.15;
  private static final int HELD_OUT_EVERY = 6;
  private static final int AT_A_TIME = 16;
  private static final long SEED = 1;

  /// The tokens, kept in `cache` for the next time.
  ///
  /// @throws NoSoundsException if the folder holds none
  public TokenData load(ExperimentSpec.Data spec, Path cache, LearnListener listener) {
    Instrument starter = Instrument.open(Instrument.STARTER);
    AudioCodec player =
        codec
            .map(choice ->
                Instrument.codec(
                    choice.config(),
                    WeightMap.of(choice.model(), PretrainedWeights.of(choice.folder()))))
            .orElseGet(starter::codec);
    DataCache kept = new DataCache(cache, key(spec, starter));
    DataCache.Tokens tokens =
        kept.read()
            .orElseGet(() -> {
              DataCache.Tokens made =
                  folder.isPresent()
                      ? recordings(folder.get(), spec, starter, player, listener)
                      : starterHits(spec, starter, player, listener);
              kept.write(made);
              return made;
            });
    return new TokenData(
        tokens.description(),
        tokens.classes(),
        first(tokens.training(), spec.codebooks()),
        first(tokens.heldOut(), spec.codebooks()),
        player,
        starter.classifier().orElseThrow());
  }

  /// All that decides the tokens; of a folder, the names and sizes of its files.
  private String key(ExperimentSpec.Data spec, Instrument starter) {
    JsonObject what = new JsonObject();
    what.addProperty("sounds", spec.sounds());
    what.addProperty("seconds", spec.seconds());
    what.addProperty("starter", starter.file().weightsSha256());
    codec.ifPresent(choice -> what.addProperty("codec", choice.config().toString()));
    folder.ifPresent(path -> what.addProperty("files", listing(path)));
    return ExperimentFolder.keyOf(what);
  }

  private static String listing(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      StringBuilder listing = new StringBuilder();
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        listing.append(folder.relativize(file)).append(' ').append(Files.size(file)).append('\n');
      }
      return listing.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DataCache.Tokens recordings(
      Path path,
      ExperimentSpec.Data spec,
      Instrument starter,
      AudioCodec player,
      LearnListener listener) {
    listener.phase("sounds of " + path);
    var judge = starter.classifier().orElseThrow();
    Import imported =
        SoundLibrary.scan(
            path,
            ImportOptions.DEFAULT.withClassifier(
                samples -> judge.classes().get(judge.classify(samples).best())),
            (done, total, file) -> report(listener, "import", done, total));
    if (imported.sounds().isEmpty()) {
      throw new NoSoundsException(path, imported.report());
    }
    Split split = Split.of(imported.sounds(), HELD_OUT, SEED);
    TreeSet<String> names = new TreeSet<>();
    imported.sounds().forEach(sound -> names.add(sound.soundClass()));
    List<String> classes = List.copyOf(names);
    double share = Math.min(1, (double) spec.sounds() / imported.sounds().size());
    List<ImportedSound> training = evenly(split.training(), share);
    KnobRange range = KnobRange.of(TokenExamples.knobs(training));
    TokenExamples examples =
        new TokenExamples(player, classes, range, maxFrames(spec, player.config()));
    List<LmExample> learnt = examples.validation(training);
    List<LmExample> heldOut = examples.validation(evenly(split.validation(), share));
    return new DataCache.Tokens(
        "%d recordings and %d held-out ones of other drums"
            .formatted(learnt.size(), heldOut.size()),
        classes,
        learnt,
        heldOut);
  }

  private static List<ImportedSound> evenly(List<ImportedSound> sounds, double share) {
    int count = Math.max(1, (int) Math.round(share * sounds.size()));
    List<ImportedSound> some = new ArrayList<>();
    for (int i = 0; i < Math.min(count, sounds.size()); i++) {
      some.add(sounds.get((int) ((long) i * sounds.size() / count)));
    }
    return some;
  }

  /// The same bytes on every machine: every class in turn, drawn as the starter's card says.
  private DataCache.Tokens starterHits(
      ExperimentSpec.Data spec, Instrument starter, AudioCodec player, LearnListener listener) {
    listener.phase("hits of the starter");
    List<String> classes = starter.card().classes();
    HitMaker maker = new HitMaker(starter, KnobWay.TOLD);
    List<LmExample> training = new ArrayList<>();
    List<LmExample> heldOut = new ArrayList<>();
    for (int from = 0; from < spec.sounds(); from += AT_A_TIME) {
      List<HitRequest> requests = new ArrayList<>();
      for (int i = from; i < Math.min(spec.sounds(), from + AT_A_TIME); i++) {
        requests.add(request(starter, classes.get(i % classes.size()), i));
      }
      for (Hit hit : maker.make(requests)) {
        int index = training.size() + heldOut.size();
        LmExample example =
            example(starter, player, classes, hit, maxFrames(spec, player.config()));
        (index / classes.size() % HELD_OUT_EVERY == HELD_OUT_EVERY - 1 ? heldOut : training)
            .add(example);
      }
      report(listener, "hits", Math.min(spec.sounds(), from + AT_A_TIME), spec.sounds());
    }
    return new DataCache.Tokens(
        "%d hits of the starter and %d held-out ones".formatted(training.size(), heldOut.size()),
        classes,
        training,
        heldOut);
  }

  private static HitRequest request(Instrument starter, String soundClass, int index) {
    return new HitRequest(
        soundClass,
        Map.of(),
        OptionalDouble.empty(),
        starter.card().sampling().withGuidance(1),
        1,
        HitRequest.seedOf(SEED, index));
  }

  private LmExample example(
      Instrument starter, AudioCodec player, List<String> classes, Hit hit, int maxFrames) {
    Codes codes = codec.isPresent() ? player.encode(hit.sound().samples()) : hit.codes();
    float[] weights = new float[classes.size()];
    weights[classes.indexOf(hit.request().classes().keySet().iterator().next())] = 1;
    float[] knobs = starter.card().knobs().normalize(hit.achieved());
    return new LmExample(cut(codes, maxFrames), new Conditions(weights, knobs, Float.NaN), 1);
  }

  private static int maxFrames(ExperimentSpec.Data spec, CodecDescription codec) {
    return Math.max(1, (int) (spec.seconds() * codec.frameRate()));
  }

  private static Codes cut(Codes codes, int frames) {
    return codes.frames() <= frames
        ? codes
        : new Codes(
            Arrays.stream(codes.codes())
                .map(row -> Arrays.copyOf(row, frames))
                .toArray(int[][]::new));
  }

  private static List<LmExample> first(List<LmExample> examples, int codebooks) {
    return examples.stream()
        .map(example ->
            new LmExample(
                example.codes().firstCodebooks(Math.min(codebooks, example.codes().codebooks())),
                example.conditions(),
                example.weight()))
        .toList();
  }

  private static void report(LearnListener listener, String phase, int done, int total) {
    listener.progress(
        new Progress(
            phase, (double) done / total, done, new LinkedHashMap<>(), Double.NaN, Double.NaN));
  }
}
