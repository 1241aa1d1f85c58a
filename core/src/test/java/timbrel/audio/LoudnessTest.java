package timbrel.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoudnessTest {

  /// The design meets the coefficients that the recommendation lists.
  @Test
  void theFilterAt48KilohertzIsTheRecommendations() {
    double[] impulse = new double[40];
    impulse[0] = 1;
    Loudness.shelf(48_000).filter(impulse);
    Loudness.highPass(48_000).filter(impulse);
    double[] golden = Golden.load("/timbrel/audio/golden.json").values("k48000");
    assertArrayEquals(golden, impulse, 1e-7);
  }

  /// "If a 0 dB FS, 1 kHz (997 Hz) sine wave is applied to the left input, the indicated loudness
  /// will equal -3.01 LKFS" (BS.1770-4, annex 1).
  @ParameterizedTest
  @ValueSource(ints = {32_000, 44_100, 48_000, 96_000})
  void aFullScaleSineOf997HertzHas3LufsBelowZero(int rate) {
    Sound sine = new Sound(Signals.sine(5 * rate, 997, rate), rate);
    assertEquals(-3.01, Loudness.of(sine), 0.02);
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 200, 1000, 3000, 8000, 14_000})
  void theFilterSoundsAlikeAtBothRates(int hertz) {
    Sound at44 = new Sound(Signals.sine(44_100, hertz, 44_100), 44_100);
    Sound at48 = new Sound(Signals.sine(48_000, hertz, 48_000), 48_000);
    assertEquals(Loudness.of(at48), Loudness.of(at44), 0.1);
  }

  @Test
  void twiceTheAmplitudeIs6DecibelsLouder() {
    float[] noise = Signals.noise(10_000, 1);
    double loud = Loudness.of(new Sound(noise, 44_100));
    double soft = Loudness.of(new Sound(Signals.scaled(noise, 0.5), 44_100));
    assertEquals(20 * Math.log10(2), loud - soft, 1e-4);
  }

  @Test
  void silenceAndNothingHaveTheFloor() {
    assertEquals(Loudness.SILENCE, Loudness.of(new Sound(new float[100], 44_100)));
    assertEquals(Loudness.SILENCE, Loudness.of(new Sound(new float[0], 44_100)));
  }

  @Test
  void ratesTooLowForTheFilterAreRefused() {
    Sound low = new Sound(new float[10], 4000);
    assertThrows(IllegalArgumentException.class, () -> Loudness.of(low));
  }
}
