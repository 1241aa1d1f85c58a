package timbrel.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HitSlicerTest {
  private record Slice(long start, int onset, float[][] channels) {}

  /// Twenty strokes of changing pitch, level and decay, most of them into the tail of the last one.
  private static float[] take(int rate, List<Integer> onsets, double noise) {
    Random random = new Random(3);
    float[] take = new float[11 * rate];
    for (int i = 0; i < take.length; i++) {
      take[i] = (float) (noise * random.nextGaussian());
    }
    for (int hit = 0; hit < 20; hit++) {
      int onset = (int) ((0.3 + 0.5 * hit + 0.1 * random.nextDouble()) * rate);
      onsets.add(onset);
      double level = 0.08 + 0.8 * random.nextDouble();
      double hz = 60 * Math.pow(20, random.nextDouble());
      float[] sound = TestSounds.hit(rate, 0, rate, hz, 0.02 + 0.15 * random.nextDouble(), hit);
      for (int i = 0; i < sound.length && onset + i < take.length; i++) {
        take[onset + i] += (float) (level * sound[i]);
      }
    }
    return take;
  }

  private static List<Slice> slice(int rate, int blockSize, float[]... channels) {
    List<Slice> slices = new ArrayList<>();
    HitSlicer slicer =
        new HitSlicer(rate, channels.length, 2, (c, o, s) -> slices.add(new Slice(s, o, c)));
    for (int at = 0; at < channels[0].length; at += blockSize) {
      int count = Math.min(blockSize, channels[0].length - at);
      float[][] block = new float[channels.length][count];
      for (int c = 0; c < channels.length; c++) {
        System.arraycopy(channels[c], at, block[c], 0, count);
      }
      slicer.feed(block, count);
    }
    slicer.finish();
    return slices;
  }

  @ParameterizedTest
  @CsvSource({"44100, 0", "44100, 0.0005", "22050, 0", "48000, 0.001", "96000, 0.0005"})
  void twentyStrokesGiveTwentyHitsEachWithinAMillisecond(int rate, double noise) {
    List<Integer> onsets = new ArrayList<>();
    float[] take = take(rate, onsets, noise);
    List<Slice> slices = slice(rate, 4096, take);
    assertEquals(20, slices.size());
    for (int hit = 0; hit < 20; hit++) {
      double late = (slices.get(hit).start() - onsets.get(hit)) / (double) rate;
      assertEquals(0, late, 0.001, "hit " + hit + " in seconds");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 1024, 5000, 1_000_000})
  void theBlocksInWhichSoundComesDoNotMatter(int blockSize) {
    float[] take = take(44_100, new ArrayList<>(), 0.0005);
    List<Slice> expected = slice(44_100, 4096, take);
    List<Slice> slices = slice(44_100, blockSize, take);
    assertEquals(
        expected.stream().map(Slice::start).toList(), slices.stream().map(Slice::start).toList());
  }

  @Test
  void aHitEndsWhereTheNextOneBegins() {
    List<Integer> onsets = new ArrayList<>();
    float[] take = take(44_100, onsets, 0);
    List<Slice> slices = slice(44_100, 4096, take);
    for (int hit = 0; hit < 19; hit++) {
      Slice slice = slices.get(hit);
      long end = slice.start() - slice.onset() + slice.channels()[0].length;
      assertTrue(end <= onsets.get(hit + 1), "hit " + hit);
      assertTrue(end > onsets.get(hit + 1) - 441, "hit " + hit);
    }
  }

  @Test
  void aFlamStaysOneHit() {
    float[] flam = new float[3 * 44_100];
    float[] stroke = TestSounds.hit(44_100, 0, 20_000, 200, 0.08, 1);
    for (int i = 0; i < stroke.length; i++) {
      flam[22_050 + i] += 0.4f * stroke[i];
      flam[22_050 + 1100 + i] += stroke[i]; // 25 ms later
    }
    List<Slice> slices = slice(44_100, 4096, flam);
    assertEquals(1, slices.size());
    assertEquals(22_050, slices.getFirst().start(), 44);
  }

  @Test
  void aRingingBellIsOneHit() {
    float[] bell = new float[6 * 44_100];
    for (double hz : new double[] {523, 529, 1240, 2790, 2803}) { // partials that beat
      for (int i = 0; i < bell.length - 1000; i++) {
        double t = i / 44_100.0;
        bell[1000 + i] += (float) (0.15 * Math.sin(2 * Math.PI * hz * t) * Math.exp(-t / 1.5));
      }
    }
    assertEquals(1, slice(44_100, 4096, bell).size());
  }

  @Test
  void noiseHasNoHitsButItsBeginning() {
    Random random = new Random(1);
    float[] noise = new float[10 * 44_100];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) (0.1 * random.nextGaussian());
    }
    assertTrue(slice(44_100, 4096, noise).size() <= 1);
  }

  @Test
  void channelsThatCancelAreHeard() {
    List<Integer> onsets = new ArrayList<>();
    float[] take = take(44_100, onsets, 0);
    assertEquals(20, slice(44_100, 4096, take, TestSounds.scaled(take, -1)).size());
  }
}
