package timbrel.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class PadBoardTest {
  @Test
  void aReaderNeverSeesHalfAWrite() throws InterruptedException {
    PadBoard board = new PadBoard(2, PadWords.COUNT);
    AtomicBoolean done = new AtomicBoolean();
    Thread writer =
        new Thread(() -> {
          long[] words = new long[PadWords.COUNT];
          for (long i = 0; i < 50_000; i++) {
            Arrays.fill(words, i);
            board.write(1, words);
          }
          done.set(true);
        });
    writer.start();
    long[] seen = new long[PadWords.COUNT];
    while (!done.get()) {
      board.read(1, seen);
      for (long word : seen) {
        assertEquals(seen[0], word);
      }
    }
    writer.join();
    board.read(1, seen);
    assertEquals(49_999, seen[5]);
    board.read(0, seen);
    assertEquals(0, seen[5]);
  }
}
