package timbrel.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import timbrel.audio.Sound;
import timbrel.codec.Codes;
import timbrel.descriptors.Knob;
import timbrel.instrument.Draw;
import timbrel.instrument.HitRequest;
import timbrel.lm.Sampling;

class WaitingDrawsTest {
  private static final WishList.Wish HERE = new WishList.Wish(3, 1);

  private final WaitingDraws draws = new WaitingDraws();

  private static HitRequest request(String className, long seed) {
    return new HitRequest(className, Map.of(), OptionalDouble.empty(), Sampling.plain(), 1, seed);
  }

  private static Draw draw(HitRequest request) {
    return new Draw(request, new Codes(new int[1][0]), new Sound(new float[0], 44_100));
  }

  @Test
  void aDrawServesRequestsThatDifferInTheirKnobsAlone() {
    Draw kick = draw(request("kick", 1));
    draws.put(HERE, 0, kick);
    HitRequest brighter = request("kick", 1).withKnobs(Map.of(Knob.BRIGHTNESS, 0.9));
    assertEquals(Optional.of(kick), draws.of(HERE, 0, brighter));
    assertTrue(draws.of(HERE, 0, request("snare", 1)).isEmpty(), "another class");
    assertTrue(draws.of(HERE, 0, request("kick", 2)).isEmpty(), "another seed");
    assertTrue(draws.of(HERE, 1, brighter).isEmpty(), "another number");
    assertTrue(draws.of(new WishList.Wish(3, 0), 0, brighter).isEmpty(), "another layer");
  }

  @Test
  void whatHasBeenPlayedIsForgotten() {
    for (int number = 2; number >= 0; number--) {
      draws.put(HERE, number, draw(request("kick", number)));
    }
    draws.forget(HERE.pad(), HERE.layer(), 2);
    assertEquals(1, draws.count());
    assertTrue(draws.of(HERE, 2, request("kick", 2)).isPresent());
  }

  @Test
  void whatAPadKeepsIsForgottenWhenItLetsItGo() {
    draws.put(HERE, PreparedHit.UNNUMBERED, draw(request("kick", 9)));
    draws.forget(HERE.pad(), HERE.layer(), 2);
    HitRequest kept = request("kick", 9);
    assertTrue(draws.of(HERE, PreparedHit.UNNUMBERED, kept).isPresent(), "played, but kept");
    draws.forgetKept(HERE.pad());
    assertTrue(draws.of(HERE, PreparedHit.UNNUMBERED, kept).isEmpty());
  }

  @Test
  void aPadHasOneDrawForEachNumber() {
    draws.put(HERE, 0, draw(request("kick", 1)));
    draws.put(HERE, 0, draw(request("snare", 1)));
    assertEquals(1, draws.count());
    assertTrue(draws.of(HERE, 0, request("snare", 1)).isPresent());
  }
}
