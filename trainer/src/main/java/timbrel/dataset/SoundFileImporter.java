package timbrel.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Turns one file into its training sounds. Used by several threads at once.
final class SoundFileImporter {
  private final Path folder;
  private final Manifest manifest;
  private final Map<String, String> groups;
  private final ImportOptions options;

  /// The sounds of a file and its rows in the report.
  record Result(List<Similarity.Printed> sounds, List<ImportReport.Row> rows) {
    static Result refused(String file, Refusal refusal, String detail) {
      return new Result(List.of(), List.of(ImportReport.Row.refused(file, 0, refusal, detail)));
    }
  }

  SoundFileImporter(
      Path folder, Manifest manifest, Map<String, String> groups, ImportOptions options) {
    this.folder = folder;
    this.manifest = manifest;
    this.groups = groups;
    this.options = options;
  }

  /// Never throws for what a file holds.
  Result read(String file) {
    try {
      Optional<Manifest.Entry> entry = manifest.of(file);
      boolean withDigest = entry.isPresent() && !entry.get().sha256().isEmpty();
      TakeReader reader = new TakeReader(options, withDigest);
      AudioDecoder.decode(folder.resolve(file), options.limits(), reader);
      return result(file, entry, reader.take());
    } catch (SoundRefusedException e) {
      return Result.refused(file, e.refusal(), String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // not foreseen, but still no reason to lose the other files
      return Result.refused(file, Refusal.DAMAGED, "could not be imported: " + e);
    }
  }

  private Result result(String file, Optional<Manifest.Entry> listed, TakeReader.Take take) {
    List<String> notes = new ArrayList<>();
    if (take.clipped()) {
      notes.add("clipped");
    }
    Manifest.Entry entry = listed.orElse(Manifest.Entry.NONE);
    boolean isDescribed =
        take.format().channels() > 1
            || entry.sha256().isEmpty()
            || entry.sha256().equalsIgnoreCase(take.sha256());
    if (!isDescribed) {
      notes.add("not the sound that the manifest describes (SHA-256), so its entry is not used");
      entry = Manifest.Entry.NONE;
    }
    String note = String.join("; ", notes);
    List<Similarity.Printed> sounds = new ArrayList<>();
    List<ImportReport.Row> rows = new ArrayList<>();
    for (TakeReader.TakenHit hit : take.hits()) {
      ImportedSound sound = describe(file, take.format(), entry, hit);
      sounds.add(new Similarity.Printed(sound, Fingerprint.of(sound.samples())));
      rows.add(ImportReport.Row.taken(file, hit.number(), sound, note));
    }
    take.refused()
        .forEach((why, n) -> rows.add(ImportReport.Row.refused(file, 0, why, hits(why, n))));
    return new Result(sounds, rows);
  }

  private String hits(Refusal why, int count) {
    String most =
        why == Refusal.LIBRARY_FULL
            ? ", at most %d of one recording are taken".formatted(options.maxHitsPerTake())
            : "";
    return "%d %s of this recording%s".formatted(count, count == 1 ? "hit" : "hits", most);
  }

  private ImportedSound describe(
      String file, StreamFormat format, Manifest.Entry entry, TakeReader.TakenHit taken) {
    HitShaper.Hit hit = taken.hit();
    String ownGroup = groups.getOrDefault(file, file);
    String group = entry.group().isEmpty() ? ownGroup : entry.group();
    return new ImportedSound(
        taken.number() == 0 ? file : "%s#%04d".formatted(file, taken.number()),
        folder.resolve(file),
        soundClass(file, entry, hit.samples()),
        group,
        entry.cluster().isEmpty() ? group : entry.cluster(),
        hit.samples(),
        entry.gainDb() + hit.gainDb(),
        0,
        entry.licence().isEmpty() ? ImportedSound.UNKNOWN_LICENCE : entry.licence(),
        entry.attribution(),
        entry.lossyOrigin() || format.lossy(),
        taken.startSeconds());
  }

  /// What the folders say, else the manifest, else the name of the imported folder itself if that
  /// is a class, else the file's name if it tells one, else the classifier.
  private String soundClass(String file, Manifest.Entry entry, float[] samples) {
    List<String> parts = Arrays.asList(file.split("/"));
    if (parts.size() > 1) {
      return ClassNames.ofFolders(parts.subList(0, parts.size() - 1));
    }
    if (!entry.soundClass().isEmpty()) {
      return ClassNames.ofFolders(List.of(entry.soundClass()));
    }
    Path own = folder.toAbsolutePath().normalize().getFileName();
    return ClassNames.known(own == null ? "" : own.toString())
        .or(() -> ClassNames.ofFile(file.replaceFirst("\\.[^.]*$", "")))
        .orElseGet(() -> options.classifier().classify(samples));
  }
}
