package timbrel.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import timbrel.engine.Counters.Count;

class EngineTest {
  private static final int HAT = 6;
  private static final int OPEN_HAT = 10;

  @ParameterizedTest
  @ValueSource(ints = {16, 64, 441, 2048})
  void aHitSoundsAtItsVeryFrame(int block) {
    TestKit kit = new TestKit(TestKit.impulse());
    int[] onsets = {0, 5, 1000, 2047, 4100};
    float[] sound = new float[0];
    for (int start = 0; start < 6144; start += block) {
      for (int pad = 0; pad < onsets.length; pad++) {
        if (onsets[pad] >= start && onsets[pad] < start + block) {
          kit.strike(onsets[pad] - start, pad, 1);
        }
      }
      sound = append(sound, kit.render(block));
    }
    for (int t = 0; t < 4200; t++) {
      int at = t;
      boolean isOnset = Arrays.stream(onsets).anyMatch(onset -> onset == at);
      assertEquals(isOnset, Math.abs(sound[t]) > 0.2f, "frame " + t);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 64, 441})
  void anyBlockSizeGivesTheSameBits(int block) {
    assertArrayEquals(improvise(2048), improvise(block));
  }

  /// A second of strokes and turned knobs, the same in any blocks.
  private static float[] improvise(int block) {
    TestKit kit = new TestKit(TestKit.tone(9000, 333));
    Control[] turned = {
      Control.TUNE,
      Control.BEND,
      Control.DECAY,
      Control.DRIVE,
      Control.PAN,
      Control.LEVEL,
      Control.KNOB,
      Control.OPENNESS,
      Control.CHOKE,
      Control.MASTER_LEVEL,
      Control.MORPH
    };
    Random random = new Random(7);
    int[] times = random.ints(400, 0, 48_000).sorted().toArray();
    int event = 0;
    float[] sound = new float[0];
    for (int start = 0; start < 48_000; start += block) {
      while (event < times.length && times[event] < start + block) {
        int frame = times[event] - start;
        int pad = (times[event] * 31) % Control.PADS;
        kit.strike(frame, pad, (times[event] % 127 + 1) / 127f);
        Control control = turned[event % turned.length];
        float share = times[event] % 100 / 99f;
        float value = control.low() + share * (control.high() - control.low());
        kit.engine.accept(frame, control, pad, event % 7 % 2, value);
        event++;
      }
      sound = append(sound, kit.render(block));
    }
    return Arrays.copyOf(sound, 48_000);
  }

  @Test
  void eventsOfABlockMayComeInAnyOrder() {
    TestKit kit = new TestKit(TestKit.impulse());
    kit.strike(40, 0, 1);
    kit.strike(10, 1, 1);
    kit.strike(25, 2, 1);
    float[] sound = kit.render(64);
    for (int t : new int[] {10, 25, 40}) {
      assertTrue(Math.abs(sound[t]) > 0.2f, "frame " + t);
    }
  }

  @Test
  void aSofterStrokeIsSofter() {
    float loud = peakOf(1);
    float soft = peakOf(0.25f);
    assertEquals(0.125, soft / loud, 0.05); // 0.25 to the power of 1.5, and darker
  }

  private static float peakOf(float velocity) {
    TestKit kit = new TestKit(TestKit.tone(4800, 440));
    kit.strike(0, 0, velocity);
    return peak(kit.render(4800));
  }

  @Test
  void velocityChangesTheTimbreToo() {
    double loud = brightness(1);
    double soft = brightness(0.2f);
    assertTrue(soft < 0.8 * loud, soft + " of " + loud);
  }

  /// Power of a high tone over that of a low one, in a sound of both.
  private static double brightness(float velocity) {
    double[] power = new double[2];
    for (int i = 0; i < 2; i++) {
      TestKit kit = new TestKit(TestKit.tone(4800, i == 0 ? 110 : 8000));
      kit.strike(0, 0, velocity);
      for (float sample : kit.render(4800)) {
        power[i] += sample * sample;
      }
    }
    return power[1] / power[0];
  }

  @Test
  void theClosedHatStopsTheOpenOneWithoutAClick() {
    TestKit kit = new TestKit(TestKit.tone(48_000, 200));
    kit.engine.accept(0, Control.CHOKE_GROUP, HAT, 1, 0);
    kit.engine.accept(0, Control.CHOKE_GROUP, OPEN_HAT, 1, 0);
    kit.engine.accept(0, Control.LEVEL, HAT, 0, 0);
    kit.strike(0, OPEN_HAT, 1);
    kit.strike(5000, HAT, 1);
    float[] sound = kit.render(8000);
    assertTrue(peak(Arrays.copyOfRange(sound, 4000, 5000)) > 0.1f);
    assertEquals(0, peak(Arrays.copyOfRange(sound, 5300, 8000)));
    assertTrue(steepest(sound) < 0.02f, "a step of " + steepest(sound));
  }

