package timbrel.descriptors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import timbrel.audio.Golden;
import timbrel.audio.Loudness;
import timbrel.audio.Resampler;
import timbrel.audio.Signals;
import timbrel.audio.Sound;

class KnobAnalyzerTest {
  private static final int RATE = 44_100;
  private static final double NOT_MEASURABLE = -1e9; // JSON knows no NaN
  private static final Golden GOLDEN = Golden.load("/timbrel/descriptors/golden.json");

  static Stream<Arguments> goldenSounds() {
    float[] swell = Signals.noise(12_000, 9);
    for (int t = 0; t < swell.length; t++) {
      double sine = Math.sin(Math.PI * t / swell.length);
      swell[t] = (float) (swell[t] * sine * sine);
    }
    float[] late = Signals.delayed(Signals.drum(9000, RATE, 5), 700);
    return Stream.of(
        Arguments.of("drum", Signals.drum(20_000, RATE, 1)),
        Arguments.of("quiet late drum", Signals.scaled(late, 0.02)),
        Arguments.of("noise", Signals.decaying(Signals.noise(9000, 3), 1500.0 / RATE, RATE)),
        Arguments.of("swell", swell),
        Arguments.of("tone", tone(440, 3000.0 / RATE)),
        Arguments.of("low tone", tone(55, 5000.0 / RATE)),
        Arguments.of("click", new float[] {0, 0, 1, -0.5f, 0.25f, 0}));
  }

  /// `knobs.py` computes the same definitions a second time, with numpy and scipy.
  @ParameterizedTest(name = "{0}")
  @MethodSource("goldenSounds")
  void knobsAreThoseComputedByNumpy(String name, float[] samples) {
    KnobValues values = KnobAnalyzer.analyze(new Sound(samples, RATE));
    double[] golden = GOLDEN.values("knobs." + name);
    for (Knob knob : Knob.values()) {
      double expected = golden[knob.ordinal()];
      if (expected == NOT_MEASURABLE) {
        assertFalse(values.isMeasurable(knob), knob + " is measurable");
      } else {
        assertEquals(expected, values.get(knob), tolerance(knob, expected), knob.label());
      }
    }
  }

  /// Times may be a sample off, where a threshold is met by a hair.
  private static double tolerance(Knob knob, double expected) {
    return switch (knob) {
      case ATTACK, DECAY -> 1000.0 / RATE + 1e-6;
      case PITCH, BRIGHTNESS -> 1e-4 * expected;
      case LOUDNESS, NOISE, RICHNESS -> 1e-3;
    };
  }

  @ParameterizedTest
  @EnumSource(Knob.class)
  void oneKnobAloneMeasuresTheSame(Knob knob) {
    for (float[] samples : new float[][] {Signals.drum(9000, RATE, 2), new float[100]}) {
      Sound sound = new Sound(samples, RATE);
      assertEquals(KnobAnalyzer.analyze(sound).get(knob), KnobAnalyzer.measure(sound, knob));
    }
  }

  /// Long and short, silent and resampled sounds in turn, and a broken one before each: the memory
  /// that is used again does not show.
  @Test
  void whatWasMeasuredBeforeDoesNotShow() {
    KnobAnalyzer used = new KnobAnalyzer();
    Sound broken = new Sound(new float[] {0, Float.NaN}, RATE);
    List<Sound> sounds =
        List.of(
            new Sound(Signals.noise(30_000, 7), RATE),
            new Sound(Signals.drum(9000, RATE, 2), RATE),
            new Sound(new float[40_000], RATE),
            new Sound(Signals.drum(9000, 48_000, 2), 48_000),
            new Sound(tone(300, 0.1), RATE));
    for (Sound sound : sounds) {
      assertThrows(IllegalArgumentException.class, () -> used.valuesOf(broken));
      KnobValues alone = KnobAnalyzer.analyze(sound);
      for (Knob knob : Knob.values()) {
        assertEquals(alone.get(knob), used.valueOf(sound, knob), knob.label());
      }
      assertEquals(alone, used.valuesOf(sound));
      assertArrayEquals(new KnobAnalyzer().spectrumOf(sound), used.spectrumOf(sound));
    }
  }

