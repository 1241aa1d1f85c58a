package timbrel.cli.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import timbrel.cli.CommandException;
import timbrel.cli.Subcommand;

class EvaluateCommandTest {
  @TempDir private Path folder;
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    CommandLine command = new CommandLine(new EvaluateCommand());
    command.setErr(new PrintWriter(err));
    command.setExecutionExceptionHandler((e, line, parsed) -> {
      err.write(String.valueOf(e.getMessage()));
      return e instanceof CommandException known ? known.exitCode() : -1;
    });
    return command.execute(args);
  }

  @Test
  void theProgramFindsTheCommand() {
    List<String> names =
        ServiceLoader.load(Subcommand.class).stream().map(p -> p.type().getSimpleName()).toList();
    assertTrue(names.contains("EvaluateCommand"), names::toString);
  }

  @Test
  void withoutAFolderItSaysWhatIsMissing() {
    assertEquals(2, run("starter"));
    assertTrue(err.toString().contains("--sounds"), err::toString);
  }

  @Test
  void aFolderThatIsNotThereIsBadInput() {
    assertEquals(3, run("starter", "--sounds", folder.resolve("nowhere").toString()));
    assertTrue(err.toString().contains("nowhere: no such folder"), err::toString);
  }

  @Test
  void aPageThatCannotBeWrittenIsFoundBeforeTheWork() {
    String page = folder.resolve("nowhere/report.html").toString();
    assertEquals(4, run("starter", "--sounds", folder.toString(), "--html", page));
    assertTrue(err.toString().contains("its folder does not exist"), err::toString);
  }

  @Test
  void anInstrumentThatIsNotThereIsBadInput() {
    String file = folder.resolve("none.timbrel").toString();
    assertEquals(3, run(file, "--sounds", folder.toString()));
    assertTrue(err.toString().contains("none.timbrel"), err::toString);
  }

  @Test
  void progressElsewhereThanOnATerminalIsALineForEachPhase() {
    EvaluationDisplay display = new EvaluationDisplay(new PrintWriter(err), false);
    display.progress("codec", 1, 2);
    display.progress("codec", 2, 2);
    display.progress("knobs", 1, 1);
    display.finish();
    assertEquals(List.of("codec", "knobs"), err.toString().lines().toList());
  }
}
