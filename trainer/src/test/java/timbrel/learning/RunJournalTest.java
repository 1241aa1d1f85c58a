package timbrel.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import timbrel.learning.LearnListener.Progress;

class RunJournalTest {
  @TempDir private Path folder;
  private final AtomicLong now = new AtomicLong(1000);
  private final InstantSource clock = () -> java.time.Instant.ofEpochMilli(now.get());

  private RunDirectory run() {
    LearnConfig config =
        new LearnConfig(folder, folder.resolve("x.timbrel"), 1, LearnConfig.NOTHING, 1, 1);
    return RunDirectory.create(config, "test");
  }

  private static JsonObject read(RunDirectory run) throws Exception {
    return JsonParser.parseString(Files.readString(run.path().resolve(RunJournal.FILE)))
        .getAsJsonObject();
  }

  private static Progress progress(double share) {
    SequencedMap<String, Double> losses = new LinkedHashMap<>();
    losses.put("spectrum", 1.5);
    losses.put("odd", Double.NaN);
    return new Progress("codec", share, 7, losses, 3, Double.NaN);
  }

  @Test
  void whoWatchesReadsPhaseLossesAndEnd() throws Exception {
    RunDirectory run = run();
    RunJournal journal = new RunJournal(run, LearnListener.SILENT, clock, 42);
    journal.phase("codec");
    now.addAndGet(600);
    journal.progress(progress(0.25));
    JsonObject state = read(run);
    assertEquals(0.25, state.get("share").getAsDouble());
    assertEquals("{\"spectrum\":1.5}", state.get("losses").toString());
    assertFalse(state.has("secondsLeft"));
    assertEquals(42, state.get("pid").getAsLong());
    now.addAndGet(100);
    journal.progress(progress(0.5)); // too soon to be written
    assertEquals(0.25, read(run).get("share").getAsDouble());
    journal.message("hello");
    journal.end("failed", "why");
    assertEquals("failed", read(run).get("state").getAsString());
    assertEquals("why", read(run).get("problem").getAsString());
    assertEquals("[\"hello\"]", read(run).get("messages").toString());
  }

  @Test
  void aWishIsHeardAndForgotten() throws Exception {
    RunDirectory run = run();
    assertEquals(RunDirectory.Wish.NONE, run.wish());
    Files.writeString(run.path().resolve("wish"), "pause\n");
    assertEquals(RunDirectory.Wish.PAUSE, run.wish());
    Files.writeString(run.path().resolve("wish"), "finish");
    assertEquals(RunDirectory.Wish.FINISH, run.wish());
    Files.writeString(run.path().resolve("wish"), "nonsense");
    assertEquals(RunDirectory.Wish.NONE, run.wish());
    run.forgetWish();
    assertEquals(RunDirectory.Wish.NONE, run.wish());
  }
}
