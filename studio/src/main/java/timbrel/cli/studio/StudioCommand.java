package timbrel.cli.studio;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import timbrel.cli.CommandException;
import timbrel.cli.ExitCodeHelp;
import timbrel.cli.ExitCodes;
import timbrel.cli.Subcommand;
import timbrel.cli.Version;
import timbrel.studio.http.StudioServer;
import timbrel.studio.runs.Launcher;
import timbrel.studio.workspace.Workspace;

/// `timbrel studio`: a page to learn, play and listen.
@Command(
    name = "studio",
    description = {
      "Opens a page in the browser to play, shape, learn and take away sounds.",
      "Everything stays on this computer: the page is served to this computer alone."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    exitCodeListHeading = ExitCodeHelp.HEADING,
    exitCodeList = {
      ExitCodeHelp.OK,
      ExitCodeHelp.FAILURE,
      ExitCodeHelp.USAGE,
      ExitCodeHelp.CANNOT_WRITE,
      ExitCodeHelp.INTERRUPTED
    },
    footerHeading = "%nExamples:%n",
    footer = {"  timbrel studio", "  timbrel studio --port 8080 --no-browser --folder ~/drums"})
public final class StudioCommand implements Subcommand {
  private static final int USUAL_PORT = 4747;
  private static final int HIGHEST_PORT = 65_535;
  private static final int REHEARSAL_MILLIS = 10_000;

  @Spec private CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "N",
      description =
          "where the page is served, 0 for any that is free (default: 4747 if it is free)")
  private @Nullable Integer port;

  @Option(names = "--no-browser", description = "only print the address")
  private boolean noBrowser;

  @Option(
      names = "--folder",
      paramLabel = "FOLDER",
      description =
          "where your instruments and sounds are kept (default: Timbrel in your home folder)")
  private Path folder = Path.of(System.getProperty("user.home"), "Timbrel");

  @Option(
      names = "--rehearse",
      hidden = true,
      description =
          "asks for its own page once, and ends: to have seen the classes that this takes")
  private boolean rehearse;

  /// Kept, for loggers that nobody holds forget their level.
  private final Logger serverLog = Logger.getLogger("io.helidon");

  @Override
  public Integer call() {
    serverLog.setLevel(Level.WARNING);
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try (StudioServer server =
        StudioServer.start(
            workspace(), Launcher.ofThisProgram(), chosenPort(), e -> complain(err, e))) {
      out.println("Timbrel studio: " + server.address());
      out.println("Your instruments and sounds: " + folder.toAbsolutePath());
      out.println("Ctrl-C ends it; what is being learnt goes on.");
      out.flush();
      if (rehearse) {
        askForPage(server);
        return ExitCodes.OK;
      }
      if (!noBrowser && !Browser.open(server.address())) {
        err.println("timbrel: found no browser to open; open the address above in yours");
        err.flush();
      }
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw CommandException.failed("the page cannot be reached: " + e.getMessage());
    }
    return ExitCodes.OK;
  }

  private static void askForPage(StudioServer server) throws IOException {
    URLConnection page = URI.create(server.address()).toURL().openConnection();
    page.setConnectTimeout(REHEARSAL_MILLIS);
    page.setReadTimeout(REHEARSAL_MILLIS);
    page.getInputStream().close();
  }

  private Workspace workspace() {
    try {
      return Workspace.open(folder);
    } catch (UncheckedIOException e) {
      throw CommandException.cannotWrite(folder, e);
    }
  }

  private int chosenPort() {
    if (port == null) {
      return isFree(USUAL_PORT) ? USUAL_PORT : 0;
    }
    if (port < 0 || port > HIGHEST_PORT) {
      throw CommandException.usage("--port is %d, expected 0 to %d".formatted(port, HIGHEST_PORT));
    }
    if (!isFree(port)) {
      throw CommandException.failed("port %d is taken by another program".formatted(port));
    }
    return port;
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  private static void complain(PrintWriter err, Throwable e) {
    err.println("timbrel: " + e);
    if ("1".equals(System.getenv("TIMBREL_DEBUG"))) {
      e.printStackTrace(err);
    }
    err.flush();
  }
}