  @Test
  void closingThePedalStopsTheOpenHat() {
    TestKit kit = new TestKit(TestKit.tone(48_000, 200));
    kit.strike(0, OPEN_HAT, 1);
    kit.engine.accept(5000, Control.OPENNESS, Control.ALL_PADS, 0, 0);
    float[] sound = kit.render(8000);
    assertEquals(0, peak(Arrays.copyOfRange(sound, 5300, 8000)));
  }

  @Test
  void allOffFadesWithinMilliseconds() {
    TestKit kit = new TestKit(TestKit.tone(48_000, 200));
    for (int pad = 0; pad < 8; pad++) {
      kit.strike(pad * 200, pad, 0.4f);
    }
    kit.engine.accept(5000, Control.ALL_OFF, Control.ALL_PADS, 0, 1);
    float[] sound = kit.render(8000);
    assertEquals(0, peak(Arrays.copyOfRange(sound, 5300, 8000)));
    assertTrue(steepest(sound) < 0.05f, "a step of " + steepest(sound));
  }

  @Test
  void stealingVoicesMakesNoClick() {
    TestKit kit = new TestKit(TestKit.tone(48_000, 150));
    kit.engine.accept(0, Control.MASTER_LEVEL, Control.ALL_PADS, 0, 0.05f);
    for (int i = 0; i < 120; i++) {
      kit.strike(i * 150, i % Control.PADS, 1);
    }
    float[] sound = kit.render(20_000);
    assertTrue(kit.count(Count.STOLEN) > 50, kit.count(Count.STOLEN) + " stolen");
    assertEquals(0, kit.count(Count.SILENT));
    assertTrue(steepest(sound) < 0.02f, "a step of " + steepest(sound));
  }

  @Test
  void sixtyHitsASecondOnOnePadAllSound() {
    TestKit kit = new TestKit(TestKit.impulse());
    int sounding = 0;
    for (int i = 0; i < 60; i++) {
      kit.strike(3, 0, 1);
      sounding += Math.abs(kit.render(800)[3]) > 0.2f ? 1 : 0;
    }
    assertEquals(60, sounding);
    assertEquals(0, kit.count(Count.MERGED));
  }

  @Test
  void strokesWithinTwoMillisecondsAreOne() {
    TestKit kit = new TestKit(TestKit.impulse());
    kit.strike(0, 0, 1);
    kit.strike(50, 0, 1);
    kit.strike(100, 0, 1);
    kit.render(128);
    assertEquals(1, kit.count(Count.MERGED));
  }

  @Test
  void everyPreparedHitIsPlayedOnceAndThenEarlierOnesAgain() {
    TestKit kit = new TestKit(TestKit.impulse());
    for (int i = 0; i < 3; i++) {
      assertTrue(kit.put(0, 1, 0, TestKit.impulse()));
    }
    for (int i = 0; i < 5; i++) {
      kit.strike(0, 0, 1);
      kit.render(256);
    }
    assertEquals(3, kit.count(Count.NEW));
    assertEquals(2, kit.count(Count.REUSED) + kit.count(Count.STORED));
    assertEquals(0, kit.count(Count.SILENT));
  }

  @Test
  void aFreshHitOfTheOtherLayerIsBetterThanAnOldOne() {
    TestKit kit = new TestKit(TestKit.impulse());
    kit.put(0, 1, -5, TestKit.impulse());
    kit.put(0, 0, 0, TestKit.tone(4800, 100));
    kit.strike(0, 0, 1);
    float[] sound = kit.render(512);
    assertTrue(peak(Arrays.copyOfRange(sound, 100, 500)) > 0.01f, "the tone was not played");
  }

  @Test
  void aKnobMakesPreparedHitsOutOfDateButNeverSilent() {
    TestKit kit = new TestKit(TestKit.impulse());
    kit.put(0, 1, 0, TestKit.impulse());
    kit.put(0, 1, 0, new float[64]);
    kit.engine.accept(0, Control.KNOB, 0, 4, 0.8f);
    kit.render(64);
    assertEquals(0, kit.parts.rings()[0][1].size(), "no room for the worker");
    kit.strike(0, 0, 1);
    assertTrue(peak(kit.render(64)) > 0.1f, "the first that waited was not played");
  }

