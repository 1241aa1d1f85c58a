package timbrel.studio.exports;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import timbrel.audio.SampleFormat;
import timbrel.studio.json.BadRequestException;
import timbrel.studio.play.WavBytes;
import timbrel.studio.workspace.Names;

/// What a kit can be written as.
public enum KitFormat {
  /// A folder of WAV files.
  WAV(".wav.zip", "", kit -> Map.of()),
  /// For sforzando, sfizz and many more (sfzformat.com).
  SFZ(".sfz.zip", "samples/", kit -> Map.of(kit.name() + ".sfz", Sfz.text(kit))),
  /// For Hydrogen.
  HYDROGEN(".h2drumkit", "", kit -> Map.of("drumkit.xml", HydrogenXml.text(kit))),
  /// For Decent Sampler.
  DECENTSAMPLER(
      ".dslibrary",
      "Samples/",
      kit -> Map.of(kit.name() + ".dspreset", DecentSamplerXml.text(kit)));

  private final String ending;
  private final String folder;
  private final Function<Kit, Map<String, String>> texts;

  /// @param folder where the sounds lie, below the folder of the kit
  /// @param texts the files that say how they are played
  KitFormat(String ending, String folder, Function<Kit, Map<String, String>> texts) {
    this.ending = ending;
    this.folder = folder;
    this.texts = texts;
  }

  static KitFormat named(String name) {
    return Arrays.stream(values())
        .filter(format -> format.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .orElseThrow(() ->
            new BadRequestException(
                "format",
                name,
                Arrays.stream(values())
                    .map(format -> format.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "))));
  }

  /// Of the file, with its dot.
  public String ending() {
    return ending;
  }

  /// Writes the whole kit as one file.
  public void write(Kit kit, OutputStream out) throws IOException {
    String root = this == HYDROGEN ? Names.slug(kit.name()) + "/" : kit.name() + "/";
    Map<String, byte[]> files = new LinkedHashMap<>();
    texts.apply(kit).forEach((name, text) -> files.put(root + name, utf8(text)));
    files.put(root + "CREDITS.txt", utf8(kit.credits()));
    for (Kit.Voice voice : kit.voices()) {
      for (Kit.Sample sample : voice.samples()) {
        files.put(root + folder + sample.file(), WavBytes.of(sample.sound(), SampleFormat.PCM_24));
      }
    }
    if (this == HYDROGEN) {
      Archives.tarGz(files, out);
    } else {
      Archives.zip(files, out);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
