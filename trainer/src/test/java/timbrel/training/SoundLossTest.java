package timbrel.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SoundLossTest {
  private static final int BATCH = 4;
  private static final int SAMPLES = 4096;
  private static final List<SoundLoss> LOSSES =
      List.of(
          new WaveformLoss(1),
          new WaveformLoss(16),
          new FluxLoss(),
          new OnsetLoss(44_100),
          SpectralLoss.ofBins(512, 128),
          SpectralLoss.ofMel(64, 16, 10, 44_100, true));

  @BeforeAll
  static void startTorch() {
    Torch.start(1);
  }

  /// Hisses of one loudness.
  private static float[] hisses(int count, double loudness, long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    float[] hisses = new float[count * SAMPLES];
    for (int i = 0; i < hisses.length; i++) {
      hisses[i] = (float) (loudness * random.nextGaussian());
    }
    return hisses;
  }

  private static double energy(SoundLoss loss, float[] draws, float[] targets) {
    try (PointerScope scope = new PointerScope()) {
      Tensor both = Torch.tensor(draws, 2 * BATCH, SAMPLES);
      return loss.energy(both, Torch.tensor(targets, BATCH, SAMPLES)).item_double();
    }
  }

  private static double distance(SoundLoss loss, float[] sounds, float[] targets) {
    try (PointerScope scope = new PointerScope()) {
      Tensor some = Torch.tensor(sounds, BATCH, SAMPLES);
      return loss.distance(some, Torch.tensor(targets, BATCH, SAMPLES)).item_double();
    }
  }

  @Test
  void theEnergyIsLeastForHissesOfTheRightLoudness() {
    float[] targets = hisses(BATCH, 0.1, 1);
    for (SoundLoss loss : LOSSES) {
      double right = energy(loss, hisses(2 * BATCH, 0.1, 2), targets);
      for (double wrong : new double[] {0, 0.03, 0.3}) {
        double other = energy(loss, hisses(2 * BATCH, wrong, 2), targets);
        assertTrue(right < other, loss.getClass() + " at " + wrong + ": " + other + ", " + right);
      }
    }
  }

  @Test
  void toDistanceAloneSilenceIsNearerToAHissThanAnotherHiss() {
    float[] targets = hisses(BATCH, 0.1, 1);
    SoundLoss waves = new WaveformLoss(1);
    double silence = distance(waves, hisses(BATCH, 0, 2), targets);
    assertTrue(silence < distance(waves, hisses(BATCH, 0.1, 2), targets) - 0.3);
  }

  @Test
  void ofTwoEqualDrawsTheEnergyIsTwiceTheDistance() {
    float[] targets = hisses(BATCH, 0.1, 1);
    float[] sounds = hisses(BATCH, 0.2, 3);
    float[] twice = new float[2 * sounds.length];
    System.arraycopy(sounds, 0, twice, 0, sounds.length);
    System.arraycopy(sounds, 0, twice, sounds.length, sounds.length);
    for (SoundLoss loss : LOSSES) {
      double distance = distance(loss, sounds, targets);
      assertEquals(2 * distance, energy(loss, twice, targets), 1e-4 * distance);
    }
  }
}
