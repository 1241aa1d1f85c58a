package timbrel.learning;

import java.util.LinkedHashMap;
import java.util.Optional;
import timbrel.classifier.DrumClassifier;
import timbrel.dataset.Import;
import timbrel.dataset.ImportListener;
import timbrel.dataset.ImportOptions;
import timbrel.dataset.SoundLibrary;
import timbrel.instrument.Instrument;
import timbrel.learning.LearnListener.Progress;

/// The first phase of a run: the folder's sounds, and in the run directory a table of what was
/// taken and what was refused.
final class ImportPhase {
  private final LearnConfig config;
  private final RunDirectory run;
  private final LearnListener listener;

  ImportPhase(RunDirectory run, LearnListener listener) {
    config = run.config();
    this.run = run;
    this.listener = listener;
  }

  /// @param parent whose classifier names the sounds that no folder names
  /// @throws NoSoundsException if the folder holds no sound that can be learnt from
  Import importSounds(Optional<Instrument> parent) {
    listener.phase("import");
    ImportOptions options =
        parent
            .flatMap(Instrument::classifier)
            .map(c -> ImportOptions.DEFAULT.withClassifier(samples -> nameOf(c, samples)))
            .orElse(ImportOptions.DEFAULT);
    Import imported = SoundLibrary.scan(config.folder(), options, progress(System.nanoTime()));
    run.replace("import.csv", imported.report().csv());
    imported.report().summary().lines().forEach(listener::message);
    listener.message("file by file: " + run.path().resolve("import.csv"));
    if (imported.sounds().isEmpty()) {
      throw new NoSoundsException(config.folder(), imported.report());
    }
    return imported;
  }

  private ImportListener progress(long start) {
    return (done, total, file) -> {
      double seconds = (System.nanoTime() - start) / 1e9;
      double left = seconds / done * (total - done);
      double share = (double) done / total;
      listener.progress(
          new Progress("import", share, done, new LinkedHashMap<>(), done / seconds, left));
    };
  }

  private static String nameOf(DrumClassifier classifier, float[] samples) {
    return classifier.classes().get(classifier.classify(samples).best());
  }
}