  @Test
  void halfTheAmplitudeIs6DecibelsSofterAndNothingElse() {
    float[] drum = Signals.drum(20_000, RATE, 1);
    KnobValues loud = KnobAnalyzer.analyze(new Sound(drum, RATE));
    KnobValues soft = KnobAnalyzer.analyze(new Sound(Signals.scaled(drum, 0.5), RATE));
    assertEquals(-20 * Math.log10(2), soft.get(Knob.LOUDNESS) - loud.get(Knob.LOUDNESS), 1e-9);
    for (Knob knob : Knob.values()) {
      if (knob != Knob.LOUDNESS) {
        assertEquals(loud.get(knob), soft.get(knob), 1e-12 * Math.abs(loud.get(knob)));
      }
    }
  }

  /// Bass and treble are heard less than the middle.
  @Test
  void aToneOf1KilohertzIsLouderThanOneOf40Hertz() {
    assertTrue(value(Knob.LOUDNESS, tone(1000, 0.1)) > value(Knob.LOUDNESS, tone(40, 0.1)) + 3);
  }

  @ParameterizedTest
  @ValueSource(doubles = {30, 41.2, 55, 82.4, 110, 196, 261.6, 440, 880, 1318.5, 1900})
  void thePitchOfADyingToneIsItsFrequency(double hertz) {
    assertEquals(hertz, value(Knob.PITCH, tone(hertz, 0.1)), 0.01 * hertz);
  }

