package timbrel.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import timbrel.classifier.DrumClassifier;
import timbrel.dataset.HitFolder;
import timbrel.dataset.Import;
import timbrel.dataset.ImportOptions;
import timbrel.dataset.ImportedSound;
import timbrel.dataset.SoundLibrary;
import timbrel.dataset.Split;
import timbrel.evaluation.ClassifierTrainer;
import timbrel.evaluation.GenerationTrial;
import timbrel.instrument.Instrument;
import timbrel.learning.LearnRun;
import timbrel.learning.RunDirectory;
import timbrel.training.Torch;

/// What `learn` makes of some kicks, snares and hats in some minutes, from the starter and from
/// nothing: whether a judge, who has learnt from recordings of other groups, takes new hits for
/// what they should be; how far they are from recordings; how long it took, and how much memory.
///
/// The sounds to learn from are those that the starter has not learnt from, which its own split put
/// aside; where they are too few, others are added, and the output says how many. Fewer sounds are
/// part of more. Distances are to all of them.
///
/// Arguments: the launcher, the folder of sounds, a folder to work in (default: a new one), minutes
/// (default 10; several as `2,10,60`), hits of each class (default 64), numbers of sounds (default
/// 250; several likewise). What has been measured is in `results.csv` of the folder to work in, and
/// is not measured again; `results.svg` shows it. A `learn` that was cut off goes on; the minutes
/// it took in all are those since.
public final class LearnBench {
  private static final String SOUNDS = "250";
  private static final String MINUTES = "10";
  private static final long SEED = 1;

  private final String launcher;
  private final Path work;
  private final LearnResults results;
  private final Import all;
  private final List<ImportedSound> learning; // in an order of which any beginning has all classes
  private final GenerationTrial trial;

  public static void main(String[] arguments) throws Exception {
    if (arguments.length < 2) {
      System.err.println("expected SOUNDS [FOLDER [MINUTES [HITS [COUNTS]]]]");
      System.exit(2);
    }
    int[] minutes = numbers(arguments.length > 3 ? arguments[3] : MINUTES);
    int[] counts = numbers(arguments.length > 5 ? arguments[5] : SOUNDS);
    LearnBench bench = new LearnBench(arguments, Arrays.stream(counts).max().orElseThrow());
    for (int some : minutes) {
      for (int count : counts) {
        bench.learn(count, some, "starter");
        bench.learn(count, some, "none");
      }
    }
  }

  private static int[] numbers(String list) {
    return Arrays.stream(list.split(",")).mapToInt(Integer::parseInt).toArray();
  }

  private LearnBench(String[] arguments, int most) throws IOException {
    launcher = arguments[0];
    work =
        arguments.length > 2 && !arguments[2].equals("-")
            ? Files.createDirectories(Path.of(arguments[2]))
            : Files.createTempDirectory("timbrel-learn");
    int hitsPerClass = arguments.length > 4 ? Integer.parseInt(arguments[4]) : 64;
    all =
        SoundLibrary.scan(Path.of(arguments[1]), ImportOptions.DEFAULT, (done, total, file) -> {});
    Instrument starter = Instrument.open(Instrument.STARTER);
    results =
        LearnResults.in(
            work,
            "%d hits of each class, up to %d sounds of %s, %d processors, starter %s"
                .formatted(
                    hitsPerClass,
                    most,
                    arguments[1],
                    Runtime.getRuntime().availableProcessors(),
                    starter.file().weightsSha256()));
    long seed = starter.card().seeds().getOrDefault("learn", SEED);
    Split ofStarter = Split.of(all.sounds(), LearnRun.VALIDATION_SHARE, seed);
    List<ImportedSound> heldOut =
        ofStarter.validation().stream().filter(LearnBench::isMain).toList();
    List<ImportedSound> known = ofStarter.training().stream().filter(LearnBench::isMain).toList();
    double share = Math.clamp((double) (most - heldOut.size()) / known.size(), 0, 0.5);
    Split others = Split.of(known, share, seed);
    learning = new ArrayList<>(dealt(heldOut));
    learning.addAll(dealt(others.validation()));
    System.out.printf(
        "%d sounds to learn from, %d of them unknown to the starter; the judge learns from %d of other"
            + " groups; in %s%n",
        learning.size(), heldOut.size(), others.training().size(), work);
    DrumClassifier judge = judgeOf(others.training());
    trial = new GenerationTrial(new Split(learning, heldOut), judge, hitsPerClass, SEED);
    GenerationTrial.Row recorded = trial.recorded(starter.codec());
    System.out.printf(
        "recordings unknown to the starter and the judge: %.3f recognised%n", recorded.accuracy());
  }

  /// One sound of each class after the other.
  private static List<ImportedSound> dealt(List<ImportedSound> sounds) {
    Map<String, List<ImportedSound>> byClass = new LinkedHashMap<>();
    sounds.forEach(
        sound -> byClass.computeIfAbsent(sound.soundClass(), name -> new ArrayList<>()).add(sound));
    List<ImportedSound> dealt = new ArrayList<>();
    for (int i = 0; dealt.size() < sounds.size(); i++) {
      for (List<ImportedSound> some : byClass.values()) {
        if (i < some.size()) {
          dealt.add(some.get(i));
        }
      }
    }
    return dealt;
  }

  private static DrumClassifier judgeOf(List<ImportedSound> sounds) {
    List<String> classes =
        sounds.stream().map(ImportedSound::soundClass).distinct().sorted().toList();
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

  /// @param wanted sounds to learn from, or as many as there are
  private void learn(int wanted, int minutes, String from)
      throws IOException, InterruptedException {
    int count = Math.min(wanted, learning.size());
    if (results.has(count, minutes, from)) {
      return;
    }
    Path folder = work.resolve("sounds-" + count);
    if (!Files.isDirectory(folder)) {
      Path unfinished = Files.createDirectories(work.resolve("unfinished-" + count));
      HitFolder.write(
          new Import(unfinished, learning.subList(0, count), all.report(), all.notice()),
          unfinished);
      Files.move(unfinished, folder);
    }
    Path output = work.resolve("%d-%d-%s.timbrel".formatted(count, minutes, from));
    List<String> command =
        new ArrayList<>(List.of(launcher, "learn", folder.toString(), "-o", output.toString()));
    command.addAll(
        RunDirectory.find(output).filter(run -> !run.isComplete()).isPresent()
            ? List.of("--resume")
            : List.of(
                "--minutes",
                Integer.toString(minutes),
                "--from",
                from,
                "--seed",
                Long.toString(SEED)));
    CommandRun run = CommandRun.of(command);
    Instrument instrument = Instrument.open(output.toString());
    GenerationTrial.Row row = trial.generated(instrument, instrument.card().sampling(), 1);
    LearnResults.Result result =
        new LearnResults.Result(
            count,
            minutes,
            from,
            run.end() / 60,
            run.mebibytes(),
            row.accuracy(),
            row.fad(),
            row.spread());
    results.add(result);
    System.out.println(result + "  " + row.classes());
  }

  private static boolean isMain(ImportedSound sound) {
    return List.of("kick", "snare", "hat-closed", "hat-open").contains(sound.soundClass());
  }
}
