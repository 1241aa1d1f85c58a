package timbrel.dataset;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// Turns one file into its training sounds. Used by several threads at once.
final class SoundFileImporter {
  private final Path folder;
  private final Manifest manifest;
  private final ImportOptions options;

  /// The sounds of a file and its rows in the report.
  record Result(List<ImportedSound> sounds, List<ImportReport.Row> rows) {}

  SoundFileImporter(Path folder, Manifest manifest, ImportOptions options) {
    this.folder = folder;
    this.manifest = manifest;
    this.options = options;
  }

  Result read(String file) {
    try {
      AudioDecoder.Decoded decoded = AudioDecoder.read(folder.resolve(file), options.limits());
      StreamFormat format = decoded.format();
      if (format.sampleRate() != ImportedSound.SAMPLE_RATE) {
        throw new SoundRefusedException(
            Refusal.SAMPLE_RATE, "not 44100 Hz, and there is no resampler yet");
      }
      for (float[] channel : decoded.channels()) {
        new HighPass(format.sampleRate()).process(channel, channel.length, 0);
      }
      int maxSamples = (int) (options.maxSoundSeconds() * ImportedSound.SAMPLE_RATE);
      HitShaper.Hit hit = HitShaper.shape(Mixdown.toMono(decoded.channels()), maxSamples);
      ImportedSound sound = describe(file, format, hit);
      return new Result(List.of(sound), List.of(ImportReport.Row.taken(file, 0, sound, "")));
    } catch (SoundRefusedException e) {
      return new Result(
          List.of(),
          List.of(ImportReport.Row.refused(file, 0, e.refusal(), String.valueOf(e.getMessage()))));
    }
  }

  private ImportedSound describe(String file, StreamFormat format, HitShaper.Hit hit) {
    List<String> parts = Arrays.asList(file.split("/"));
    List<String> folders = parts.subList(0, parts.size() - 1);
    String soundClass =
        folders.isEmpty()
            ? options.classifier().classify(hit.samples())
            : ClassNames.ofFolders(folders);
    Manifest.Entry entry =
        manifest.of(file).orElse(new Manifest.Entry(file, file, "", "", "", 0, format.lossy(), ""));
    return new ImportedSound(
        file,
        folder.resolve(file),
        soundClass,
        entry.group().isEmpty() ? file : entry.group(),
        entry.cluster().isEmpty() ? file : entry.cluster(),
        hit.samples(),
        entry.gainDb() + hit.gainDb(),
        0,
        entry.licence().isEmpty() ? ImportedSound.UNKNOWN_LICENCE : entry.licence(),
        entry.attribution(),
        entry.lossyOrigin(),
        (double) hit.start() / ImportedSound.SAMPLE_RATE);
  }
}
