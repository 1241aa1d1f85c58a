package timbrel.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TonesTest {
  private static final int HOP = 128;
  private static final int SIZE = 4 * HOP;
  private static final int SPECTRA = 60;
  private static final float SILENT = -100;
  private static final StackConfig STACK = new StackConfig(4, 1, 3, 2);
  private static final CodecConfig CONFIG =
      new CodecConfig(44_100, SIZE, HOP, 4, STACK, STACK, 4, 1, 4, STACK, STACK, false, 24);

  private final InverseStft inverse = new InverseStft(CONFIG);

  /// Heads of which all tones are at full scale and say one frequency, as the bins of a partial do.
  ///
  /// @param from in bins, in the first spectrum
  /// @param to in the last one
  private static float[] heads(double from, double to) {
    float[] heads = new float[SPECTRA * CONFIG.headSize()];
    Arrays.fill(heads, SILENT);
    for (int j = 0; j < SPECTRA; j++) {
      double frequency = from + (to - from) * j / (SPECTRA - 1);
      int levels = j * CONFIG.headSize() + CONFIG.toneOffset();
      for (int k = 0; k < CONFIG.tones(); k++) {
        double aside = frequency - (CONFIG.lowestTone() + k);
        heads[levels + k] = Math.abs(aside) < 2 ? 0 : SILENT;
        heads[levels + CONFIG.tones() + k] =
            (float) (2 * Math.PI * aside * HOP / SIZE % (2 * Math.PI));
      }
    }
    return heads;
  }

  private float[] sound(float[] heads) {
    float[] sound = new float[SPECTRA * HOP];
    inverse.forward(heads, new int[SPECTRA], SPECTRA, inverse.newState(), sound, 0);
    return sound;
  }

  @ParameterizedTest
  @ValueSource(doubles = {4, 4.5, 10, 10.2, 9.7, 10.5, 26.7})
  void tonesThatSayOneFrequencyMakeOneSineOfFullScale(double frequency) {
    float[] sound = sound(heads(frequency, frequency));
    int from = SIZE; // behind the start
    int count = 48 * HOP;
    double sine = 0;
    double cosine = 0;
    double power = 0;
    for (int t = from; t < from + count; t++) {
      double angle = 2 * Math.PI * frequency * t / SIZE;
      sine += sound[t] * Math.sin(angle);
      cosine += sound[t] * Math.cos(angle);
      power += sound[t] * sound[t];
    }
    double ofTone = 2 * (sine * sine + cosine * cosine) / count;
    assertEquals(1, Math.sqrt(2 * ofTone / count), 0.02, "amplitude");
    assertTrue(ofTone > 0.985 * power, ofTone / power + " of the power is that tone's");
  }

  @Test
  void aGlidingToneKeepsItsLoudnessFromBinToBin() {
    float[] sound = sound(heads(9.6, 12.4));
    for (int from = SIZE; from + 2 * HOP <= (SPECTRA - 4) * HOP; from += 2 * HOP) {
      double power = 0;
      for (int t = from; t < from + 2 * HOP; t++) {
        power += sound[t] * sound[t];
      }
      assertEquals(1, Math.sqrt(2 * power / (2 * HOP)), 0.15, "amplitude after " + from);
    }
  }

  @Test
  void aStreamThatWasResetBeginsItsTonesAnew() {
    InverseStft.State state = inverse.newState();
    float[] first = new float[SPECTRA * HOP];
    float[] second = new float[SPECTRA * HOP];
    inverse.forward(heads(10.3, 10.3), new int[SPECTRA], SPECTRA, state, first, 0);
    state.reset();
    inverse.forward(heads(10.3, 10.3), new int[SPECTRA], SPECTRA, state, second, 0);
    assertArrayEquals(first, second);
  }

  /// As after an attack, in which bins turn by themselves.
  @ParameterizedTest
  @ValueSource(doubles = {10.3, 10.5, 10.7})
  void binsWhosePhasesHaveDriftedApartSoundTogetherAgain(double frequency) {
    float[] heads = heads(frequency, frequency);
    int drifting = 3;
    for (int j = 0; j < drifting; j++) {
      int turns = j * CONFIG.headSize() + CONFIG.toneOffset() + CONFIG.tones();
      int tenth = 10 - CONFIG.lowestTone();
      heads[turns + tenth] = (float) (-Math.PI / drifting);
      heads[turns + tenth + 1] = 0;
    }
    float[] sound = sound(heads);
    double power = 0;
    for (int t = 2 * SIZE; t < 40 * HOP; t++) {
      power += sound[t] * sound[t] / (40.0 * HOP - 2 * SIZE);
    }
    assertEquals(1, Math.sqrt(2 * power), 0.03, "amplitude");
  }

  @ParameterizedTest
  @ValueSource(floats = {-0.3f, -0.1f, 0.1f, 0.3f})
  void twoBinsThatHearATonesPlaceALittleDifferentlyMakeOneTone(float difference) {
    float[] heads = heads(10.5, 10.5);
    for (int j = 0; j < SPECTRA; j++) {
      int turns = j * CONFIG.headSize() + CONFIG.toneOffset() + CONFIG.tones();
      heads[turns + 10 - CONFIG.lowestTone()] += difference;
    }
    float[] sound = sound(heads);
    for (int from = SIZE; from + SIZE <= (SPECTRA - 4) * HOP; from += SIZE) {
      double power = 0;
      for (int t = from; t < from + SIZE; t++) {
        power += sound[t] * sound[t];
      }
      assertEquals(1, Math.sqrt(2 * power / SIZE), 0.03, "amplitude after " + from);
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void aTurnThatIsNoNumberSilencesItsToneForThatSpectrumAlone(float broken) {
    float[] heads = heads(10, 10);
    int second = CONFIG.headSize() + CONFIG.toneOffset() + CONFIG.tones();
    heads[second + 10 - CONFIG.lowestTone()] = broken;
    float[] sound = sound(heads);
    double power = 0;
    for (int t = 2 * SIZE; t < 40 * HOP; t++) {
      power += sound[t] * sound[t] / (40.0 * HOP - 2 * SIZE);
    }
    assertEquals(1, Math.sqrt(2 * power), 0.02, "amplitude");
  }
}
