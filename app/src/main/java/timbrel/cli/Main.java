package timbrel.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import timbrel.nn.kernels.Kernels;

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
          "experiment", "the training library",
          "studio", "a web server");

  /// Commands that make sound, and need the kernels when they have read their instrument.
  private static final Set<String> SOUNDING = Set.of("play", "generate", "encode", "decode");

  public static void main(String[] args) {
    StandardError.restore();
    if (args.length > 1 && SOUNDING.contains(args[0])) {
      Thread.ofPlatform().daemon().name("warm-up").start(Kernels::warmUp);
    }
    System.exit(run(args, System.out, System.err));
  }

  private static Map<String, Supplier<Object>> commands() {
    Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put("play", PlayCommand::new);
    commands.put("bench", BenchCommand::new);
    commands.put("generate", GenerateCommand::new);
    commands.put("encode", EncodeCommand::new);
    commands.put("decode", DecodeCommand::new);
    commands.put("info", InfoCommand::new);
    commands.put("store-hits", StoreHitsCommand::new);
    commands.put("lesson", LessonCommand::new);
    return commands;
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
    int exitCode = execute(commandLine, args, errWriter);
    outWriter.flush();
    errWriter.flush();
    return exitCode;
  }

  /// What took so much memory is gone by the time it is told of.
  private static int execute(CommandLine commandLine, String[] args, PrintWriter err) {
    try {
      return commandLine.execute(args);
    } catch (OutOfMemoryError e) {
      err.println(
          "timbrel: %s ran out of memory (%s); TIMBREL_JAVA_OPTS=-Xmx%dm gives it twice as much"
              .formatted(args[0], e.getMessage(), Runtime.getRuntime().maxMemory() >> 19));
      return ExitCodes.FAILURE;
    }
  }

  /// The launcher adds libraries and tries again, so that what is missing need not be complained
  /// of.
  static boolean startedByLauncher() {
    return Boolean.getBoolean("timbrel.launcher");
  }

  /// Only the command that is asked for is made: each costs a start 50 ms. Where it is none of this
  /// module, or all are to be listed, other modules' subcommands are looked for as well.
  private static CommandLine commandLine(String[] args) {
    CommandLine root = new CommandLine(new Main());
    Map<String, Supplier<Object>> commands = commands();
    Supplier<Object> asked = args.length == 0 ? null : commands.get(args[0]);
    if (asked != null) {
      root.addSubcommand(asked.get());
    } else {
      commands.values().forEach(command -> root.addSubcommand(command.get()));
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
