package timbrel.experiment;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import timbrel.audio.SampleFormat;
import timbrel.audio.Sound;
import timbrel.audio.WavFile;
import timbrel.json.BoundedJson;
import timbrel.nn.weights.Safetensors;
import timbrel.nn.weights.StoredType;
import timbrel.nn.weights.Tensor;
import timbrel.nn.weights.WeightFile;
import timbrel.nn.weights.WeightMap;

/// Where an experiment keeps what is done, so that it goes on after a kill: `experiment.json` (what
/// was asked), a file for each arm and seed in `trials/`, sounds in `sounds/`, and beside all
/// experiments of a folder `trained/`, where arms that are the same share their weights.
///
/// Every file is written beside its place and renamed; a trial's file comes last, so where it is,
/// its sounds are.
public final class ExperimentFolder {
  private final Path path;
  private final Path trained;

  private ExperimentFolder(Path path, Path trained) {
    this.path = path;
    this.trained = trained;
  }

  /// Opens or makes the folder of one experiment.
  ///
  /// @param root of all experiments
  /// @param about the spec and its data; results of anything else are refused
  /// @throws IllegalArgumentException if the folder holds another experiment
  static ExperimentFolder open(Path root, String name, JsonObject about) {
    ExperimentFolder folder = new ExperimentFolder(root.resolve(name), root.resolve("trained"));
    try {
      Files.createDirectories(folder.path.resolve("trials"));
      Files.createDirectories(folder.path.resolve("sounds"));
      Files.createDirectories(folder.trained);
    } catch (IOException e) {
      throw new UncheckedIOException(folder.path + " cannot be made", e);
    }
    Optional<JsonObject> earlier = folder.read("experiment.json");
    if (earlier.isPresent() && !earlier.get().equals(about)) {
      throw new IllegalArgumentException(
          folder.path
              + " holds results of other settings or sounds; choose another folder with -o, or"
              + " remove it");
    }
    folder.write("experiment.json", pretty(about));
    return folder;
  }

  public Path path() {
    return path;
  }

  Optional<Trial> trial(ExperimentSpec.Arm arm, long seed) {
    return read(fileOf(arm, seed)).map(Trial::fromJson);
  }

  void keep(ExperimentSpec.Arm arm, Trial trial) {
    write(fileOf(arm, trial.seed()), pretty(trial.toJson()));
  }

  private static String fileOf(ExperimentSpec.Arm arm, long seed) {
    return "trials/" + fileName(arm.name()) + "-" + seed + ".json";
  }

  /// A name that every file system takes, different for different arms.
  private static String fileName(String arm) {
    String plain = arm.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    return plain + "-" + Integer.toHexString(arm.hashCode());
  }

  /// Where sound number `index` of a class lies.
  Path sound(String arm, long seed, String soundClass, int index) {
    String name = fileName(arm) + "-" + seed + "-" + fileName(soundClass) + "-" + index + ".wav";
    return path.resolve("sounds").resolve(name);
  }

  void keepSound(Path file, float[] samples, int rate) {
    WavFile.write(file, new Sound(samples, rate), SampleFormat.PCM_16);
  }

  /// Weights that were trained before, or the checkpoint of a training that goes on.
  Optional<WeightFile> weights(String key) {
    Path file = trained.resolve(key + ".safetensors");
    return Files.isRegularFile(file) ? Optional.of(Safetensors.read(file)) : Optional.empty();
  }

  void keepWeights(String key, Map<String, Tensor> weights, Map<String, String> metadata) {
    Path file = trained.resolve(key + ".safetensors");
    Safetensors.write(
        file, new WeightFile(WeightMap.of(file.toString(), weights), metadata), StoredType.F32);
  }

  void dropWeights(String key) {
    try {
      Files.deleteIfExists(trained.resolve(key + ".safetensors"));
    } catch (IOException e) {
      throw new UncheckedIOException(key + " cannot be removed from " + trained, e);
    }
  }

  /// Tells trainings apart by all that decides them.
  static String keyOf(JsonObject what) {
    byte[] text = what.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(TokenData.sha256().digest(text), 0, 10);
  }

  private Optional<JsonObject> read(String name) {
    Path file = path.resolve(name);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(BoundedJson.parseObject(Files.readString(file), file.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Replaces a file as a whole.
  void write(String name, String text) {
    Path file = path.resolve(name);
    Path beside = path.resolve(name + ".new");
    try {
      Files.writeString(beside, text);
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written", e);
    }
  }

  static String pretty(JsonElement json) {
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(json) + "\n";
  }
}
