package timbrel.instrument;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import timbrel.audio.Sound;
import timbrel.descriptors.Knob;
import timbrel.descriptors.KnobAnalyzer;

class FinishTest {
  private static final int RATE = 44_100;
  private static final int LONGEST = 2 * RATE;

  /// What a filter of a finish may still ring.
  private static final int RINGING = 2047;

  static Stream<Finish> finishes() {
    return Stream.of(
        new Tuning(LONGEST),
        new ToneNoiseBalance(RATE, FinishTest::random),
        new Width(RATE),
        new Tilt(RATE),
        new Stretch(LONGEST),
        new Damping(RATE),
        new Swell(RATE),
        new Drive(RATE));
  }

  private static RandomGenerator random() {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(9);
  }

  @ParameterizedTest
  @MethodSource("finishes")
  void anAmountOfZeroChangesNothing(Finish finish) {
    float[] tom = tom(180, 0.05);
    assertArrayEquals(tom, applied(finish, tom, 0));
  }

  @ParameterizedTest
  @MethodSource("finishes")
  void theSoundItselfIsNotTouched(Finish finish) {
    float[] tom = tom(180, 0.05);
    applied(finish, tom, finish.lowest() / 3);
    applied(finish, tom, finish.highest() / 3);
    assertArrayEquals(tom(180, 0.05), tom);
  }

  /// Memory that is kept from amount to amount does not show.
  @ParameterizedTest
  @MethodSource("finishes")
  void anAmountDoesNotDependOnThoseBefore(Finish finish) {
    float[] tom = tom(180, 0.05);
    DoubleFunction<float[]> finished = finish.on(new MeasuredSound(new Sound(tom, RATE)));
    double[] amounts = {
      finish.highest(), finish.lowest(), 0, finish.lowest() / 3, finish.highest() / 3
    };
    for (double amount : amounts) {
      assertArrayEquals(
          applied(finish, tom, amount), finished.apply(amount), finish + " " + amount);
    }
  }

  @ParameterizedTest
  @MethodSource("finishes")
  void nothingAndOneSampleAreTaken(Finish finish) {
    for (double amount : List.of(finish.lowest(), finish.highest())) {
      assertEquals(0, applied(finish, new float[0], amount).length);
      assertTrue(applied(finish, new float[] {1}, amount).length <= 1 + RINGING);
    }
  }

  @ParameterizedTest
  @MethodSource("finishes")
  void aLargerAmountMeansAHigherValue(Finish finish) {
    float[] tom = tom(180, 0.05);
    double down = measure(finish, tom, finish.lowest() / 4);
    double same = measure(finish, tom, 0);
    double up = measure(finish, tom, finish.highest() / 4);
    assertTrue(
        (down < same || finish.lowest() == 0) && same < up,
        finish + ": %s %s %s".formatted(down, same, up));
  }

  private static float[] applied(Finish finish, float[] samples, double amount) {
    return finish.on(new MeasuredSound(new Sound(samples, RATE))).apply(amount);
  }

  private static double measure(Finish finish, float[] samples, double amount) {
    return KnobAnalyzer.analyze(new Sound(applied(finish, samples, amount), RATE))
        .get(finish.knob());
  }

  /// The first trial of a search is then often its last.
  @ParameterizedTest
  @CsvSource({"0.6, 0.05", "1.5, 0.05", "3, 0.3"})
  void aTiltIsGuessedFromTheSpectrum(double times, double noise) {
    Tilt tilt = new Tilt(RATE);
    float[] tom = tom(180, noise);
    double wanted = times * measure(tilt, tom, 0);
    double guess = tilt.guess(new MeasuredSound(new Sound(tom, RATE)), wanted / times, wanted);
    assertEquals(1, measure(tilt, tom, guess) / wanted, 0.03);
  }

  /// A tilt of 1 is 6 dB an octave: from 500 Hz to 2 kHz two octaves, a factor of 4 in amplitude.
  @ParameterizedTest
  @CsvSource({"1, 4", "-1, 0.25", "0.5, 2", "2, 16", "-2, 0.0625"})
  void aTiltHasItsSlope(double amount, double ratio) {
    Tilt tilt = new Tilt(RATE);
    double low = rms(applied(tilt, sine(500), amount));
    double high = rms(applied(tilt, sine(2000), amount));
    assertEquals(ratio, high / low, 0.03 * ratio);
  }

  /// exp(-t / 50 ms) falls by 20 dB in 115 ms; 60 dB a second more than its 174: 86 ms.
  @Test
  void dampingAddsToTheDecay() {
    float[] noise = noise(0.05);
    assertEquals(115, decay(noise), 6);
    assertEquals(86, decay(applied(new Damping(RATE), noise, -1)), 6);
    assertEquals(176, decay(applied(new Damping(RATE), noise, 1)), 9);
  }

  private static double decay(float[] samples) {
    return KnobAnalyzer.analyze(new Sound(samples, RATE)).get(Knob.DECAY);
  }

  @Test
  void anOctaveUpHalvesTheLength() {
    float[] sine = sine(440);
    float[] up = applied(new Tuning(LONGEST), sine, 1);
    assertEquals(sine.length / 2, up.length, 1);
    assertEquals(440 * 2, frequency(up), 2);
    assertEquals(440 * Math.pow(2, -0.3), frequency(applied(new Tuning(LONGEST), sine, -0.3)), 1);
  }

  /// Two octaves down would be 4 s long.
  @Test
  void aTunedSoundIsNoLongerThanTheLongest() {
    float[] down = applied(new Tuning(RATE), sine(440), -2);
    assertEquals(RATE, down.length);
    assertEquals(0, down[RATE - 1], 1e-4);
  }

