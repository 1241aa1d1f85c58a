package timbrel.cli;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
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
    description = "Shows an instrument's card: what it is, what it learnt from, how good it is.",
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

  @Parameters(paramLabel = "INSTRUMENT", description = "a .timbrel file, or 'starter'")
  private String instrumentName;

  @Option(names = "--json", description = "print the card as JSON, with size and checksum")
  private boolean json;

  @Override
  public Integer call() {
    Instrument instrument = Instruments.open(instrumentName);
    PrintWriter out = spec.commandLine().getOut();
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
