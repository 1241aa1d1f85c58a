package timbrel.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import timbrel.instrument.Instrument;

/// A real full disk, made in memory: needs the right to mount one, as root in continuous
/// integration has.
class FullDiskTest {
  private static final long DISK = 8L << 20;

  /// Room for config and tables, not for a checkpoint.
  private static final int ROOM_LEFT = 40_000;

  @TempDir Path folder;
  private Path disk;
  private boolean mounted;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(folder.resolve("disk"));
    mounted = run("mount", "-t", "tmpfs", "-o", "size=" + DISK, "tmpfs", disk.toString());
    assumeTrue(mounted, "a small disk cannot be mounted here (only root can)");
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      assertTrue(run("umount", disk.toString()));
    }
  }

  private static boolean run(String... command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException notThere) {
      return false;
    }
  }

  @Test
  void aFullDiskEndsTheRunWithItsReasonAndTheRunGoesOnWhenThereIsRoom() throws IOException {
    Path sounds = TinyRecipe.sounds(folder.resolve("sounds"), 4);
    Path output = disk.resolve("my.timbrel");
    LearnConfig config = new LearnConfig(sounds, output, 0.04, LearnConfig.NOTHING, 5, 1);
    RunDirectory run = RunDirectory.create(config, "test");
    Path filler = disk.resolve("filler");
    Files.write(filler, new byte[(int) (Files.getFileStore(disk).getUsableSpace() - ROOM_LEFT)]);

    UncheckedIOException full = assertThrows(UncheckedIOException.class, () -> learn(run));
    assertTrue(full.getCause().getMessage().contains("No space left"), full.getCause().toString());
    assertFalse(Files.exists(output), "no instrument before the run is over");
    assertEquals(List.of(), halfWritten(disk));

    Files.delete(filler);
    Instrument instrument = learn(RunDirectory.find(output).orElseThrow());
    assertTrue(instrument.tokenModel().isPresent());
    assertEquals(List.of(), halfWritten(disk));
  }

  private static Instrument learn(RunDirectory run) {
    return new LearnRun(TinyRecipe.RECIPE, run, LearnListener.SILENT, () -> false).learn();
  }

  private static List<Path> halfWritten(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(file -> file.toString().matches(".*[.](part|new)")).toList();
    }
  }
}
