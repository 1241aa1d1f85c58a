package timbrel.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import timbrel.classifier.DrumClassifier;
import timbrel.dataset.HitFolder;
import timbrel.dataset.Import;
import timbrel.dataset.ImportOptions;
import timbrel.dataset.ImportedSound;
import timbrel.dataset.SoundLibrary;
import timbrel.dataset.Split;
import timbrel.evaluation.ClassifierTrainer;
import timbrel.instrument.HitMaker;
import timbrel.instrument.HitRequest;
import timbrel.instrument.Instrument;
import timbrel.learning.LearnRun;
import timbrel.training.Torch;

/// What `learn` makes of 250 kicks, snares and hats in some minutes, from the starter and from
/// nothing: whether a judge, who has learnt from recordings of other groups, tells the new kicks,
/// snares and hats apart; how long it took, and how much memory.
///
/// The sounds to learn from are those that the starter has not learnt from, which its own split put
/// aside; where they are too few, others are added, and the output says how many.
///
/// Arguments: the launcher, the folder of sounds, a folder to work in (default: a new one), minutes
/// (default 10), hits of each class (default 64).
public final class LearnBench {
  private static final int SOUNDS = 250;
  private static final long SEED = 1;
  private static final int AT_ONCE = 16;

  private final String launcher;
  private final Path work;
  private final String minutes;
  private final int hitsPerClass;
  private final List<ImportedSound> heldOut;
  private final List<ImportedSound> learning;
  private final List<String> classes;
  private final DrumClassifier judge;

  public static void main(String[] arguments) throws Exception {
    if (arguments.length < 2) {
      System.err.println("expected SOUNDS [FOLDER [MINUTES [HITS]]]");
      System.exit(2);
    }
    LearnBench bench = new LearnBench(arguments);
    bench.report(
        "recordings that the judge has not heard", accuracy(bench.judgeReal(bench.learning)));
    bench.report("of them unknown to the starter", accuracy(bench.judgeReal(bench.heldOut)));
    bench.learn("from-starter", "starter");
    bench.learn("from-nothing", "none");
  }

  private LearnBench(String[] arguments) throws IOException {
    launcher = arguments[0];
    work =
        arguments.length > 2 && !arguments[2].equals("-")
            ? Files.createDirectories(Path.of(arguments[2]))
            : Files.createTempDirectory("timbrel-learn");
    minutes = arguments.length > 3 ? arguments[3] : "10";
    hitsPerClass = arguments.length > 4 ? Integer.parseInt(arguments[4]) : 64;
    Import all =
        SoundLibrary.scan(Path.of(arguments[1]), ImportOptions.DEFAULT, (done, total, file) -> {});
    long seed = Instrument.open(Instrument.STARTER).card().seeds().getOrDefault("learn", SEED);
    Split ofStarter = Split.of(all.sounds(), LearnRun.VALIDATION_SHARE, seed);
    heldOut = ofStarter.validation().stream().filter(LearnBench::isMain).toList();
    List<ImportedSound> known = ofStarter.training().stream().filter(LearnBench::isMain).toList();
    double share = Math.clamp((double) (SOUNDS - heldOut.size()) / known.size(), 0, 0.5);
    Split others = Split.of(known, share, seed);
    learning = new ArrayList<>(heldOut);
    learning.addAll(others.validation());
    classes =
        others.training().stream().map(ImportedSound::soundClass).distinct().sorted().toList();
    System.out.printf(
        "%d sounds to learn from, %d of them unknown to the starter; the judge learns from %d of other"
            + " groups; in %s%n",
        learning.size(), heldOut.size(), others.training().size(), work);
    judge = judgeOf(others.training());
    Path folder = Files.createDirectories(soundFolder());
    HitFolder.write(new Import(folder, learning, all.report(), all.notice()), folder);
  }

  private Path soundFolder() {
    return work.resolve("sounds");
  }

  private DrumClassifier judgeOf(List<ImportedSound> sounds) {
    Torch.start(Runtime.getRuntime().availableProcessors());
    List<ClassifierTrainer.Example> examples = new ArrayList<>();
    for (ImportedSound sound : sounds) {
      examples.add(
          new ClassifierTrainer.Example(sound.samples(), classes.indexOf(sound.soundClass())));
    }
    return DrumClassifier.from(
        ClassifierTrainer.train(
            classes, examples, ClassifierTrainer.Options.FULL, (step, steps, loss) -> {}),
        classes);
  }

  private void learn(String name, String from) throws IOException, InterruptedException {
    Path output = work.resolve(name + ".timbrel");
    CommandRun run =
        CommandRun.of(
            List.of(
                launcher,
                "learn",
                soundFolder().toString(),
                "-o",
                output.toString(),
                "--minutes",
                minutes,
                "--from",
                from,
                "--seed",
                Long.toString(SEED)));
    Instrument instrument = Instrument.open(output.toString());
    System.out.printf(
        "%s, --minutes %s: %.1f minutes in all, at most %.0f MiB%n",
        name, minutes, run.end() / 60, run.mebibytes());
    Map<String, List<String>> answers = new TreeMap<>();
    for (String soundClass : instrument.card().classes()) {
      answers.put(soundClass, judgeHits(new HitMaker(instrument), instrument, soundClass));
    }
    report(name, accuracy(answers));
  }

  /// What the judge takes new hits of a class for.
  private List<String> judgeHits(HitMaker maker, Instrument instrument, String soundClass) {
    List<String> answers = new ArrayList<>();
    for (int first = 0; first < hitsPerClass; first += AT_ONCE) {
      List<HitRequest> requests = new ArrayList<>();
      for (int i = first; i < Math.min(hitsPerClass, first + AT_ONCE); i++) {
        requests.add(
            new HitRequest(
                soundClass,
                Map.of(),
                OptionalDouble.empty(),
                instrument.card().sampling(),
                1,
                SEED * 1_000_003 + i));
      }
      maker.make(requests).forEach(hit -> answers.add(kindHeard(hit.sound().samples())));
    }
    return answers;
  }

  private Map<String, List<String>> judgeReal(List<ImportedSound> sounds) {
    Map<String, List<String>> answers = new TreeMap<>();
    for (ImportedSound sound : sounds) {
      answers
          .computeIfAbsent(sound.soundClass(), name -> new ArrayList<>())
          .add(kindHeard(sound.samples()));
    }
    return answers;
  }

  private String kindHeard(float[] samples) {
    return kind(classes.get(judge.classify(samples).best()));
  }

  /// The share of each class that was taken for its kind.
  private static Map<String, Double> accuracy(Map<String, List<String>> answers) {
    Map<String, Double> shares = new LinkedHashMap<>();
    answers.forEach((soundClass, heard) ->
        shares.put(
            soundClass + " (" + heard.size() + ")",
            heard.stream().filter(kind(soundClass)::equals).count() / (double) heard.size()));
    return shares;
  }

  private void report(String name, Map<String, Double> shares) {
    double mean = shares.values().stream().mapToDouble(x -> x).average().orElse(Double.NaN);
    StringBuilder line =
        new StringBuilder("%s: told apart %.3f, mean of classes;".formatted(name, mean));
    shares.forEach((soundClass, share) -> line.append("  %s %.2f".formatted(soundClass, share)));
    System.out.println(line);
  }

  private static boolean isMain(ImportedSound sound) {
    return List.of("kick", "snare", "hat").contains(kind(sound.soundClass()));
  }

  /// `hat` for `hat-closed` and `hat-open`.
  private static String kind(String soundClass) {
    return soundClass.startsWith("hat") ? "hat" : soundClass;
  }
}
