package timbrel.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import timbrel.instrument.HitMaker;
import timbrel.instrument.Instrument;
import timbrel.session.TinyInstrumentFile;

/// With a clock that stands still, and on which every look may be the moment of a knob's move.
class GenerationTest {
  private static final int BATCH = 16;
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final EngineParts parts = EngineParts.at(48_000, new ControlPorts());
  private final long[] words = PadWords.initial(0);
  private long now;
  private boolean turning;
  private Generation generation;

  @BeforeEach
  void openTinyInstrument(@TempDir Path folder) {
    Instrument instrument =
        Instrument.open(TinyInstrumentFile.write(folder.resolve("tiny.timbrel")).toString());
    for (int pad = 0; pad < Control.PADS; pad++) {
      parts.board().write(pad, PadWords.initial(0));
    }
    generation = new Generation(instrument, () -> new HitMaker(instrument), parts, this::clock, 1);
  }

  private long clock() {
    if (turning) {
      words[PadWords.VERSION]++;
      parts.board().write(0, words);
    }
    return now;
  }

  private int makeBatch() {
    return generation.step(WishList.live(), BATCH);
  }

  @Test
  void aBatchThatNothingDisturbsIsMadeWhole() {
    assertEquals(BATCH, makeBatch());
  }

  @Test
  void aKnobThatMovesEndsTheBatchThatWasForItsOldPlace() {
    turning = true;
    assertTrue(makeBatch() < BATCH);
    assertTrue(makeBatch() < BATCH, "again, right after");
  }

  @Test
  void afterASecondOfMovesABatchIsMadeWholeAllTheSame() {
    turning = true;
    assertTrue(makeBatch() < BATCH);
    now += SECOND;
    assertEquals(BATCH, makeBatch());
    assertTrue(makeBatch() < BATCH, "the next one is not");
  }
}
