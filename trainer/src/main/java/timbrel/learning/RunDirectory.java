package timbrel.learning;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import timbrel.audio.SampleFormat;
import timbrel.audio.Sound;
import timbrel.audio.WavFile;
import timbrel.nn.weights.Safetensors;
import timbrel.nn.weights.StoredType;
import timbrel.nn.weights.Tensor;
import timbrel.nn.weights.WeightFile;
import timbrel.nn.weights.WeightMap;

/// Everything a run leaves behind while it goes on, in a folder beside the instrument:
/// `config.json`, `import.csv`, `losses.csv`, `checkpoints/` and `examples/`.
///
/// Every file that a resumed run reads is written beside its place, forced to the disk and then
/// renamed, so a kill at any moment leaves the old one or the new one.
public final class RunDirectory {
  private static final String CONFIG = "config.json";
  private static final String LOSSES = "losses.csv";
  private static final String WISH = "wish";
  private static final String CHECKPOINTS = "checkpoints";

  private final Path path;

  private RunDirectory(Path path) {
    this.path = path;
  }

  /// Where the run of an instrument file lives: `my.timbrel` has `my.timbrel.run`.
  public static Path besides(Path output) {
    return output.resolveSibling(output.getFileName() + ".run");
  }

  /// Starts a new run; what an earlier one left in the same place goes.
  public static RunDirectory create(LearnConfig config, String version) {
    Path path = besides(config.output().toAbsolutePath());
    try {
      deleteTree(path);
      Files.createDirectories(path.resolve(CHECKPOINTS));
      Files.createDirectories(path.resolve("examples"));
    } catch (IOException e) {
      throw new UncheckedIOException("run directory " + path + " cannot be made", e);
    }
    RunDirectory run = new RunDirectory(path);
    run.append(LOSSES, "");
    JsonObject json = config.toJson();
    json.addProperty("timbrel", version);
    run.replace(CONFIG, new GsonBuilder().setPrettyPrinting().create().toJson(json));
    return run;
  }

  /// The run of an instrument file, if there is one to go on with.
  public static Optional<RunDirectory> find(Path output) {
    Path path = besides(output.toAbsolutePath());
    return Files.isRegularFile(path.resolve(CONFIG))
        ? Optional.of(new RunDirectory(path))
        : Optional.empty();
  }

  public Path path() {
    return path;
  }

  /// What somebody outside of this process wishes of the run: `pause` or `finish`, in the file
  /// `wish`.
  public enum Wish {
    NONE,
    /// Keep a checkpoint and end, to go on later.
    PAUSE,
    /// End with what is learnt so far.
    FINISH
  }

  /// The wish that waits to be granted.
  public Wish wish() {
    try {
      return switch (Files.readString(path.resolve(WISH)).strip()) {
        case "pause" -> Wish.PAUSE;
        case "finish" -> Wish.FINISH;
        default -> Wish.NONE;
      };
    } catch (IOException e) {
      return Wish.NONE;
    }
  }

  /// Forgets the wish, as a run does that begins or goes on.
  public void forgetWish() {
    try {
      Files.deleteIfExists(path.resolve(WISH));
    } catch (IOException e) {
      throw new UncheckedIOException(path.resolve(WISH) + " cannot be removed", e);
    }
  }

  /// The losses so far, one line for each time they were logged.
  public Path losses() {
    return path.resolve(LOSSES);
  }

  /// What this run was asked for.
  public LearnConfig config() {
    Path file = path.resolve(CONFIG);
    try {
      return LearnConfig.fromJson(JsonParser.parseString(Files.readString(file)).getAsJsonObject());
    } catch (IOException e) {
      throw new UncheckedIOException("run directory has no readable " + file, e);
    } catch (JsonParseException
        | IllegalStateException
        | NullPointerException
        | NumberFormatException e) {
      throw new IllegalArgumentException(
          file + " is damaged: " + e.getMessage() + "; start the run anew without --resume", e);
    }
  }

  /// Replaces a text file as a whole.
  public void replace(String name, String text) {
    Path target = path.resolve(name);
    Path beside = path.resolve(name + ".new");
    try {
      try {
        Files.writeString(beside, text);
        force(beside);
        Files.move(
            beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(beside);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(target + " cannot be written", e);
    }
  }

  /// Replaces a checkpoint as a whole.
  public void saveCheckpoint(String name, Map<String, Tensor> state) {
    Path file = checkpointFile(name);
    Safetensors.write(
        file, new WeightFile(WeightMap.of(file.toString(), state), Map.of()), StoredType.F32);
  }

  /// The last checkpoint of that name.
  public Optional<WeightMap> checkpoint(String name) {
    Path file = checkpointFile(name);
    return Files.isRegularFile(file)
        ? Optional.of(Safetensors.read(file).weights())
        : Optional.empty();
  }

  private Path checkpointFile(String name) {
    return path.resolve(CHECKPOINTS).resolve(name + ".safetensors");
  }

  /// Adds a line to the losses: phase, step, then `name=value` pairs.
  public void logLosses(String phase, long step, SequencedMap<String, Double> losses) {
    StringBuilder line = new StringBuilder(phase).append(',').append(step);
    losses.forEach(
        (name, value) -> line.append(String.format(Locale.ROOT, ",%s=%.5g", name, value)));
    append(LOSSES, line.append('\n').toString());
  }

  private void append(String name, String text) {
    try {
      Files.writeString(
          path.resolve(name), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(path.resolve(name) + " cannot be written", e);
    }
  }

  /// Keeps a sound to listen to.
  public void saveExample(String name, float[] samples, int sampleRate) {
    Path file = path.resolve("examples").resolve(name + ".wav");
    WavFile.write(file, new Sound(samples, sampleRate), SampleFormat.PCM_16);
  }

  /// Forgets a sound to listen to, if it is there.
  public void removeExample(String name) {
    Path file = path.resolve("examples").resolve(name + ".wav");
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be removed", e);
    }
  }

  /// Whether the run came to its end, so that there is nothing to go on with.
  public boolean isComplete() {
    return !Files.isDirectory(path.resolve(CHECKPOINTS));
  }

  /// Removes what only a resumed run would need, once the instrument is written.
  public void dropCheckpoints() {
    Path dropped = path.resolve(CHECKPOINTS + ".dropped"); // gone at once, or there as a whole
    try {
      deleteTree(dropped);
      if (!isComplete()) {
        Files.move(path.resolve(CHECKPOINTS), dropped, StandardCopyOption.ATOMIC_MOVE);
        deleteTree(dropped);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("checkpoints in " + path + " cannot be removed", e);
    }
  }

  private static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    try (var walk = Files.walk(root)) {
      for (Path file : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
