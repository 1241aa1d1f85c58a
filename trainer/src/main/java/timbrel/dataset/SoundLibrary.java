package timbrel.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Imports a folder of recordings: decodes every file, cuts, levels and names its sounds, drops
/// what is there twice.
public final class SoundLibrary {
  private static final String NOTICE = "ATTRIBUTION.md";
  private static final int MAX_NOTICE_BYTES = 1 << 18;

  private final Path folder;
  private final ImportOptions options;
  private final List<Similarity.Printed> sounds = new ArrayList<>();
  private final List<ImportReport.Row> rows = new ArrayList<>();
  private double seconds;

  private SoundLibrary(Path folder, ImportOptions options) {
    this.folder = folder;
    this.options = options;
  }

  /// Imports every sound below a folder. A file that cannot be used is a row in the report, never
  /// an exception. The result does not depend on the number of threads.
  ///
  /// @throws UncheckedIOException when the folder itself cannot be read
  /// @throws ImportInterruptedException when the calling thread is interrupted before the last file
  public static Import scan(Path folder, ImportOptions options, ImportListener listener) {
    try {
      FolderWalk walk = FolderWalk.of(folder);
      SoundLibrary library = new SoundLibrary(folder, options);
      library.rows.addAll(walk.refused());
      Manifest manifest = library.manifest();
      var importer = new SoundFileImporter(folder, manifest, GroupNames.of(walk.files()), options);
      library.importAll(ImportOrder.of(walk.files()), importer, listener);
      return library.result(notice(folder, manifest));
    } catch (IOException e) {
      throw new UncheckedIOException("folder " + folder + " cannot be read: " + e.getMessage(), e);
    }
  }

  private Manifest manifest() {
    try {
      return Manifest.read(folder);
    } catch (IOException e) {
      rows.add(
          ImportReport.Row.refused(
              Manifest.FILE_NAME, 0, Refusal.UNREADABLE, "not used: " + e.getMessage()));
      return Manifest.EMPTY;
    }
  }

  private void importAll(List<String> files, SoundFileImporter importer, ImportListener listener) {
    ExecutorService pool = Executors.newFixedThreadPool(options.threads());
    try {
      Deque<Future<SoundFileImporter.Result>> ahead = new ArrayDeque<>();
      int next = 0;
      for (int done = 0; done < files.size(); done++) {
        // few files ahead, so that memory stays bounded
        while (next < files.size() && ahead.size() < 2 * options.threads()) {
          String file = files.get(next++);
          ahead.add(pool.submit(() -> importer.read(file)));
        }
        // a future that is done does not look whether its reader was interrupted
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        take(ahead.removeFirst().get());
        listener.progress(done + 1, files.size(), files.get(done));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ImportInterruptedException(sounds.size());
    } catch (ExecutionException e) {
      throw new IllegalStateException("import failed: " + e.getCause(), e);
    } finally {
      stop(pool);
    }
  }

  /// Waits for files in work, as they hold native memory: also where it was an interrupt that ended
  /// the import, but no longer than until the next one.
  private static void stop(ExecutorService pool) {
    pool.shutdownNow();
    boolean interrupted = Thread.interrupted();
    try {
      // an interrupted import has its own exception
      if (!pool.awaitTermination(1, TimeUnit.MINUTES) && !interrupted) {
        throw new IllegalStateException("a file is still being decoded after a minute");
      }
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void take(SoundFileImporter.Result result) {
    double length = result.sounds().stream().mapToDouble(p -> p.sound().seconds()).sum();
    if (length > 0 && seconds + length > options.maxTotalSeconds()) {
      rows.add(
          ImportReport.Row.refused(
              result.rows().getFirst().file(),
              0,
              Refusal.LIBRARY_FULL,
              "at most %.0f s of sound are taken in all".formatted(options.maxTotalSeconds())));
      return;
    }
    seconds += length;
    sounds.addAll(result.sounds());
    rows.addAll(result.rows());
  }

  private Import result(String notice) {
    Similarity.Result compared = Similarity.compare(sounds, options.dropNearDuplicates());
    ImportReport report = new ImportReport(rows).withDuplicates(compared.duplicates());
    return new Import(folder, Velocities.ranked(compared.kept()), report, notice);
  }

  /// The credits in full, if they lie with the sounds or beside the folder of a manifest.
  private static String notice(Path folder, Manifest manifest) {
    Path file = folder.resolve(NOTICE);
    Path parent = folder.toAbsolutePath().normalize().getParent();
    if (!Files.isRegularFile(file) && manifest.size() > 0 && parent != null) {
      file = parent.resolve(NOTICE);
    }
    try {
      boolean usable = Files.isRegularFile(file) && Files.size(file) <= MAX_NOTICE_BYTES;
      return usable ? Files.readString(file) : "";
    } catch (IOException e) {
      return ""; // the credits of each sound are in the manifest as well
    }
  }
}
