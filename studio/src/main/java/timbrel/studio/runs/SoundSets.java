package timbrel.studio.runs;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import timbrel.studio.json.BadRequestException;
import timbrel.studio.workspace.Names;
import timbrel.studio.workspace.NotFoundException;
import timbrel.studio.workspace.Workspace;

/// Folders of sounds to learn from. Each has the files as they came (`raw/`), and the hits that the
/// import has made of them (`hits/`, with `manifest.csv` and `import.json`).
public final class SoundSets {
  /// One file.
  public static final long LARGEST_FILE = 512L << 20;

  private static final long LARGEST_SET = 4L << 30;
  private static final int MOST_FILES = 20_000;
  private static final Pattern HIT = Pattern.compile("[0-9]{5}-[\\w-]{1,60}\\.wav");
  private static final String LEFT_OUT_ENDING = ".left-out";

  private final Workspace workspace;
  private final Launcher launcher;
  private final Map<String, ImportChild> imports = new ConcurrentHashMap<>();
  private final Map<String, Content> contents = new ConcurrentHashMap<>();

  /// What has been uploaded so far.
  private record Content(int files, long bytes) {
    Content plus(long more) {
      return new Content(files + 1, bytes + more);
    }
  }

  public SoundSets(Workspace workspace, Launcher launcher) {
    this.workspace = workspace;
    this.launcher = launcher;
  }

  /// Makes an empty set and returns its id, which is like the wished name.
  public synchronized String create(String wish) {
    String name = Names.like(wish, "sounds");
    String id = name;
    for (int n = 2; Files.exists(workspace.sounds().resolve(id)); n++) {
      id = name.substring(0, Math.min(name.length(), 58)) + " " + n;
    }
    try {
      Files.createDirectories(folder(Names.checked(id)).resolve("raw"));
    } catch (IOException e) {
      throw new UncheckedIOException("a folder for the sounds cannot be made: " + e, e);
    }
    return id;
  }

  public JsonArray list() {
    JsonArray list = new JsonArray();
    SafeFiles.names(workspace.sounds()).stream()
        .filter(Names::isAllowed)
        .forEach(id -> list.add(state(id, false)));
    return list;
  }

  private Path folder(String id) {
    return Workspace.below(workspace.sounds(), id);
  }

  private Path existing(String id) {
    Path folder = folder(id);
    if (!Files.isDirectory(folder)) {
      throw new NotFoundException("there are no sounds '" + id + "'");
    }
    return folder;
  }

  /// Where the hits of a set lie.
  public Path hits(String id) {
    return existing(id).resolve("hits");
  }

  /// Takes one file; it appears when it has come whole.
  ///
  /// @throws BadRequestException if it is too large, or the set is full
  public void add(String id, String name, InputStream in) throws IOException {
    Path raw = existing(id).resolve("raw");
    Content content = contents.computeIfAbsent(id, key -> counted(raw));
    if (content.files() >= MOST_FILES || content.bytes() >= LARGEST_SET) {
      throw new BadRequestException(
          "these sounds are full: at most %d files and %d GB"
              .formatted(MOST_FILES, LARGEST_SET >> 30));
    }
    Path target = UploadName.below(raw, name);
    Files.createDirectories(target.getParent());
    Path part = Files.createTempFile(existing(id), "upload", ".part");
    try {
      long bytes = Upload.of(in).into(part);
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
      contents.computeIfPresent(id, (key, before) -> before.plus(bytes));
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static Content counted(Path raw) {
    Content[] content = {new Content(0, 0)};
    try (var walk = Files.walk(raw)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        content[0] = content[0].plus(Files.size(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the sounds cannot be counted: " + e, e);
    }
    return content[0];
  }

  /// Starts the import, which decodes the files in a process of its own.
  public synchronized void check(String id) {
    Path folder = existing(id);
    ImportChild running = imports.get(id);
    if (running == null || !running.isRunning()) {
      imports.put(id, ImportChild.start(launcher, folder));
    }
  }

  /// @param withRows whether every file's fate is told
  public JsonObject state(String id, boolean withRows) {
    Path folder = existing(id);
    JsonObject json = new JsonObject();
    json.addProperty("id", id);
    ImportChild child = imports.get(id);
    boolean checked = Files.isRegularFile(folder.resolve("hits").resolve("import.json"));
    json.addProperty("state", child != null ? child.state() : checked ? "checked" : "new");
    if (child != null) {
      child.describe(json);
    }
    if (checked && withRows) {
      SafeFiles.json(folder.resolve("hits").resolve("import.json"))
          .ifPresent(report -> json.add("rows", withClasses(folder, report)));
    }
    return json;
  }

  private JsonArray withClasses(Path folder, JsonObject report) {
    HitManifest manifest = HitManifest.read(folder.resolve("hits"));
    JsonArray rows = report.getAsJsonArray("rows");
    for (JsonElement element : rows) {
      if (element instanceof JsonObject row && row.has("file")) {
        row.addProperty("class", manifest.soundClass(row.get("file").getAsString()));
      }
    }
    return rows;
  }

  /// Corrects classes by hand.
  ///
  /// @param classes by the names of hits; `-` leaves a hit out
  public synchronized void classify(String id, Map<String, String> classes) {
    HitManifest manifest = HitManifest.read(hits(id));
    classes.forEach((file, name) -> manifest.classify(checkedHit(file), name));
    manifest.write();
    classes.forEach((file, name) -> show(hits(id), file, !name.equals(HitManifest.LEFT_OUT)));
  }

  /// What is left out gets another ending, so that learning passes it over.
  private static void show(Path hits, String file, boolean used) {
    Path shown = hits.resolve(file);
    Path hidden = hits.resolve(file + LEFT_OUT_ENDING);
    try {
      if (used && Files.exists(hidden)) {
        Files.move(hidden, shown);
      } else if (!used && Files.exists(shown)) {
        Files.move(shown, hidden);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be renamed: " + e, e);
    }
  }

  private static String checkedHit(String file) {
    if (!HIT.matcher(file).matches()) {
      throw new BadRequestException("hit", file, "a name such as 00001-kick.wav");
    }
    return file;
  }

  /// The hits of a set that are to be learnt from, with their classes.
  public Map<String, String> classes(String id) {
    return HitManifest.read(hits(id)).hits();
  }

  /// The file of one hit.
  public Path hit(String id, String file) {
    Path shown = hits(id).resolve(checkedHit(file));
    Path path = Files.exists(shown) ? shown : hits(id).resolve(file + LEFT_OUT_ENDING);
    if (!Files.isRegularFile(path)) {
      throw new NotFoundException("there is no hit '" + file + "'");
    }
    return path;
  }

  public synchronized void delete(String id) {
    ImportChild child = imports.remove(id);
    if (child != null) {
      child.stop();
    }
    contents.remove(id);
    SafeFiles.deleteTree(existing(id));
  }
}