  @Test
  void overtonesDoNotRaiseThePitch() {
    float[] both = Signals.sum(tone(150, 0.1), Signals.scaled(tone(450, 0.1), 0.7));
    assertEquals(150, value(Knob.PITCH, both), 1.5);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void noiseHasNoPitch(int seed) {
    float[] noise = Signals.decaying(Signals.noise(20_000, seed), 0.1, RATE);
    assertTrue(Double.isNaN(value(Knob.PITCH, noise)));
  }

  @Test
  void aToneAboveTheRangeHasNoPitchInsteadOfALowerOne() {
    assertTrue(Double.isNaN(value(Knob.PITCH, tone(2500, 0.1))));
    assertTrue(Double.isNaN(value(Knob.PITCH, tone(6000, 0.1))));
  }

  @Test
  void aSlowerRiseIsALongerAttack() {
    double previous = 0;
    for (double milliseconds : new double[] {0, 5, 10, 20, 50, 100}) {
      float[] tone = Signals.sine(30_000, 300, RATE);
      for (int t = 0; t < tone.length; t++) {
        tone[t] *= (float) Math.min(1, t / (milliseconds * RATE / 1000 + 1));
      }
      double attack = value(Knob.ATTACK, tone);
      assertTrue(attack > previous, milliseconds + " ms rise to " + attack);
      assertEquals(0.7 * milliseconds, attack, 2); // from a tenth to four fifths
      previous = attack;
    }
  }

  /// By hand: the energy falls by 20 dB in `seconds / 2 * ln 100`.
  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.03, 0.1, 0.2})
  void theDecayOfADyingNoiseIsTheTimeOfTwentyDecibels(double seconds) {
    float[] noise = Signals.decaying(Signals.noise(88_200, 4), seconds, RATE);
    double expected = 1000 * seconds / 2 * Math.log(100);
    assertEquals(expected, value(Knob.DECAY, noise), 0.1 * expected);
  }

  @Test
  void aLongerTailIsALongerDecay() {
    double previous = 0;
    for (double seconds = 0.002; seconds < 0.5; seconds *= 1.5) {
      double decay = value(Knob.DECAY, Signals.decaying(Signals.noise(88_200, 2), seconds, RATE));
      assertTrue(decay > previous);
      previous = decay;
    }
  }

  @Test
  void noiseIsBrighterTheLessItIsLowPassed() {
    double previous = 0;
    for (double pole : new double[] {0.99, 0.95, 0.8, 0.5, 0, -0.5, -0.9}) {
      double brightness = value(Knob.BRIGHTNESS, filteredNoise(pole));
      assertTrue(brightness > previous, "pole at " + pole);
      previous = brightness;
    }
  }

  @Test
  void moreNoiseOverAToneIsNoisier() {
    double previous = Double.NEGATIVE_INFINITY;
    float[] noise = Signals.decaying(Signals.noise(15_000, 6), 0.1, RATE);
    for (double gain : new double[] {0, 0.01, 0.03, 0.1, 0.3, 1, 3}) {
      double value = value(Knob.NOISE, Signals.sum(tone(400, 0.1), Signals.scaled(noise, gain)));
      assertTrue(value > previous, "noise of gain " + gain);
      previous = value;
    }
  }

  /// Two tones far apart and one in the middle have the same brightness.
  @Test
  void aWiderSpectrumIsRicher() {
    float[] narrow = tone(2000, 0.1);
    float[] wide = Signals.sum(tone(500, 0.1), tone(3500, 0.1));
    assertEquals(value(Knob.BRIGHTNESS, narrow), value(Knob.BRIGHTNESS, wide), 200);
    assertTrue(value(Knob.RICHNESS, wide) > value(Knob.RICHNESS, narrow) + 0.5);
  }

  @ParameterizedTest
  @EnumSource(Knob.class)
  void silenceAroundASoundChangesNothing(Knob knob) {
    float[] drum = Signals.drum(20_000, RATE, 1);
    double alone = value(knob, drum);
    double within = value(knob, Signals.padded(Signals.delayed(drum, 5000), 60_000));
    assertEquals(alone, within, 1e-6 * Math.abs(alone));
  }

  @ParameterizedTest
  @EnumSource(Knob.class)
  void anotherSampleRateChangesLittle(Knob knob) {
    float[] drum = Signals.drum(20_000, RATE, 1);
    KnobRange range = KnobRange.usual();
    Sound resampled = new Sound(Resampler.resample(drum, RATE, 96_000), 96_000);
    double expected = range.normalize(knob, value(knob, drum));
    assertEquals(expected, range.normalize(knob, KnobAnalyzer.analyze(resampled).get(knob)), 0.1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 44_100})
  void ofSilenceOnlyTheLoudnessIsMeasurable(int length) {
    KnobValues values = KnobAnalyzer.analyze(new Sound(new float[length], RATE));
    assertEquals(Loudness.SILENCE, values.get(Knob.LOUDNESS));
    for (Knob knob : Knob.values()) {
      assertEquals(knob == Knob.LOUDNESS, values.isMeasurable(knob));
    }
  }

  static Stream<float[]> oddSounds() {
    float[] constant = new float[10_000];
    Arrays.fill(constant, 0.5f);
    float[] square = new float[44_100];
    for (int t = 0; t < square.length; t++) {
      square[t] = t / 50 % 2 == 0 ? 1 : -1;
    }
    float[] lastSample = new float[1000];
    lastSample[999] = -1;
    return Stream.of(
        new float[] {1},
        new float[] {-1e-3f},
        new float[] {0, 1, 0},
        new float[] {0.1f, -1, 0.2f},
        constant,
        square,
        lastSample,
        new float[] {Float.MAX_VALUE, -Float.MAX_VALUE},
        Signals.noise(88_200, 8));
  }

  @ParameterizedTest
  @MethodSource("oddSounds")
  void oddSoundsHaveFiniteValues(float[] samples) {
    KnobValues values = KnobAnalyzer.analyze(new Sound(samples, RATE));
    for (Knob knob : Knob.values()) {
      if (knob != Knob.PITCH) {
        assertTrue(values.isMeasurable(knob), knob + " is " + values.get(knob));
      }
    }
  }

  @Test
  void whatIsNotANumberIsRefused() {
    Sound broken = new Sound(new float[] {0, Float.NaN, 0}, RATE);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> KnobAnalyzer.analyze(broken));
    assertEquals("sample 1 is NaN, expected a finite number", e.getMessage());
  }

  @Test
  void valuesAreEqualIfTheyAreTheSame() {
    KnobValues first = KnobAnalyzer.analyze(new Sound(tone(300, 0.1), RATE));
    assertEquals(first, KnobAnalyzer.analyze(new Sound(tone(300, 0.1), RATE)));
    assertNotEquals(first, KnobAnalyzer.analyze(new Sound(tone(301, 0.1), RATE)));
  }

  private static double value(Knob knob, float[] samples) {
    return KnobAnalyzer.analyze(new Sound(samples, RATE)).get(knob);
  }

  private static float[] tone(double hertz, double seconds) {
    return Signals.decaying(Signals.sine(15_000, hertz, RATE), seconds, RATE);
  }

  private static float[] filteredNoise(double pole) {
    float[] noise = Signals.noise(20_000, 11);
    for (int t = 1; t < noise.length; t++) {
      noise[t] += (float) (pole * noise[t - 1]);
    }
    return noise;
  }
}
