package timbrel.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import timbrel.engine.PreparedHit.Origin;

class PadTest {
  @Test
  void aKeptSoundThatWasPlayedOutOfDateIsKeptWhenItHasFollowedAKnob() {
    long[] words = PadWords.initial(0);
    words[PadWords.FROZEN] = 1;
    HitRing[] rings = {new HitRing(), new HitRing()};
    Pad pad = new Pad(words, rings, new PreparedHit[0][0]);
    float[] sound = TestKit.impulse();
    rings[0].put(TestKit.hit(sound, 0, 0, Origin.NEW));
    words[PadWords.VERSION] = 1;
    pad.dropOutdated();
    assertEquals(0, pad.take(0).version());
    rings[0].put(TestKit.hit(sound, 1, 0, Origin.NEW));
    assertEquals(1, pad.take(0).version());
    assertEquals(1, pad.take(0).version(), "not kept");
  }
}
