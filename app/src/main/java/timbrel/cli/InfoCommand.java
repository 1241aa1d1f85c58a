package timbrel.cli;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import timbrel.instrument.Instrument;

/// `timbrel info`: prints an instrument's card.
@Command(
    name = "info",
    description = {
      "Shows an instrument's card: what it is, what it learnt from, how good it is.",
      "Of an EnCodec or DAC model it shows the configuration."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = ExitCodeHelp.HEADING,
    exitCodeList = {
      ExitCodeHelp.OK,
      ExitCodeHelp.FAILURE,
      ExitCodeHelp.USAGE,
      ExitCodeHelp.BAD_INPUT,
      ExitCodeHelp.INTERRUPTED
    },
    footerHeading = "%nExamples:%n",
    footer = {"  timbrel info starter", "  timbrel info my.timbrel --json"})
final class InfoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = Models.DESCRIPTION)
  private String instrumentName;

  @Option(names = "--json", description = "print the card as JSON, with size and checksum")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Optional<Path> folder = Models.codecFolder(instrumentName, spec.commandLine().getErr());
    if (folder.isPresent()) {
      CodecText codec = new CodecText(folder.get());
      if (json) {
        out.println(new GsonBuilder().setPrettyPrinting().create().toJson(codec.toJson()));
      } else {
        codec.lines().forEach(out::println);
      }
      return ExitCodes.OK;
    }
    Instrument instrument = Instruments.open(instrumentName);
    if (json) {
      out.println(
          new GsonBuilder()
              .setPrettyPrinting()
              .disableHtmlEscaping()
              .create()
              .toJson(describe(instrument)));
    } else {
      new CardText(instrument).lines().forEach(out::println);
    }
    return ExitCodes.OK;
  }

  private static JsonObject describe(Instrument instrument) {
    JsonObject file = new JsonObject();
    file.addProperty("bytes", instrument.file().bytes());
    file.addProperty("weightsSha256", instrument.file().weightsSha256());
    file.addProperty("parameters", instrument.parameters());
    JsonObject json = new JsonObject();
    json.add("card", instrument.card().toJson());
    json.add("file", file);
    return json;
  }
}
