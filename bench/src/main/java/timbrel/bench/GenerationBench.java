package timbrel.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import timbrel.classifier.DrumClassifier;
import timbrel.dataset.ImportOptions;
import timbrel.dataset.ImportedSound;
import timbrel.dataset.SoundLibrary;
import timbrel.dataset.Split;
import timbrel.evaluation.ClassifierTrainer;
import timbrel.evaluation.GenerationTrial;
import timbrel.instrument.Instrument;
import timbrel.learning.LearnRun;
import timbrel.lm.Sampling;
import timbrel.nn.weights.Safetensors;
import timbrel.nn.weights.StoredType;
import timbrel.nn.weights.WeightFile;
import timbrel.nn.weights.WeightMap;
import timbrel.training.Torch;

/// How good hits are, for several ways of making them, by one judge: sampling settings,
/// instruments, codecs.
///
/// Arguments: the folder of sounds; a file where the judge is kept, trained when it is not there;
/// hits of each class; then ways. A way is an instrument's name and, after a colon, settings that
/// differ from its own, such as `starter:guidance=3,temperature=0.8,topP=0.9,topK=0,candidates=4,variation=0.2`.
/// `starter:codebooks=4` sends held-out recordings through four codebooks instead of generating,
/// and `starter:recorded` shows them as they are. The split is that of the first instrument.
public final class GenerationBench {
  private static final int MOST_CODEC_SOUNDS = 250;

  private GenerationBench() {}

  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    Path judgeFile = Path.of(arguments[1]);
    int hitsPerClass = Integer.parseInt(arguments[2]);
    List<String> ways = List.of(arguments).subList(3, arguments.length);
    Instrument first = Instrument.open(nameOf(ways.getFirst()));
    long splitSeed = first.card().seeds().getOrDefault("learn", 1L);
    Split split =
        Split.of(
            SoundLibrary.scan(folder, ImportOptions.DEFAULT, (done, total, file) -> {}).sounds(),
            LearnRun.VALIDATION_SHARE,
            splitSeed);
    GenerationTrial trial =
        new GenerationTrial(
            split, judge(split, first.card().classes(), judgeFile), hitsPerClass, 1);
    System.out.println(GenerationTrial.Row.HEADER);
    for (String way : ways) {
      if (way.endsWith(":codec")) {
        System.out.println(way);
        System.out.println(trial.codec(Instrument.open(nameOf(way)).codec(), MOST_CODEC_SOUNDS));
        continue;
      }
      GenerationTrial.Row row = measure(trial, way);
      System.out.printf("%s  %s%n      %s%n", row, way, row.classes());
    }
  }

  private static DrumClassifier judge(Split split, List<String> classes, Path file) {
    if (!Files.exists(file)) {
      Torch.start(1);
      List<ClassifierTrainer.Example> examples = new ArrayList<>();
      for (ImportedSound sound : split.training()) {
        examples.add(
            new ClassifierTrainer.Example(sound.samples(), classes.indexOf(sound.soundClass())));
      }
      WeightMap weights =
          ClassifierTrainer.train(
              classes,
              examples,
              ClassifierTrainer.Options.QUICK.scaledTo(examples.size()),
              (step, steps, loss) -> {});
      Safetensors.write(file, new WeightFile(weights, Map.of()), StoredType.F32);
    }
    return DrumClassifier.from(Safetensors.read(file).weights(), classes);
  }

  private static GenerationTrial.Row measure(GenerationTrial trial, String way) {
    Instrument instrument = Instrument.open(nameOf(way));
    Sampling sampling = instrument.card().sampling();
    int candidates = 1;
    for (String setting : settingsOf(way)) {
      String[] pair = setting.split("=");
      switch (pair[0]) {
        case "recorded" -> {
          return trial.recorded(instrument.codec());
        }
        case "codebooks" -> {
          return trial.reconstructed(instrument.codec(), Integer.parseInt(pair[1]));
        }
        case "guidance" -> sampling = sampling.withGuidance(Float.parseFloat(pair[1]));
        case "temperature" -> sampling = sampling.withTemperature(Float.parseFloat(pair[1]));
        case "topP" -> sampling = sampling.withTopP(Float.parseFloat(pair[1]));
        case "topK" -> sampling = sampling.withTopK(Integer.parseInt(pair[1]));
        case "variation" -> sampling = sampling.withVariation(Double.parseDouble(pair[1]));
        case "candidates" -> candidates = Integer.parseInt(pair[1]);
        default -> throw new IllegalArgumentException("unknown setting " + setting);
      }
    }
    return trial.generated(instrument, sampling, candidates);
  }

  private static String nameOf(String way) {
    int colon = way.indexOf(':');
    return colon < 0 ? way : way.substring(0, colon);
  }

  private static List<String> settingsOf(String way) {
    int colon = way.indexOf(':');
    return colon < 0 ? List.of() : List.of(way.substring(colon + 1).split(","));
  }
}
