package timbrel.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.Map;
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
  private final ClosedLoop loop = new ClosedLoop(RANGE, RATE);
  private final Sound tom = new Sound(FinishTest.tom(180, 0.05), RATE);

  @ParameterizedTest
  @CsvSource({
    "LOUDNESS, 0.3",
    "LOUDNESS, 0.9",
    "PITCH, 0.3",
    "PITCH, 0.6",
    "ATTACK, 0.2",
    "ATTACK, 0.8",
    "DECAY, 0.2",
    "DECAY, 0.5",
    "BRIGHTNESS, 0.1",
    "BRIGHTNESS, 0.6"
  })
  void aKnobMeasuresWhatWasAskedFor(Knob knob, double wanted) {
    Sound finished = loop.finish(tom, Map.of(knob, wanted));
    assertEquals(wanted, measure(finished, knob), 0.02);
  }

  @Test
  void severalKnobsAtOnceComeNear() {
    Map<Knob, Double> wanted =
        Map.of(Knob.PITCH, 0.5, Knob.DECAY, 0.4, Knob.BRIGHTNESS, 0.5, Knob.LOUDNESS, 0.6);
    Sound finished = loop.finish(tom, wanted);
    wanted.forEach(
        (knob, value) -> assertEquals(value, measure(finished, knob), 0.05, knob::label));
  }

  @Test
  void nothingAskedForIsNothingDone() {
    assertSame(tom, loop.finish(tom, Map.of()));
    assertEquals(0, loop.nearest(List.of(tom, tom), Map.of(), sound -> 0));
  }

  /// Noise has no pitch to tune, and silence nothing at all.
  @Test
  void whatCannotBeMeasuredIsLeftAlone() {
    Sound noise = new Sound(FinishTest.noise(0.05), RATE);
    assertSame(noise, loop.finish(noise, Map.of(Knob.PITCH, 0.5)));
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
    assertSame(silence, loop.finish(silence, all));
  }

  /// Noise can only be chosen, pitch can be tuned: the noisy one wins although its pitch is
  /// unknown.
  @Test
  void theNearestCandidateIsChosen() {
    Sound noise = new Sound(FinishTest.noise(0.05), RATE);
    assertEquals(
        1,
        loop.nearest(
            List.of(tom, noise, tom), Map.of(Knob.NOISE, 1.0, Knob.PITCH, 0.5), sound -> 0));
    assertEquals(0, loop.nearest(List.of(tom, noise), Map.of(Knob.NOISE, 0.0), sound -> 0));
  }

  /// Of two that are equally near, the one that is more like its class.
  @Test
  void theLessStrangeCandidateIsChosen() {
    Sound copy = new Sound(tom.samples().clone(), RATE);
    assertEquals(
        1, loop.nearest(List.of(tom, copy), Map.of(Knob.NOISE, 0.5), s -> s == tom ? 0.9 : 0.1));
    assertEquals(1, loop.nearest(List.of(tom, copy), Map.of(), s -> s == tom ? 0.9 : 0.1));
  }

  private static double measure(Sound sound, Knob knob) {
    return RANGE.normalize(knob, KnobAnalyzer.analyze(sound).get(knob));
  }
}
