package timbrel.cli.learn;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sun.misc.Signal;

@Timeout(60)
class InterruptionTest {
  @Test
  void theFirstSignalIsAWish() throws InterruptedException {
    assumeTrue(Files.exists(Path.of("/proc/self")), "signals are raised on Linux only");
    StringWriter said = new StringWriter();
    try (Interruption interruption = Interruption.asWish(new PrintWriter(said, true))) {
      assertFalse(interruption.requested());
      Signal.raise(new Signal("TERM"));
      while (!interruption.requested()) {
        Thread.sleep(1);
      }
      while (!said.toString().contains("--resume")) {
        Thread.sleep(1);
      }
    }
    assertTrue(said.toString().contains("ending with what is learnt so far"), said.toString());
  }
}
