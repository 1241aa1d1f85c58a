package timbrel.cli;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// The keyboard of the terminal, key by key instead of line by line. POSIX: `stty` sets the
/// terminal and sets it back.
final class TerminalKeys implements AutoCloseable {
  private static final File TERMINAL = new File("/dev/tty");
  private static final long STTY_SECONDS = 2;
  private static final int END_OF_TRANSMISSION = 4;

  private final String before;
  private final InputStream in;
  private boolean restored;

  private TerminalKeys(String before, InputStream in) {
    this.before = before;
    this.in = in;
  }

  /// Sets the terminal, or returns null where standard input is none.
  static @Nullable TerminalKeys open() {
    String before = stty("-g");
    if (before == null || before.isBlank()) {
      return null;
    }
    // Ctrl-C still ends the program; a program that is put aside would leave the terminal as it is.
    if (stty("-icanon", "-echo", "-ixon", "susp", "undef", "min", "1", "time", "0") == null) {
      return null;
    }
    return new TerminalKeys(before.strip(), System.in);
  }

  /// Hands over each byte on a thread of its own.
  ///
  /// @param ended is run at the end of input and when Ctrl-D is pressed
  void listen(IntConsumer key, Runnable ended) {
    Thread thread = new Thread(() -> read(key, ended), "timbrel-keys");
    thread.setDaemon(true);
    thread.start();
  }

  private void read(IntConsumer key, Runnable ended) {
    try {
      int read = in.read();
      while (read >= 0 && read != END_OF_TRANSMISSION) {
        key.accept(read);
        read = in.read();
      }
    } catch (IOException e) {
      // the terminal has gone away
    }
    ended.run();
  }

  @Override
  public synchronized void close() {
    if (!restored) {
      restored = true;
      stty(before);
    }
  }

  /// Runs `stty` on our standard input, which must be a terminal.
  ///
  /// @return what it printed, or null if it failed
  private static @Nullable String stty(String... arguments) {
    if (!TERMINAL.exists()) {
      return null;
    }
    List<String> command = new ArrayList<>(List.of("stty"));
    command.addAll(List.of(arguments));
    try {
      Process stty =
          new ProcessBuilder(command)
              .redirectInput(ProcessBuilder.Redirect.INHERIT)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String text = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      boolean ended = stty.waitFor(STTY_SECONDS, TimeUnit.SECONDS);
      return ended && stty.exitValue() == 0 ? text : null;
    } catch (IOException e) {
      return null; // no stty here
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}
