package timbrel.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class BatchSamplerTest {
  private static RandomGenerator random() {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(1);
  }

  private static float[] ramp(int length) {
    float[] ramp = new float[length];
    for (int i = 0; i < length; i++) {
      ramp[i] = i + 1;
    }
    return ramp;
  }

  private static BatchSampler sampler(
      int crop, double attackShare, Augmentation augmentation, float[]... sounds) {
    List<ImportedSound> list = new ArrayList<>();
    for (int i = 0; i < sounds.length; i++) {
      list.add(TestSounds.sound("s" + i, "kick", "g" + i, "g" + i, sounds[i]));
    }
    return new BatchSampler(list, crop, ClassBalance.UNIFORM, attackShare, augmentation);
  }

  @Test
  void aShortSoundIsFollowedByZeros() {
    var batch = sampler(6, 0, Augmentation.NONE, ramp(4)).next(1, random());
    assertArrayEquals(new float[] {1, 2, 3, 4, 0, 0}, batch.samples()[0]);
  }

  @Test
  void eachRowIsTheStretchItSaysItIs() {
    var batch = sampler(10, 0.5, Augmentation.NONE, ramp(100), ramp(7)).next(200, random());
    for (int row = 0; row < 200; row++) {
      int length = batch.sounds()[row] == 0 ? 100 : 7;
      for (int i = 0; i < 10; i++) {
        int at = batch.starts()[row] + i;
        assertEquals(at < length ? at + 1 : 0, batch.samples()[row][i]);
      }
    }
  }

  @Test
  void theStatedShareBeginsWithTheAttack() {
    var batch = sampler(100, 0.6, Augmentation.NONE, ramp(100_000)).next(2000, random());
    long attacks = Arrays.stream(batch.starts()).filter(start -> start == 0).count();
    assertEquals(1200, attacks, 80);
    assertTrue(Arrays.stream(batch.starts()).max().getAsInt() > 90_000);
  }

  @Test
  void aClassWithFourTimesTheSoundsComesUpTwiceAsOften() {
    List<ImportedSound> sounds = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      sounds.add(TestSounds.sound("a" + i, "snare", "a" + i, "a" + i));
    }
    for (int i = 0; i < 10; i++) {
      sounds.add(TestSounds.sound("b" + i, "tom", "b" + i, "b" + i));
    }
    assertEquals(0.8, shareOf("snare", sounds, ClassBalance.NATURAL), 0.03);
    assertEquals(0.667, shareOf("snare", sounds, ClassBalance.SQUARE_ROOT), 0.03);
    assertEquals(0.5, shareOf("snare", sounds, ClassBalance.UNIFORM), 0.03);
  }

  private static double shareOf(
      String soundClass, List<ImportedSound> sounds, ClassBalance balance) {
    var batch = new BatchSampler(sounds, 8, balance, 1, Augmentation.NONE).next(4000, random());
    return Arrays.stream(batch.sounds())
            .filter(i -> sounds.get(i).soundClass().equals(soundClass))
            .count()
        / 4000.0;
  }

  @Test
  void theSameSeedDrawsTheSameBatch() {
    BatchSampler sampler = sampler(50, 0.5, Augmentation.DEFAULT, ramp(400), ramp(90));
    var one = sampler.next(20, random());
    var two = sampler.next(20, random());
    assertArrayEquals(one.samples(), two.samples());
    assertArrayEquals(one.sounds(), two.sounds());
  }

  @Test
  void noSoundsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> sampler(8, 1, Augmentation.NONE));
    assertThrows(IllegalArgumentException.class, () -> sampler(0, 1, Augmentation.NONE, ramp(4)));
  }
}
