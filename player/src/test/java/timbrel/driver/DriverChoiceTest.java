package timbrel.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DriverChoiceTest {
  private static final DriverRequest REQUEST =
      new DriverRequest("timbrel", "", 48_000, 64, 0, Connections.USUAL);

  private final List<String> opened = new ArrayList<>();
  private boolean firstIsThere;

  private final DriverProvider first = provider("first");
  private final DriverProvider second = provider("second");

  private DriverProvider provider(String name) {
    return new DriverProvider() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Driver open(DriverRequest request) {
        if (name.equals("first") && !firstIsThere) {
          throw new DriverException("first is not there");
        }
        opened.add(name + "(" + request.device() + ")");
        return new FakeDriver(request.sampleRate(), request.blockFrames());
      }
    };
  }

  @Test
  void theBestThatIsThereIsOpened() {
    firstIsThere = true;
    DriverChoice.best(List.of(first, second), REQUEST).get();
    firstIsThere = false;
    DriverChoice.best(List.of(first, second), REQUEST).get();
    assertEquals(List.of("first()", "second()"), opened);
  }

  @Test
  void whatWasOpenedOnceIsWaitedFor() {
    firstIsThere = true;
    DriverChoice choice = DriverChoice.best(List.of(first, second), REQUEST);
    choice.get();
    firstIsThere = false;
    assertThrows(DriverException.class, choice::get);
    firstIsThere = true;
    choice.get();
    assertEquals(List.of("first()", "first()"), opened);
  }

  @Test
  void aNameMayHaveADevice() {
    DriverChoice.named("second:left room", List.of(first, second), REQUEST).get();
    DriverChoice.named("second", List.of(first, second), REQUEST).get();
    assertEquals(List.of("second(left room)", "second()"), opened);
  }

  @Test
  void aNameThatIsNoneSaysWhichThereAre() {
    DriverException e =
        assertThrows(
            DriverException.class,
            () -> DriverChoice.named("third", List.of(first, second), REQUEST));
    assertEquals("there is no driver 'third', expected first or second", e.getMessage());
  }

  @Test
  void allReasonsAreSaid() {
    DriverChoice choice = DriverChoice.best(List.of(first, first), REQUEST);
    DriverException e = assertThrows(DriverException.class, choice::get);
    assertEquals("first is not there; first is not there", e.getMessage());
  }

  @Test
  void aRequestOutOfRangeSaysWhatIsExpected() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new DriverRequest("timbrel", "", 48_000, 8, 0, Connections.USUAL));
    assertEquals("block of 8 frames, expected 16 to 2048", e.getMessage());
    assertSame(REQUEST.connections(), REQUEST.on("x").connections());
  }
}
