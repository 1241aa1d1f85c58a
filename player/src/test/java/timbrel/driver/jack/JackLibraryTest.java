package timbrel.driver.jack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class JackLibraryTest {
  @Test
  void aLibraryThatIsNotThereIsNotFound() {
    assertTrue(JackLibrary.find(Optional.of("libjack-of-nobody.so"), "Linux").isEmpty());
  }

  @Test
  void whatIsNamedIsTaken() {
    assertEquals(
        JackLibrary.find(Optional.empty(), "Linux").isPresent(),
        JackLibrary.find(Optional.of("libjack.so.0"), "Plan 9").isPresent());
    assertFalse(JackLibrary.find(Optional.empty(), "Windows 11").isPresent());
  }

  @Test
  void aRefusalSaysWhatToDo() {
    assertTrue(JackStatus.explain(0x11, "").startsWith("no JACK server runs: start one"));
    assertTrue(JackStatus.explain(0x11, "studio").contains("'studio'"));
    assertTrue(JackStatus.explain(0x401, "").contains("different versions"));
    assertTrue(JackStatus.explain(0x201, "").contains("/dev/shm"));
    assertTrue(JackStatus.explain(0x81, "").contains("0x81"));
  }
}
