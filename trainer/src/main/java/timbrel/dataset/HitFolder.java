package timbrel.dataset;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import timbrel.audio.SampleFormat;
import timbrel.audio.Sound;
import timbrel.audio.WavFile;

/// Writes what an import has taken as a folder that can be imported again, with the same result:
/// one WAV file for each hit, and a `manifest.csv` with its class, group, level and licence.
public final class HitFolder {
  /// What became of each file, as JSON.
  public static final String REPORT = "import.json";

  private static final List<String> COLUMNS =
      List.of(
          "file",
          "class",
          "group",
          "cluster",
          "licence",
          "author",
          "gain_db",
          "lossy_origin",
          "original");
  private static final int LONGEST_STEM = 60;

  private HitFolder() {}

  /// @param folder must be there
  public static void write(Import imported, Path folder) {
    Map<String, String> files = new HashMap<>();
    StringBuilder manifest = new StringBuilder(String.join(",", COLUMNS)).append('\n');
    for (ImportedSound sound : imported.sounds()) {
      String file = fileName(files.size() + 1, sound);
      files.put(sound.id(), file);
      WavFile.write(
          folder.resolve(file),
          new Sound(sound.samples(), ImportedSound.SAMPLE_RATE),
          SampleFormat.PCM_24);
      manifest.append(row(file, sound)).append('\n');
    }
    try {
      Files.writeString(folder.resolve(Manifest.FILE_NAME), manifest);
      if (!imported.notice().isEmpty()) {
        Files.writeString(folder.resolve("ATTRIBUTION.md"), imported.notice());
      }
      Files.writeString(folder.resolve(REPORT), report(imported, files).toString());
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be written", e);
    }
  }

  private static String fileName(int number, ImportedSound sound) {
    String path = sound.path().getFileName().toString();
    int dot = path.lastIndexOf('.');
    String stem = (dot > 0 ? path.substring(0, dot) : path).replaceAll("[^\\w-]+", "_");
    String shortened = stem.length() > LONGEST_STEM ? stem.substring(0, LONGEST_STEM) : stem;
    return String.format(Locale.ROOT, "%05d-%s.wav", number, shortened);
  }

  private static String row(String file, ImportedSound sound) {
    List<String> cells =
        List.of(
            file,
            sound.soundClass(),
            sound.group(),
            sound.cluster(),
            sound.licence().equals(ImportedSound.UNKNOWN_LICENCE) ? "" : sound.licence(),
            sound.attribution(),
            String.format(Locale.ROOT, "%.3f", sound.gainDb()),
            sound.lossyOrigin() ? "1" : "0",
            sound.id());
    return String.join(",", cells.stream().map(HitFolder::cell).toList());
  }

  private static String cell(String text) {
    return '"' + text.replace("\"", "\"\"").replaceAll("[\\r\\n]+", " ") + '"';
  }

  private static JsonObject report(Import imported, Map<String, String> files) {
    JsonArray rows = new JsonArray();
    for (ImportReport.Row row : imported.report().rows()) {
      JsonObject json = new JsonObject();
      json.addProperty("from", row.file());
      json.addProperty("hit", row.hit());
      json.addProperty("taken", row.taken());
      json.addProperty("class", row.soundClass());
      json.addProperty("seconds", row.seconds());
      json.addProperty("why", row.refusal().map(Refusal::text).orElse(""));
      json.addProperty("detail", row.detail());
      if (row.taken()) {
        json.addProperty("file", files.get(row.id()));
      }
      rows.add(json);
    }
    JsonObject report = new JsonObject();
    report.add("rows", rows);
    return report;
  }
}
