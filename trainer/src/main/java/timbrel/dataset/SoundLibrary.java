package timbrel.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Imports a folder of recordings.
public final class SoundLibrary {
  private SoundLibrary() {}

  /// Imports every sound below a folder. A file that cannot be used is a row in the report, never
  /// an exception.
  ///
  /// @throws UncheckedIOException when the folder itself cannot be read
  public static Import scan(Path folder, ImportOptions options, ImportListener listener) {
    try {
      FolderWalk walk = FolderWalk.of(folder);
      Manifest manifest = Manifest.read(folder);
      SoundFileImporter importer = new SoundFileImporter(folder, manifest, options);
      List<SoundFileImporter.Result> results = importAll(walk, importer, options, listener);
      return collect(folder, walk, results);
    } catch (IOException e) {
      throw new UncheckedIOException("folder " + folder + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static List<SoundFileImporter.Result> importAll(
      FolderWalk walk, SoundFileImporter importer, ImportOptions options, ImportListener listener) {
    List<SoundFileImporter.Result> results = new ArrayList<>();
    ExecutorService pool = Executors.newFixedThreadPool(options.threads());
    try {
      List<String> files = walk.files();
      List<Future<SoundFileImporter.Result>> ahead = new ArrayList<>();
      int next = 0;
      for (int done = 0; done < files.size(); done++) {
        while (next < files.size() && ahead.size() < 4 * options.threads()) {
          String file = files.get(next++);
          ahead.add(pool.submit(() -> importer.read(file)));
        }
        results.add(ahead.removeFirst().get());
        listener.progress(done + 1, files.size(), files.get(done));
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ImportInterruptedException(results.size());
    } catch (ExecutionException e) {
      throw new IllegalStateException("import failed: " + e.getCause(), e);
    } finally {
      pool.shutdownNow();
    }
  }

  private static Import collect(
      Path folder, FolderWalk walk, List<SoundFileImporter.Result> results) {
    List<ImportedSound> sounds = new ArrayList<>();
    List<ImportReport.Row> rows = new ArrayList<>(walk.refused());
    for (SoundFileImporter.Result result : results) {
      sounds.addAll(result.sounds());
      rows.addAll(result.rows());
    }
    rows.sort(Comparator.comparing(ImportReport.Row::file).thenComparing(ImportReport.Row::hit));
    return new Import(folder, Velocities.ranked(sounds), new ImportReport(rows));
  }
}
