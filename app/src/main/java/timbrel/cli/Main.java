package timbrel.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/// The program `timbrel`: finds the subcommand and lets it work.
@Command(
    name = "timbrel",
    description = "Turns a folder of drum sounds into a neural instrument that makes new ones.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nFirst steps:%n",
    footer = {
      "  timbrel generate starter -n 16 -o kit/     16 new sounds, round all classes",
      "  timbrel studio                             play and learn in your browser",
      "  timbrel learn my-sounds/ -o my.timbrel     an instrument of your own",
      "  timbrel COMMAND --help                     all options of a command"
    },
    subcommands = HelpCommand.class)
public final class Main {
  /// Subcommands of the modules that the launcher adds when they are first asked for, and what they
  /// need.
  private static final Map<String, String> FETCHED_COMMANDS =
      Map.of(
          "learn", "the training library",
          "evaluate", "the training library",
          "import", "the training library",
          "studio", "a web server");

  public static void main(String[] args) {
    StandardError.restore();
    System.exit(run(args, System.out, System.err));
  }

  /// Runs one command line and returns its [ExitCodes].
  public static int run(String[] args, PrintStream out, PrintStream err) {
    PrintWriter outWriter = new PrintWriter(out, true, StandardCharsets.UTF_8);
    PrintWriter errWriter = new PrintWriter(err, true, StandardCharsets.UTF_8);
    CommandLine commandLine = commandLine(args).setOut(outWriter).setErr(errWriter);
    if (args.length == 0) {
      commandLine.usage(errWriter);
      return ExitCodes.USAGE;
    }
    String asked = args[0];
    String needed = FETCHED_COMMANDS.get(asked);
    if (needed != null && !commandLine.getSubcommands().containsKey(asked)) {
      errWriter.println(
          "timbrel: %s needs %s, which is not here; start Timbrel with ./timbrel, which fetches it"
              .formatted(asked, needed));
      return ExitCodes.FAILURE;
    }
    int exitCode = commandLine.execute(args);
    outWriter.flush();
    errWriter.flush();
    return exitCode;
  }

  /// The launcher adds libraries and tries again, so that what is missing need not be complained
  /// of.
  static boolean startedByLauncher() {
    return Boolean.getBoolean("timbrel.launcher");
  }

  /// Looks for other modules' subcommands only when one of them, or help, may be asked for: a
  /// command of this module starts without opening the training module's jars.
  private static CommandLine commandLine(String[] args) {
    CommandLine root = new CommandLine(new Main());
    root.addSubcommand(new PlayCommand());
    root.addSubcommand(new GenerateCommand());
    root.addSubcommand(new EncodeCommand());
    root.addSubcommand(new DecodeCommand());
    root.addSubcommand(new InfoCommand());
    root.addSubcommand(new StoreHitsCommand());
    if (args.length > 0 && !root.getSubcommands().containsKey(args[0])) {
      ServiceLoader.load(Subcommand.class).forEach(root::addSubcommand);
    }
    boolean debug = "1".equals(System.getenv("TIMBREL_DEBUG"));
    Failures failures = new Failures(debug);
    return root.setExecutionExceptionHandler(failures)
        .setParameterExceptionHandler(failures)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOverwrittenOptionsAllowed(false)
        .setUsageHelpWidth(100)
        .setExecutionStrategy(new CommandLine.RunLast());
  }
}