  @ParameterizedTest
  @MethodSource("finishes")
  void theSameAmountGivesTheSameSamples(Finish finish) {
    float[] tom = tom(180, 0.05);
    double amount = finish.highest() / 2;
    assertArrayEquals(applied(finish, tom, amount), applied(finish, tom, amount));
  }

  /// A quarter of a second of silence before the attack stays silent, whatever is done to the rest.
  @ParameterizedTest
  @MethodSource("finishes")
  void nothingSoundsBeforeTheAttack(Finish finish) {
    if (finish instanceof Tuning) {
      return; // moves everything
    }
    float[] tom = tom(180, 0.05);
    float[] late = new float[tom.length + RATE / 4];
    System.arraycopy(tom, 0, late, RATE / 4, tom.length);
    for (double amount : List.of(finish.lowest() / 2, finish.highest() / 2)) {
      float[] out = applied(finish, late, amount);
      boolean startsLater = finish instanceof Swell && amount < 0;
      for (int t = 0; t < (startsLater ? 0 : RATE / 4 - RATE / 100); t++) {
        assertEquals(0, out[t], 2e-4, finish + " at " + t); // -68 dB of the peak
      }
    }
  }

  /// 24 dB before the limiter: no sample passes the peak that was there, and it is louder.
  @Test
  void theLimiterHoldsThePeak() {
    float[] noise = noise(0.1);
    float peak = Samples.peak(noise);
    float[] driven = applied(new Drive(RATE), noise, 4);
    assertTrue(Samples.peak(driven) <= peak * 1.000001f);
    assertTrue(rmsOf(driven) > 2 * rmsOf(noise));
  }

  /// A second of a steady tone, stretched to twice its length: the tone stays what it is.
  @Test
  void stretchingKeepsThePitchAndTheLevel() {
    float[] sine = sine(440);
    float[] stretched = applied(new Stretch(LONGEST), sine, 0.8);
    assertEquals(440, frequency(stretched), 0.5);
    assertEquals(RATE * Math.pow(2, 0.8), stretched.length, 3000);
    assertEquals(0.5 / Math.sqrt(2), rmsOf(Arrays.copyOfRange(stretched, RATE / 2, RATE)), 0.01);
  }

  /// The attack and what comes before the stretched part is the sound itself.
  @Test
  void stretchingLeavesTheAttack() {
    float[] tom = tom(180, 0.05);
    float[] stretched = applied(new Stretch(LONGEST), tom, 2);
    int firstMovedFrame = Samples.risen(tom) + 512; // one hop after the attack
    for (int t = 0; t < firstMovedFrame; t++) {
      assertEquals(tom[t], stretched[t], 1e-5);
    }
  }

  /// Noise for tone: the sine's line is gone, the energy of its surroundings is not.
  @Test
  void tonesBecomeNoiseOfTheSameLevel() {
    float[] sine = sine(440);
    float[] noisy = applied(new ToneNoiseBalance(RATE, FinishTest::random), sine, 1);
    assertEquals(rmsOf(sine), rmsOf(noisy), 0.12 * rmsOf(sine));
    Finish balance = new ToneNoiseBalance(RATE, FinishTest::random);
    assertTrue(measure(balance, sine, 1) > measure(balance, sine, 0) + 20);
  }

  private static double rmsOf(float[] samples) {
    double sum = 0;
    for (float sample : samples) {
      sum += sample * sample;
    }
    return Math.sqrt(sum / samples.length);
  }

  @ParameterizedTest
  @CsvSource({"-1.5", "1.5"})
  void widthKeepsTheCentre(double amount) {
    float[] tom = tom(180, 0.05);
    double before = brightness(tom);
    assertEquals(before, brightness(applied(new Width(RATE), tom, amount)), 0.08 * before);
  }

  private static double brightness(float[] samples) {
    return KnobAnalyzer.analyze(new Sound(samples, RATE)).get(Knob.BRIGHTNESS);
  }

  /// Counts the upward crossings of a sine in its middle half.
  private static double frequency(float[] samples) {
    int from = samples.length / 4;
    int to = 3 * samples.length / 4;
    int crossings = 0;
    for (int t = from; t < to; t++) {
      crossings += samples[t] < 0 && samples[t + 1] >= 0 ? 1 : 0;
    }
    return crossings * (double) RATE / (to - from);
  }

  private static double rms(float[] samples) {
    double sum = 0;
    for (int t = samples.length / 2; t < samples.length; t++) { // after the filter's start
      sum += samples[t] * samples[t];
    }
    return Math.sqrt(sum);
  }

  private static float[] sine(double hertz) {
    float[] samples = new float[RATE];
    for (int t = 0; t < samples.length; t++) {
      samples[t] = (float) (0.5 * Math.sin(2 * Math.PI * hertz * t / RATE));
    }
    return samples;
  }

  /// A decaying sine with a soft start and a little noise, so that every knob can be measured.
  static float[] tom(double hertz, double decaySeconds) {
    float[] noise = noise(decaySeconds);
    float[] samples = new float[noise.length];
    for (int t = 0; t < samples.length; t++) {
      double envelope = Math.min(1, t / 300.0) * Math.exp(-t / (decaySeconds * RATE));
      double sine = Math.sin(2 * Math.PI * hertz * t / RATE);
      samples[t] = (float) (0.6 * envelope * sine + 0.05 * noise[t] * Math.min(1, t / 300.0));
    }
    return samples;
  }

  static float[] noise(double decaySeconds) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(4);
    float[] samples = new float[RATE / 2];
    for (int t = 0; t < samples.length; t++) {
      samples[t] = (float) ((random.nextDouble() - 0.5) * Math.exp(-t / (decaySeconds * RATE)));
    }
    return samples;
  }
}
