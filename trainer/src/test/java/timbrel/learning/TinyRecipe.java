package timbrel.learning;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import timbrel.audio.SampleFormat;
import timbrel.audio.Sound;
import timbrel.audio.WavFile;
import timbrel.codec.CodecConfig;
import timbrel.codec.StackConfig;
import timbrel.evaluation.ClassifierTrainer;
import timbrel.evaluation.EvaluationSize;
import timbrel.lm.CodebookPattern;
import timbrel.lm.LmConfig;
import timbrel.lm.MlpActivation;
import timbrel.lm.Positions;
import timbrel.training.CodecObjective;
import timbrel.training.CodecTrainingConfig;
import timbrel.training.LmTrainingConfig;

/// A recipe that takes seconds, and sounds for it.
final class TinyRecipe {
  static final CodecConfig CODEC =
      new CodecConfig(
          44_100,
          512,
          128,
          4,
          new StackConfig(8, 1, 3, 1),
          new StackConfig(12, 1, 3, 1),
          4,
          2,
          16,
          new StackConfig(12, 1, 3, 1),
          new StackConfig(8, 1, 3, 1),
          false,
          0);

  static final Recipe RECIPE =
      new Recipe(
          CODEC,
          new CodecTrainingConfig(4, 4, 8, 1e-3, 10, 0.7, 2, false, CodecObjective.WAVES),
          new CodecTrainingConfig(4, 4, 8, 1e-4, 0, 0.7, 2, true, CodecObjective.WAVES),
          new LmConfig(
              2,
              16,
              16,
              1,
              2,
              32,
              Positions.ROTARY,
              MlpActivation.GELU,
              CodebookPattern.DELAY,
              176,
              1,
              7,
              0),
          LmTrainingConfig.DEFAULT.withBatch(4),
          LmTrainingConfig.DEFAULT.withBatch(4),
          1,
          new ClassifierTrainer.Options(5, 4, 1),
          new EvaluationSize(
              3, false, 3, 1, new ClassifierTrainer.Options(5, 4, 1), false, 1, 1, 2));

  private TinyRecipe() {}

  /// A folder with `perClass` short sounds of each of three classes.
  static Path sounds(Path folder, int perClass) throws IOException {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    for (String name : new String[] {"kick", "snare", "tom"}) {
      Path ofClass = Files.createDirectories(folder.resolve(name));
      for (int i = 0; i < perClass; i++) {
        WavFile.write(
            ofClass.resolve(name + (char) ('a' + i) + ".wav"),
            new Sound(hit(name, i, random), 44_100),
            SampleFormat.PCM_16);
      }
    }
    return folder;
  }

  private static float[] hit(String name, int i, RandomGenerator random) {
    float[] hit = new float[6000 + 500 * i];
    double frequency = (name.equals("kick") ? 50 : 200) * (1 + 0.17 * i);
    for (int t = 0; t < hit.length; t++) {
      double tone = Math.sin(2 * Math.PI * frequency * t / 44_100);
      double noise = name.equals("snare") ? random.nextGaussian() : 0;
      hit[t] = (float) (0.5 * Math.exp(-t / (800.0 + 200 * i)) * (tone + 0.5 * noise));
    }
    return hit;
  }
}
