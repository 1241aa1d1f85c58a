package timbrel.studio.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import timbrel.driver.DriverException;
import timbrel.driver.DriverProvider;
import timbrel.driver.DriverRequest;
import timbrel.instrument.Instrument;
import timbrel.studio.json.BadRequestException;
import timbrel.studio.json.JsonRequest;
import timbrel.studio.workspace.InstrumentShelf;
import timbrel.studio.workspace.OpenInstrument;
import timbrel.studio.workspace.Workspace;

class DeviceSoundTest {
  @TempDir private Path folder;

  private OpenInstrument starter() {
    return new InstrumentShelf(Workspace.open(folder)).get(Instrument.STARTER);
  }

  private record Stroke(int pad, float velocity) {}

  @Test
  void aStrokeSoundsAtTheDriverAndIsToldToThePages() throws InterruptedException {
    LoopDriver driver = new LoopDriver();
    BlockingQueue<Stroke> strokes = new LinkedBlockingQueue<>();
    try (DeviceSound device = new DeviceSound(List.of(driver))) {
      device.listen((pad, velocity) -> strokes.add(new Stroke(pad, velocity)));
      device.start(starter());
      device.take(
          JsonRequest.parse(
              """
              {"pad": 2, "settings": {"hit": {"classes": {"snare": 1}, "seed": 0}, "level": 1.5}}\
              """));
      assertEquals(0, driver.loudest());
      device.take(JsonRequest.parse("{\"strike\": 2, \"velocity\": 0.75}"));
      assertEquals(new Stroke(2, 0.75f), strokes.poll(1, TimeUnit.MINUTES));
      for (int i = 0; i < 600 && driver.loudest() == 0; i++) {
        Thread.sleep(100);
      }
      assertTrue(driver.loudest() > 0.01, "loudest " + driver.loudest());
      JsonObject status = device.status();
      assertTrue(status.get("playing").getAsBoolean());
      assertEquals("a loop", status.get("through").getAsString());
      assertEquals(7, status.get("interruptions").getAsInt());
      assertEquals(48_000, status.get("sampleRate").getAsInt());
    }
    assertTrue(driver.isClosed());
  }

  /// A computer without a sound card.
  private record Nothing(String name) implements DriverProvider {
    @Override
    public timbrel.driver.Driver open(DriverRequest request) {
      throw new DriverException(name + " is not here");
    }
  }

  @Test
  void whereNoDriverOpensItSaysWhyAndStaysSilent() {
    try (DeviceSound device = new DeviceSound(List.of(new Nothing("JACK"), new Nothing("ALSA")))) {
      String why =
          assertThrows(BadRequestException.class, () -> device.start(starter())).getMessage();
      assertTrue(why.contains("JACK is not here") && why.contains("ALSA is not here"), why);
      assertEquals("{\"playing\":false}", device.status().toString());
      assertThrows(
          BadRequestException.class,
          () -> device.take(JsonRequest.parse("{\"strike\": 0, \"velocity\": 1}")));
    }
  }
}
