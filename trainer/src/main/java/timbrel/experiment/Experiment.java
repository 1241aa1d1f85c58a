package timbrel.experiment;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import timbrel.instrument.TimbrelVersion;
import timbrel.learning.LearnListener;
import timbrel.training.Torch;

/// Runs an experiment: every arm from every seed, what is done already excepted; then the table,
/// the audio wall and the JSON.
public final class Experiment {
  private final ExperimentSpec spec;
  private final TokenData data;
  private final LearnListener listener;
  private final BooleanSupplier cancelled;

  /// @param cancelled asked often; once true the experiment stops soon, to go on another time
  public Experiment(
      ExperimentSpec spec, TokenData data, LearnListener listener, BooleanSupplier cancelled) {
    this.spec = spec;
    this.data = data;
    this.listener = listener;
    this.cancelled = cancelled;
  }

  /// @param root where experiments lie; this one gets a folder of its name in it
  /// @param threads of libtorch; with more than one, last bits may differ from run to run
  /// @throws StoppedException if that was asked for
  public ExperimentResult run(Path root, int threads) {
    Torch.start(threads);
    ExperimentFolder folder = ExperimentFolder.open(root, spec.name(), about());
    TokenTraining training = new TokenTraining(spec, folder, listener, cancelled);
    Arms arms =
        switch (spec.kind()) {
          case TOKENS -> new TokenArms(spec, data, folder, training);
          case QUANTIZER -> new QuantizerArms(spec, data, listener, cancelled);
        };
    List<Trial> trials = new ArrayList<>();
    for (ExperimentSpec.Arm arm : spec.arms()) {
      for (long seed : spec.seeds()) {
        trials.add(folder.trial(arm, seed).orElseGet(() -> runOne(arms, folder, arm, seed)));
      }
    }
    ExperimentResult result =
        new ExperimentResult(spec, data.description(), trials, arms.reference(), folder.path());
    folder.write("result.json", ExperimentFolder.pretty(result.toJson()));
    folder.write("table.txt", new ResultTable(result).text());
    if (spec.kind() == ExperimentSpec.Kind.TOKENS) {
      List<String> classes = TokenArms.classesToMake(spec, data);
      folder.write("wall.html", new AudioWall(result, folder, classes).html());
    }
    return result;
  }

  private Trial runOne(Arms arms, ExperimentFolder folder, ExperimentSpec.Arm arm, long seed) {
    if (cancelled.getAsBoolean()) {
      throw new StoppedException();
    }
    listener.phase("%s: %s, seed %d".formatted(spec.name(), arm.name(), seed));
    Trial trial = arms.run(arm, seed);
    folder.keep(arm, trial);
    return trial;
  }

  private JsonObject about() {
    JsonObject about = new JsonObject();
    about.addProperty("timbrel", TimbrelVersion.CURRENT);
    about.addProperty("sounds", data.description());
    about.addProperty("fingerprint", data.fingerprint());
    JsonArray classes = new JsonArray();
    data.classes().forEach(classes::add);
    about.add("classes", classes);
    about.add("spec", spec.json());
    return about;
  }
}
