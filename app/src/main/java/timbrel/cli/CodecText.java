package timbrel.cli;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import timbrel.codec.checkpoint.Checkpoint;
import timbrel.codec.pretrained.PretrainedCodec;
import timbrel.codec.waveform.WaveformSpec;

/// What `info` shows of a codec that others have trained.
final class CodecText {
  private static final Pattern LICENCE =
      Pattern.compile("(?m)\\A---\\R(?:.*\\R)*?license:\\s*['\"]?([^'\"\\r\\n]{1,80})");

  private final Checkpoint checkpoint;
  private final WaveformSpec spec;

  CodecText(Path folder) {
    checkpoint = Checkpoint.open(folder);
    spec = PretrainedCodec.spec(checkpoint.config());
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("%s model in %s".formatted(spec.family(), checkpoint.folder()));
    lines.add("  licence of the weights: " + licence());
    lines.add("  " + weights());
    lines.add(
        String.format(
            Locale.ROOT,
            "  %d Hz, %d channel%s, %.1f frames/s x %d codebooks of %d codes",
            spec.sampleRate(),
            spec.channels(),
            spec.channels() == 1 ? "" : "s",
            spec.frameRate(),
            spec.codebooks(),
            spec.codebookSize()));
    spec.chunking()
        .ifPresent(chunking ->
            lines.add(
                String.format(
                    Locale.ROOT,
                    "  chunks of %.3f s every %.3f s%s",
                    chunking.length() / (double) spec.sampleRate(),
                    chunking.stride() / (double) spec.sampleRate(),
                    spec.normalized() ? ", each brought to one loudness" : "")));
    for (double bandwidth : spec.bandwidths()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "  --bandwidth %s: %d codebooks",
              bandwidth,
              spec.codebooksFor(bandwidth)));
    }
    lines.add("config.json");
    checkpoint
        .config()
        .toJson()
        .entrySet()
        .forEach(field -> lines.add("  %s: %s".formatted(field.getKey(), field.getValue())));
    return lines.stream().map(CodecText::printable).toList();
  }

  JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.addProperty("folder", checkpoint.folder().toString());
    json.addProperty("family", spec.family());
    json.addProperty("licence", licence());
    json.add("config", checkpoint.config().toJson());
    return json;
  }

  private String weights() {
    try {
      Path file = checkpoint.weightFile();
      return Files.isRegularFile(file)
          ? "%s, %,d bytes".formatted(file.getFileName(), Files.size(file))
          : "no weights here: expected " + Checkpoint.WEIGHTS;
    } catch (IOException e) {
      throw CommandException.cannotRead(checkpoint.folder(), e);
    }
  }

  /// What the model's page says, if it lies beside the weights.
  private String licence() {
    return licence(checkpoint.folder());
  }

  static String licence(Path folder) {
    Path page = folder.resolve("README.md");
    try {
      if (Files.isRegularFile(page)) {
        byte[] start = new byte[0];
        try (var in = Files.newInputStream(page)) {
          start = in.readNBytes(1 << 14);
        }
        Matcher found = LICENCE.matcher(new String(start, StandardCharsets.UTF_8));
        if (found.find()) {
          return printable(found.group(1).strip());
        }
      }
    } catch (IOException e) {
      throw CommandException.cannotRead(page, e);
    }
    return "not stated here; see the model's page";
  }

  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
