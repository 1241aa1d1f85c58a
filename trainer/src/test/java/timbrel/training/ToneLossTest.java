package timbrel.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import timbrel.codec.CodecConfig;
import timbrel.codec.StackConfig;

class ToneLossTest {
  private static final int HOP = 128;
  private static final int SPECTRA = 60;
  private static final int TONES = 40;
  private static final double FREQUENCY = 10.3; // in bins
  private static final float SILENT = -20;
  private static final StackConfig STACK = new StackConfig(4, 1, 3, 2);
  private static final CodecConfig CONFIG =
      new CodecConfig(44_100, 4 * HOP, HOP, 4, STACK, STACK, 4, 1, 4, STACK, STACK, false, TONES);

  @BeforeAll
  static void startTorch() {
    Torch.start(1);
  }

  private record Values(double tuning, double level) {}

  /// Of tones that say the frequency `bins` in every bin, and a level where that is their own.
  private static Values lossOf(float[] sound, double bins, double level) {
    try (PointerScope scope = new PointerScope()) {
      float[] turns = new float[SPECTRA * TONES];
      float[] levels = new float[turns.length];
      for (int i = 0; i < turns.length; i++) {
        double aside = bins - CONFIG.lowestTone() - i % TONES;
        turns[i] = (float) (2 * Math.PI * aside / 4);
        levels[i] = Math.abs(aside) < 0.75 ? (float) level : SILENT;
      }
      ToneLoss.Apart apart =
          new ToneLoss(CONFIG)
              .between(
                  Torch.tensor(levels, 1, SPECTRA, TONES),
                  Torch.tensor(turns, 1, SPECTRA, TONES),
                  Torch.tensor(sound, 1, sound.length));
      return new Values(apart.tuning().item_double(), apart.level().item_double());
    }
  }

  private static float[] partial(double amplitude) {
    float[] sound = new float[SPECTRA * HOP];
    for (int t = 0; t < sound.length; t++) {
      double fade = Math.min(1, t / (10.0 * HOP)); // a click would be no partial
      sound[t] = (float) (fade * amplitude * Math.sin(2 * Math.PI * FREQUENCY * t / (4 * HOP)));
    }
    return sound;
  }

  private static float[] withNoise(float[] sound, double amplitude) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    float[] noisy = sound.clone();
    for (int t = 0; t < noisy.length; t++) {
      noisy[t] += (float) (amplitude * random.nextGaussian());
    }
    return noisy;
  }

  @Test
  void tonesThatAreThePartialCostAlmostNothing() {
    Values loss = lossOf(partial(0.5), FREQUENCY, Math.log(0.5));
    assertEquals(0, loss.tuning(), 0.02);
    assertEquals(0, loss.level(), 0.2);
  }

  @Test
  void aToneHalfABinOutOfTuneCostsWhatItsTurnsDifferBy() {
    double turn = 2 * Math.PI * 0.5 / 4;
    assertEquals(1 - Math.cos(turn), lossOf(partial(0.5), FREQUENCY + 0.5, 0).tuning(), 0.03);
    assertEquals(1 - Math.cos(turn), lossOf(partial(0.5), FREQUENCY - 0.5, 0).tuning(), 0.03);
  }

  @Test
  void aToneHalfAsLoudAsThePartialCostsTheLogarithmOfThat() {
    assertEquals(Math.log(2), lossOf(partial(0.5), FREQUENCY, Math.log(0.25)).level(), 0.2);
  }

  @Test
  void thePartialCountsMoreThanTheHissAroundIt() {
    assertTrue(lossOf(withNoise(partial(0.5), 0.05), FREQUENCY, 0).tuning() < 0.1);
    assertTrue(lossOf(withNoise(new float[SPECTRA * HOP], 0.05), FREQUENCY, 0).tuning() > 0.2);
  }

  @Test
  void silenceAsksForSilentTonesOfAnyFrequency() {
    try (PointerScope scope = new PointerScope()) {
      Tensor turns = zeros(1, SPECTRA, TONES).set_requires_grad(true);
      Tensor levels = zeros(1, SPECTRA, TONES).set_requires_grad(true);
      ToneLoss.Apart apart =
          new ToneLoss(CONFIG).between(levels, turns, zeros(1, (long) SPECTRA * HOP));
      apart.tuning().add(apart.level()).backward();
      assertEquals(0, sum(turns.grad()), 1e-6);
      assertEquals(1, sum(levels.grad()), 1e-2, "downwards is less of a loss");
    }
  }

  @Test
  void hissAsksForTonesFarBelowIt() {
    float[] hiss = withNoise(new float[SPECTRA * HOP], 0.2);
    double loudest = 0.02; // of a bin of it, about
    assertTrue(lossOf(hiss, 1000, 0).level() < 0.75 * Math.log(loudest / 1e-4), "all silent");
  }

  private static double sum(Tensor gradient) {
    double sum = 0;
    for (float value : Torch.floats(gradient)) {
      sum += value;
    }
    return sum;
  }

  private static Tensor zeros(long... shape) {
    float[] zeros = new float[Math.toIntExact(Arrays.stream(shape).reduce(1, (a, b) -> a * b))];
    return Torch.tensor(zeros, shape);
  }
}
