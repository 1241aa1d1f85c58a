package timbrel.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import timbrel.descriptors.Knob;
import timbrel.instrument.HitMaker;
import timbrel.instrument.Instrument;
import timbrel.instrument.KnobWay;
import timbrel.session.TinyInstrumentFile;

/// With a clock that stands still, and on which every look may be the moment of a knob's move.
class GenerationTest {
  private static final int BATCH = 16;
  private static final int FEW = 4;
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final EngineParts parts = EngineParts.at(48_000, new ControlPorts());
  private final long[] words = PadWords.initial(0);
  private long now;
  private boolean turning;
  private Runnable beforeItIsDelivered = () -> {};
  private final List<HitMaker> makers = new ArrayList<>();
  private Instrument instrument;
  private Generation generation;

  @BeforeEach
  void openTinyInstrument(@TempDir Path folder) {
    instrument =
        Instrument.open(TinyInstrumentFile.write(folder.resolve("tiny.timbrel")).toString());
    for (int pad = 0; pad < Control.PADS; pad++) {
      parts.board().write(pad, PadWords.initial(0));
    }
    generation = generation(KnobWay.CORRECTED);
  }

  private Generation generation(KnobWay knobs) {
    HitMaker maker = new HitMaker(instrument, knobs);
    makers.add(maker);
    return new Generation(instrument, () -> maker, parts, this::clock, 1);
  }

  private long drawn() {
    return makers.stream().mapToLong(HitMaker::hitsDrawn).sum();
  }

  private long clock() {
    beforeItIsDelivered.run();
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
  void afterASecondOfMovesAFewHitsAreDrawnAllTheSame() {
    turning = true;
    assertTrue(makeBatch() < FEW);
    now += SECOND;
    long drawnBefore = drawn();
    assertTrue(makeBatch() >= FEW);
    assertEquals(drawnBefore + FEW, drawn(), "no knob is followed meanwhile");
    assertTrue(makeBatch() < FEW, "the next ones are not");
  }

  @Test
  void aKnobIsFollowedByTheHitThatWaits() {
    step(1);
    PreparedHit before = parts.rings()[0][0].take();
    long drawnBefore = drawn();
    turn(0.8f);
    step(1);
    PreparedHit turned = parts.rings()[0][0].take();
    assertEquals(drawnBefore, drawn(), "it was drawn again");
    assertEquals(before.seed(), turned.seed());
    assertEquals(words[PadWords.VERSION], turned.version());
    assertFalse(Arrays.equals(before.samples(), turned.samples()));

    generation = generation(KnobWay.CORRECTED);
    step(1);
    assertArrayEquals(turned.samples(), parts.rings()[0][0].take().samples(), "made from nothing");
  }

  @Test
  void allPadsFollowBeforeAnythingIsDrawn() {
    while (makeBatch() > 0) {
      now++;
    }
    long drawnBefore = drawn();
    for (int pad = 0; pad < Control.PADS; pad++) {
      turn(pad, 0.8f);
    }
    makeBatch();
    assertEquals(drawnBefore, drawn());
    for (int pad = 0; pad < Control.PADS; pad++) {
      assertTrue(generation.isUpToDate(pad), "pad " + pad);
    }
  }

  @Test
  void aHitThatHasBeenPlayedIsFollowedByAnotherDraw() {
    step(1);
    long drawnBefore = drawn();
    words[PadWords.TAKEN]++;
    turn(0.8f);
    long first = parts.rings()[0][0].take().seed();
    step(1);
    assertEquals(drawnBefore + 1, drawn());
    assertNotEquals(first, parts.rings()[0][0].take().seed());
  }

  @Test
  void aKeptSoundStaysTheSameDrawUnderAKnob() {
    words[PadWords.FROZEN] = 1;
    words[PadWords.FROZEN_SEED] = 7;
    turn(0.2f);
    step(1);
    PreparedHit kept = parts.rings()[0][0].take();
    long drawnBefore = drawn();
    turn(0.8f);
    step(1);
    PreparedHit turned = parts.rings()[0][0].take();
    assertEquals(drawnBefore, drawn());
    assertEquals(7, kept.seed());
    assertEquals(7, turned.seed());
    assertFalse(Arrays.equals(kept.samples(), turned.samples()));
  }

  @Test
  void aHitThatIsPlayedWhileItFollowsAKnobIsNotPlayedAgain() {
    Pad pad = new Pad(words, parts.rings()[0], new PreparedHit[0][0]);
    step(BATCH);
    step(BATCH); // two hits wait
    turn(0.8f);
    pad.dropOutdated();
    Set<Long> seeds = new HashSet<>();
    beforeItIsDelivered = () -> seeds.add(pad.take(0).seed());
    step(1);
    assertEquals(1, seeds.size());
    beforeItIsDelivered = () -> {};
    parts.board().write(0, words);
    step(BATCH);
    assertTrue(seeds.add(pad.take(0).seed()), "the same draw again");
    assertTrue(seeds.add(pad.take(0).seed()), "the same draw again");
  }

  @Test
  void whereNothingCanFollowAllPadsGetHitsFromABatchThatIsNotGivenUp() {
    generation = generation(KnobWay.TOLD);
    turning = true;
    assertTrue(makeBatch() < BATCH);
    now += SECOND;
    assertEquals(BATCH, makeBatch());
  }

  @Test
  void whereTheModelIsToldOfKnobsEveryMoveIsDrawn() {
    generation = generation(KnobWay.TOLD);
    step(1);
    turn(0.8f);
    step(1);
    assertEquals(2, drawn());
  }

  private void step(int hits) {
    assertEquals(hits, generation.step(WishList.live(), hits));
  }

  /// Moves the brightness of the first pad.
  private void turn(float value) {
    turn(0, value);
  }

  private void turn(int pad, float value) {
    PadWords.set(words, PadWords.KNOBS + Knob.BRIGHTNESS.ordinal(), value);
    words[PadWords.VERSION]++;
    parts.board().write(pad, words);
  }
}
