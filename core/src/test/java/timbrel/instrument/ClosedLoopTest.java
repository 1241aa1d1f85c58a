package timbrel.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import timbrel.audio.Sound;
import timbrel.descriptors.Knob;
import timbrel.descriptors.KnobAnalyzer;
import timbrel.descriptors.KnobRange;

class ClosedLoopTest {
  private static final int RATE = 44_100;
  private static final KnobRange RANGE = KnobRange.usual();
  private final ClosedLoop loop = new ClosedLoop(RANGE, RATE, 2 * RATE);
  private final Sound tom = new Sound(FinishTest.tom(180, 0.05), RATE);

  @ParameterizedTest
  @CsvSource({
    "LOUDNESS, 0.3",
    "LOUDNESS, 1",
    "PITCH, 0.3",
    "PITCH, 0.6",
    "PITCH, 0.9",
    "ATTACK, 0",
    "ATTACK, 0.2",
    "ATTACK, 0.8",
    "DECAY, 0.2",
    "DECAY, 0.5",
    "DECAY, 0.95",
    "BRIGHTNESS, 0.1",
    "BRIGHTNESS, 0.6",
    "NOISE, 0.1",
    "NOISE, 0.9",
    "RICHNESS, 0.1",
    "RICHNESS, 0.9"
  })
  void aKnobMeasuresWhatWasAskedFor(Knob knob, double wanted) {
    Sound finished = finish(tom, Map.of(knob, wanted));
    assertEquals(wanted, measure(finished, knob), 0.02);
  }

  @Test
  void severalKnobsAtOnceComeNear() {
    Map<Knob, Double> wanted =
        Map.of(Knob.PITCH, 0.5, Knob.DECAY, 0.4, Knob.BRIGHTNESS, 0.5, Knob.LOUDNESS, 0.6);
    Sound finished = finish(tom, wanted);
    wanted.forEach(
        (knob, value) -> assertEquals(value, measure(finished, knob), 0.05, knob::label));
  }

  @Test
  void nothingAskedForIsNothingDone() {
    assertSame(tom, finish(tom, Map.of()));
    assertEquals(0, loop.nearest(List.of(tom, tom), Map.of(), sound -> 0));
  }

  /// Noise has no pitch to tune, and silence nothing at all.
  @Test
  void whatCannotBeMeasuredIsLeftAlone() {
    Sound noise = new Sound(FinishTest.noise(0.05), RATE);
    assertSame(noise, finish(noise, Map.of(Knob.PITCH, 0.5)));
    Sound silence = new Sound(new float[1000], RATE);
    Map<Knob, Double> all =
        Map.of(
            Knob.PITCH,
            0.5,
            Knob.ATTACK,
            0.5,
            Knob.DECAY,
            0.5,
            Knob.BRIGHTNESS,
            0.5,
            Knob.NOISE,
            0.5);
    assertSame(silence, finish(silence, all));
  }

  /// What measures right already is not touched.
  @Test
  void whatIsThereAlreadyIsLeftAlone() {
    for (Knob knob : Knob.values()) {
      double there = measure(tom, knob);
      if (there >= 0 && there <= 1) {
        assertSame(tom, finish(tom, Map.of(knob, there)), knob.label());
      }
    }
  }

  /// No peak above -1 dB, however loud it is to be.
  @Test
  void aLoudSoundDoesNotClip() {
    Sound loud = finish(new Sound(FinishTest.noise(0.05), RATE), Map.of(Knob.LOUDNESS, 1.0));
    assertEquals(1, measure(loud, Knob.LOUDNESS), 0.02);
    assertTrue(loud.peak() <= 0.8911f);
  }

  /// Of three sounds, the one that needs the least done to it.
  @Test
  void theNearestCandidateIsChosen() {
    Sound noise = new Sound(FinishTest.noise(0.05), RATE);
    assertEquals(1, loop.nearest(List.of(tom, noise, tom), Map.of(Knob.NOISE, 1.0), sound -> 0));
    assertEquals(0, loop.nearest(List.of(tom, noise), Map.of(Knob.NOISE, 0.0), sound -> 0));
    assertEquals(1, loop.nearest(List.of(noise, tom), Map.of(Knob.PITCH, 0.5), sound -> 0));
  }

  /// Of two that are equally near, the one that is more like its class.
  @Test
  void theLessStrangeCandidateIsChosen() {
    Sound copy = new Sound(tom.samples().clone(), RATE);
    assertEquals(
        1, loop.nearest(List.of(tom, copy), Map.of(Knob.NOISE, 0.5), s -> s == tom ? 0.9 : 0.1));
    assertEquals(1, loop.nearest(List.of(tom, copy), Map.of(), s -> s == tom ? 0.9 : 0.1));
  }

  private Sound finish(Sound sound, Map<Knob, Double> wanted) {
    return loop.finish(
        sound, wanted, () -> RandomGeneratorFactory.of("L64X128MixRandom").create(1));
  }

  private static double measure(Sound sound, Knob knob) {
    return RANGE.normalize(knob, KnobAnalyzer.analyze(sound).get(knob));
  }
}
