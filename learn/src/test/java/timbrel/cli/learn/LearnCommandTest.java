package timbrel.cli.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import timbrel.cli.CommandException;
import timbrel.learning.LearnConfig;
import timbrel.learning.RunDirectory;

class LearnCommandTest {
  @TempDir private Path folder;
  private final StringWriter err = new StringWriter();
  private Path output = Path.of("");

  @BeforeEach
  void name() {
    output = folder.resolve("my.timbrel");
  }

  private int resume() {
    return run("--resume");
  }

  private int run(String... more) {
    CommandLine command = new CommandLine(new LearnCommand());
    command.setErr(new PrintWriter(err));
    command.setExecutionExceptionHandler((e, line, parsed) -> {
      err.write(String.valueOf(e.getMessage()));
      return e instanceof CommandException known ? known.exitCode() : -1;
    });
    List<String> arguments = new ArrayList<>(List.of(folder.toString(), "-o", output.toString()));
    arguments.addAll(List.of(more));
    return command.execute(arguments.toArray(String[]::new));
  }

  @Test
  void whereNoRunWasStartedThereIsNothingToResume() {
    assertEquals(3, resume());
    assertTrue(err.toString().contains("leave --resume out"), err::toString);
  }

  @Test
  void aRunThatCameToItsEndIsNotBegunAnewBySurprise() {
    RunDirectory run =
        RunDirectory.create(new LearnConfig(folder, output, 1, LearnConfig.NOTHING, 1, 1), "test");
    run.dropCheckpoints();
    assertEquals(3, resume());
    assertTrue(
        err.toString().contains("came to its end; --from " + output + " and another"),
        err::toString);
  }

  @Test
  void theInstrumentThatIsLearntFromIsNotOverwritten() {
    assertEquals(2, run("--from", folder + "/./my.timbrel"));
    assertTrue(err.toString().contains("name another file"), err::toString);
  }
}
