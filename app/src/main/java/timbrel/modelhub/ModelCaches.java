package timbrel.modelhub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Where models lie on this computer: Timbrel's own folder, and the cache that Hugging Face's
/// libraries share, wherever the environment puts it.
public final class ModelCaches {
  private static final String CONFIG = "config.json";
  private static final int LONGEST_REFERENCE = 100;

  private final Path own;
  private final List<Path> shared;

  /// @param own Timbrel's folder for models
  /// @param environment of the process, for the places of the shared cache
  /// @param userHome where the shared cache is by default
  public ModelCaches(Path own, Map<String, String> environment, Path userHome) {
    this.own = own;
    Set<Path> places = new LinkedHashSet<>();
    add(places, environment.get("HF_HUB_CACHE"), "");
    add(places, environment.get("HUGGINGFACE_HUB_CACHE"), "");
    add(places, environment.get("HF_HOME"), "hub");
    add(places, environment.get("XDG_CACHE_HOME"), "huggingface/hub");
    places.add(userHome.resolve(".cache/huggingface/hub"));
    shared = List.copyOf(places);
  }

  private static void add(
      Set<Path> places, @org.jspecify.annotations.Nullable String folder, String below) {
    if (folder != null && !folder.isBlank()) {
      places.add(Path.of(folder).resolve(below));
    }
  }

  /// Those of this process.
  public static ModelCaches ofThisComputer() {
    return new ModelCaches(
        Path.of(System.getProperty("timbrel.home", ".timbrel")).resolve("models"),
        System.getenv(),
        Path.of(System.getProperty("user.home", ".")));
  }

  /// The folder that Timbrel downloads a model to.
  Path ownFolder(ModelName name) {
    return own.resolve(name.owner()).resolve(name.model());
  }

  /// The folder of a model, if it is on this computer.
  public Optional<Path> find(ModelName name) {
    if (Files.isRegularFile(ownFolder(name).resolve(CONFIG))) {
      return Optional.of(ownFolder(name));
    }
    return shared.stream().flatMap(cache -> snapshot(cache, name).stream()).findFirst();
  }

  /// The snapshot that `main` points to, or else the newest that is there.
  private static Optional<Path> snapshot(Path cache, ModelName name) {
    Path repository = cache.resolve("models--%s--%s".formatted(name.owner(), name.model()));
    Path reference = repository.resolve("refs/main");
    Path snapshots = repository.resolve("snapshots");
    try {
      if (Files.isRegularFile(reference) && Files.size(reference) <= LONGEST_REFERENCE) {
        String commit = Files.readString(reference, StandardCharsets.US_ASCII).strip();
        if (commit.matches("[A-Za-z0-9]+")
            && Files.isRegularFile(snapshots.resolve(commit).resolve(CONFIG))) {
          return Optional.of(snapshots.resolve(commit));
        }
      }
      if (!Files.isDirectory(snapshots)) {
        return Optional.empty();
      }
      try (Stream<Path> all = Files.list(snapshots)) {
        return all.filter(folder -> Files.isRegularFile(folder.resolve(CONFIG)))
            .max(java.util.Comparator.comparing(ModelCaches::modified));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(repository + ": cannot be read", e);
    }
  }

  private static java.nio.file.attribute.FileTime modified(Path folder) {
    try {
      return Files.getLastModifiedTime(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
