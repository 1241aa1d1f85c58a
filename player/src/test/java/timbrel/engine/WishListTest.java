package timbrel.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import timbrel.engine.WishList.Wish;

class WishListTest {
  private final long[][] pads =
      IntStream.range(0, Control.PADS).mapToObj(i -> PadWords.initial(0)).toArray(long[][]::new);

  @Test
  void thePadPlayedLastComesFirst() {
    pads[5][PadWords.LAST_HIT] = 2;
    pads[9][PadWords.LAST_HIT] = 1;
    pads[5][PadWords.LAST_LAYER] = 1;
    List<Wish> wishes = WishList.live().of(pads, (pad, layer) -> 0, 3);
    assertEquals(List.of(new Wish(5, 1), new Wish(9, 0), new Wish(0, 0)), wishes);
  }

  @Test
  void everyPadGetsOneBeforeAnyGetsASecond() {
    List<Wish> wishes = WishList.live().of(pads, (pad, layer) -> 0, 16);
    assertEquals(16, wishes.stream().map(Wish::pad).distinct().count());
  }

  @Test
  void nothingIsWishedForWhenAllIsReady() {
    assertTrue(WishList.live().of(pads, (pad, layer) -> 8, 16).isEmpty());
  }

  @Test
  void aPadThatKeepsItsSoundWantsOne() {
    pads[3][PadWords.LAST_HIT] = 1;
    pads[3][PadWords.FROZEN] = 1;
    List<Wish> wishes =
        WishList.live().of(pads, (pad, layer) -> pad == 3 && layer == 0 ? 0 : 8, 16);
    assertEquals(List.of(new Wish(3, 0)), wishes);
  }

  @Test
  void whenRenderingOnlyPadsThatPlayAreServed() {
    pads[7][PadWords.LAST_HIT] = 1;
    List<Wish> wishes = WishList.offline().of(pads, (pad, layer) -> 0, 100);
    assertTrue(wishes.stream().allMatch(wish -> wish.pad() == 7), wishes.toString());
  }
}
