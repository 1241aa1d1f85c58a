package timbrel.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import timbrel.audio.Sound;
import timbrel.descriptors.Knob;
import timbrel.descriptors.KnobAnalyzer;
import timbrel.descriptors.KnobRange;

class LeaningTest {
  private static final int RATE = 44_100;
  private static final KnobRange RANGE = KnobRange.usual();
  private final Leaning leaning = new Leaning(RANGE, RATE, 2 * RATE);
  private final Sound tom = new Sound(FinishTest.tom(180, 0.05), RATE);

  @ParameterizedTest
  @ValueSource(doubles = {0.2, 0.3, 0.7})
  void aHitGoesLessThanHalfOfTheWayToThePitchOfTheRecording(double there) {
    assertEquals(0.3, shareOfTheWay(Knob.PITCH, there), 0.03);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.4, 0.7})
  void aHitGoesAboutHalfOfTheWayToTheBrightnessOfTheRecording(double there) {
    assertEquals(0.5, shareOfTheWay(Knob.BRIGHTNESS, there), 0.15);
  }

  @Test
  void whereTheRecordingHadNoPitchAHitKeepsItsOwn() {
    double before = measure(tom, Knob.PITCH);
    Sound leant = leaning.lean(tom, place(Knob.BRIGHTNESS, 0.7));
    assertEquals(before, measure(leant, Knob.PITCH), 0.005);
    float[] nowhere = new float[Knob.values().length];
    Arrays.fill(nowhere, Float.NaN);
    assertSame(tom, leaning.lean(tom, nowhere));
  }

  @Test
  void whatCannotBeMeasuredIsLeftAlone() {
    Sound silence = new Sound(new float[1000], RATE);
    float[] middle = new float[Knob.values().length];
    Arrays.fill(middle, 0.5f);
    assertSame(silence, leaning.lean(silence, middle));
    assertTrue(leaning.lean(new Sound(new float[0], RATE), middle).samples().length == 0);
  }

  @Test
  void aHitIsTunedByHalfAnOctaveAtMost() {
    Sound low = new Sound(FinishTest.tom(60, 0.05), RATE);
    Sound leant = leaning.lean(low, place(Knob.PITCH, 1));
    KnobAnalyzer analyzer = new KnobAnalyzer();
    double ratio = analyzer.valueOf(leant, Knob.PITCH) / analyzer.valueOf(low, Knob.PITCH);
    assertEquals(Math.sqrt(2), ratio, 0.01);
  }

  @Test
  void whatIsNoSoundIsLeftToWhoeverIsToRefuseIt() {
    float[] middle = new float[Knob.values().length];
    Arrays.fill(middle, 0.5f);
    Sound broken = new Sound(new float[] {0.1f, Float.NaN, 0.2f}, RATE);
    assertSame(broken, leaning.lean(broken, middle));
  }

  private double shareOfTheWay(Knob knob, double there) {
    double before = measure(tom, knob);
    double after = measure(leaning.lean(tom, place(knob, there)), knob);
    return (after - before) / (there - before);
  }

  private static float[] place(Knob knob, double value) {
    float[] place = new float[Knob.values().length];
    Arrays.fill(place, Float.NaN);
    place[knob.ordinal()] = (float) value;
    return place;
  }

  private static double measure(Sound sound, Knob knob) {
    return RANGE.normalize(knob, new KnobAnalyzer().valuesOf(sound).get(knob));
  }
}