  @Test
  void aKeptSoundIsPlayedAgainAndLetGo() {
    TestKit kit = new TestKit(TestKit.impulse());
    kit.put(0, 1, 0, TestKit.tone(2000, 300));
    kit.strike(0, 0, 1);
    float[] kept = kit.render(4096);
    kit.engine.accept(0, Control.FREEZE, 0, 0, 1);
    kit.put(0, 1, 0, TestKit.tone(2000, 900));
    for (int i = 0; i < 3; i++) {
      kit.strike(0, 0, 1);
      assertArrayEquals(kept, kit.render(4096));
    }
    assertEquals(3, kit.count(Count.KEPT));
    kit.engine.accept(0, Control.FREEZE, 0, 0, 0);
    kit.put(0, 1, 2, TestKit.tone(2000, 900));
    kit.strike(0, 0, 1);
    kit.render(64);
    assertEquals(2, kit.count(Count.NEW));
  }

  @Test
  void whatIsNoNumberIsIgnoredAndCounted() {
    TestKit kit = new TestKit(TestKit.impulse());
    kit.engine.accept(0, Control.LEVEL, 0, 0, Float.NaN);
    kit.engine.accept(0, Control.HIT, 0, 0, Float.NaN);
    kit.engine.accept(0, Control.HIT, 99, 0, 1);
    kit.engine.accept(0, Control.KNOB, 0, 7, 0.5f);
    kit.engine.accept(0, Control.CLASS, 0, 2, 0);
    kit.engine.accept(0, Control.HIT, Control.ALL_PADS, 0, 1);
    assertEquals(0, peak(kit.render(64)));
    assertEquals(6, kit.count(Count.INVALID));
    kit.strike(0, 0, 1);
    assertTrue(peak(kit.render(64)) > 0.2f);
  }

  @Test
  void aSoundThatIsNoNumberComesOutSilentAndDoesNoHarm() {
    float[] broken = TestKit.impulse();
    broken[3] = Float.NaN;
    TestKit kit = new TestKit(broken);
    kit.strike(0, 0, 1);
    for (float sample : kit.render(256)) {
      assertTrue(Float.isFinite(sample));
    }
    assertTrue(kit.count(Count.BROKEN_SAMPLES) > 0);
    assertEquals(0, peak(kit.render(256)));
  }

  @Test
  void aFloodOfEventsIsCountedAndPlayGoesOn() {
    TestKit kit = new TestKit(TestKit.impulse());
    ControlPort port = kit.ports.open();
    for (int i = 0; i < 100_000; i++) {
      kit.strike(i % 64, i % 16, 0.5f);
      port.send(Control.LEVEL, i % 16, 0, 1);
    }
    kit.render(64);
    assertTrue(kit.count(Count.FLOODED) > 90_000);
    assertTrue(port.dropped() > 90_000);
    kit.render(4800);
    kit.strike(7, 0, 1);
    assertTrue(Math.abs(kit.render(64)[7]) > 0.2f);
  }

  @Test
  void loudMixesBendInsteadOfBreaking() {
    TestKit kit = new TestKit(TestKit.tone(9600, 100));
    for (int pad = 0; pad < Control.PADS; pad++) {
      kit.strike(0, pad, 1);
    }
    assertTrue(peak(kit.render(9600)) < 1);
  }

  @Test
  void bendingMovesWhatSounds() {
    TestKit kit = new TestKit(TestKit.tone(96_000, 200));
    kit.strike(0, 0, 1);
    kit.render(4800);
    kit.engine.accept(0, Control.BEND, 0, 0, 12);
    kit.render(4800);
    assertEquals(400, crossings(kit.render(24_000)), 4); // half a second at 400 Hz, twice each
  }

  private static int crossings(float[] sound) {
    int crossings = 0;
    for (int t = 1; t < sound.length; t++) {
      crossings += sound[t] < 0 != sound[t - 1] < 0 ? 1 : 0;
    }
    return crossings;
  }

  private static float peak(float[] sound) {
    float peak = 0;
    for (float sample : sound) {
      peak = Math.max(peak, Math.abs(sample));
    }
    return peak;
  }

  private static float steepest(float[] sound) {
    float steepest = 0;
    for (int t = 1; t < sound.length; t++) {
      steepest = Math.max(steepest, Math.abs(sound[t] - sound[t - 1]));
    }
    return steepest;
  }

  private static float[] append(float[] a, float[] b) {
    float[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }
}
