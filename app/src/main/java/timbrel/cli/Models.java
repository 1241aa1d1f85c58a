package timbrel.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import timbrel.codec.pretrained.PretrainedCodec;
import timbrel.codec.waveform.WaveformCodec;
import timbrel.instrument.Instrument;
import timbrel.modelhub.ModelHub;
import timbrel.modelhub.ModelName;

/// Opens what a user named as a model: an instrument, or a codec that others have trained.
public final class Models {
  /// How commands describe what they take.
  static final String DESCRIPTION =
      "a .timbrel file or 'starter'; or an EnCodec or DAC model: a folder in Hugging Face layout, or"
          + " a name such as facebook/encodec_24khz";

  /// What `-m` may name.
  sealed interface Model {}

  /// An instrument of Timbrel's.
  record OfInstrument(Instrument instrument) implements Model {}

  /// A codec of others.
  ///
  /// @param name as the user gave it
  record OfCodec(String name, WaveformCodec codec) implements Model {}

  private Models() {}

  static Model open(String nameOrPath, PrintWriter notes) {
    return codecFolder(nameOrPath, notes)
        .<Model>map(folder -> new OfCodec(nameOrPath, PretrainedCodec.load(folder)))
        .orElseGet(() -> new OfInstrument(Instruments.open(nameOrPath)));
  }

  /// The model folder that a user named, downloaded if need be; empty if it can only be an
  /// instrument.
  ///
  /// @param notes is told of a download
  public static Optional<Path> codecFolder(String nameOrPath, PrintWriter notes) {
    Path path;
    try {
      path = Path.of(nameOrPath);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
    if (nameOrPath.equals(Instrument.STARTER) || Files.isRegularFile(path)) {
      return Optional.empty();
    }
    if (Files.isDirectory(path)) {
      return Optional.of(path);
    }
    return ModelName.parse(nameOrPath)
        .filter(name -> !name.model().endsWith(".timbrel"))
        .map(name -> hub(notes).folder(name));
  }

  /// The licence of a model's weights as its page says it, where that lies beside them.
  public static String licence(Path folder) {
    return CodecText.licence(folder);
  }

  private static ModelHub hub(PrintWriter notes) {
    DownloadDisplay display = new DownloadDisplay(notes);
    return ModelHub.ofThisComputer(line -> notes.println("timbrel: " + line), display::show);
  }
}
