package timbrel.descriptors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KnobRangeTest {

  /// By hand: of the ranks 0 to 100, the 2nd percentile is rank 2 and the 98th rank 98.
  @Test
  void theEndsAreThe2ndAndThe98thPercentile() {
    List<KnobValues> sounds = new ArrayList<>();
    for (int i = 100; i >= 0; i--) {
      sounds.add(values(Knob.LOUDNESS, -i));
    }
    KnobRange range = KnobRange.of(sounds);
    assertEquals(-98, range.low(Knob.LOUDNESS), 1e-9);
    assertEquals(-2, range.high(Knob.LOUDNESS), 1e-9);
  }

  /// By hand: from 100 to 1600 Hz there are four octaves, so 400 Hz is half way.
  @Test
  void pitchIsPlacedByOctaves() {
    KnobRange range = withPitch(100, 1600);
    assertEquals(0, range.normalize(Knob.PITCH, 100), 1e-12);
    assertEquals(0.5, range.normalize(Knob.PITCH, 400), 1e-12);
    assertEquals(1, range.normalize(Knob.PITCH, 1600), 1e-12);
    assertEquals(400, range.denormalize(Knob.PITCH, 0.5), 1e-9);
  }

  @Test
  void whatIsOutsideLiesBeyondTheEnds() {
    KnobRange range = withPitch(100, 1600);
    assertEquals(-0.25, range.normalize(Knob.PITCH, 50), 1e-12);
    assertEquals(3200, range.denormalize(Knob.PITCH, 1.25), 1e-9);
  }

  @Test
  void whatIsNotMeasurableStaysSo() {
    KnobRange range = KnobRange.usual();
    assertTrue(Double.isNaN(range.normalize(Knob.PITCH, Double.NaN)));
    float[] all = range.normalize(values(Knob.LOUDNESS, range.high(Knob.LOUDNESS)));
    assertEquals(1, all[Knob.LOUDNESS.ordinal()]);
    assertTrue(Float.isNaN(all[Knob.PITCH.ordinal()]));
  }

  @ParameterizedTest
  @EnumSource(Knob.class)
  void denormalizeUndoesNormalize(Knob knob) {
    KnobRange range = KnobRange.usual();
    for (double place : new double[] {-0.5, 0, 0.3, 1, 1.5}) {
      assertEquals(place, range.normalize(knob, range.denormalize(knob, place)), 1e-12);
    }
  }

  @Test
  void soundsWithoutPitchLeaveItsUsualRange() {
    KnobRange range = KnobRange.of(List.of(values(Knob.LOUDNESS, -20)));
    assertEquals(Knob.PITCH.usualLow(), range.low(Knob.PITCH), 1e-9);
    assertEquals(Knob.PITCH.usualHigh(), range.high(Knob.PITCH), 1e-9);
  }

  /// A tenth of the usual width around the only value.
  @Test
  void soundsThatAreAllAlikeDoNotMakeTheRangeVanish() {
    KnobRange range = KnobRange.of(List.of(values(Knob.LOUDNESS, -20), values(Knob.LOUDNESS, -20)));
    double width = 0.1 * (Knob.LOUDNESS.usualHigh() - Knob.LOUDNESS.usualLow());
    assertEquals(-20 - width / 2, range.low(Knob.LOUDNESS), 1e-9);
    assertEquals(-20 + width / 2, range.high(Knob.LOUDNESS), 1e-9);
  }

  @Test
  void rangesThatDoNotRiseAreRefused() {
    double[] ends = KnobRange.usual().low();
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> new KnobRange(ends, ends));
    assertTrue(e.getMessage().startsWith("loudness ranges from"));
    double[] negative = ends.clone();
    negative[Knob.PITCH.ordinal()] = -5;
    assertThrows(
        IllegalArgumentException.class, () -> new KnobRange(negative, KnobRange.usual().high()));
    assertThrows(IllegalArgumentException.class, () -> new KnobRange(new double[3], ends));
  }

  @Test
  void labelsAreDistinctAndLowerCase() {
    String[] labels = Arrays.stream(Knob.values()).map(Knob::label).toArray(String[]::new);
    assertArrayEquals(
        new String[] {"loudness", "pitch", "attack", "decay", "brightness", "noise", "richness"},
        labels);
  }

  private static KnobRange withPitch(double low, double high) {
    double[] lows = KnobRange.usual().low().clone();
    double[] highs = KnobRange.usual().high().clone();
    lows[Knob.PITCH.ordinal()] = low;
    highs[Knob.PITCH.ordinal()] = high;
    return new KnobRange(lows, highs);
  }

  private static KnobValues values(Knob knob, double value) {
    double[] values = new double[Knob.values().length];
    Arrays.fill(values, Double.NaN);
    values[knob.ordinal()] = value;
    return new KnobValues(values);
  }
}
