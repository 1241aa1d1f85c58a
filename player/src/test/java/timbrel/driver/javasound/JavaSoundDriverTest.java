package timbrel.driver.javasound;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioFormat.Encoding;
import javax.sound.sampled.LineUnavailableException;
import org.junit.jupiter.api.Test;
import timbrel.driver.Connections;
import timbrel.driver.DriverException;
import timbrel.driver.DriverRequest;
import timbrel.driver.DriverStatus.State;
import timbrel.engine.AudioCallback;

class JavaSoundDriverTest {
  private static final DriverRequest REQUEST =
      new DriverRequest("timbrel", "", 48_000, 64, 1, Connections.USUAL);

  /// Counts from 0 on the left and down on the right, in steps of 1/32767.
  private static final class Stairs implements AudioCallback {
    private int frame;

    @Override
    public void midi(int frame, int status, int data1, int data2) {}

    @Override
    public void process(float[][] in, float[][] out, int frames) {
      for (int i = 0; i < frames; i++) {
        out[0][i] = frame % 32768 / 32767f + in[0][i];
        out[1][i] = -(frame % 32768) / 32767f;
        frame++;
      }
    }
  }

  private final List<FakeLine> opened = new CopyOnWriteArrayList<>();
  private final AtomicLong clock = new AtomicLong();
  private boolean alwaysDry;

  private JavaSoundDriver open(Lines lines) {
    return JavaSoundDriver.open(lines, REQUEST, clock::get);
  }

  private Lines device(Predicate<AudioFormat> plays) {
    return format -> {
      if (!plays.test(format)) {
        throw new IllegalArgumentException("not played: " + format);
      }
      FakeLine line = new FakeLine(format, clock);
      line.runDry(alwaysDry);
      opened.add(line);
      return line.line();
    };
  }

  private static boolean isInteger(AudioFormat format) {
    return format.getEncoding().equals(Encoding.PCM_SIGNED);
  }

  private static void await(String what, BooleanSupplier happened) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!happened.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "waited in vain for " + what);
      Thread.sleep(5);
    }
  }

  @Test
  void samplesBecomeShortsLittleEndFirst() throws InterruptedException {
    try (JavaSoundDriver driver = open(device(f -> isInteger(f)))) {
      driver.start(new Stairs());
      await("sound", () -> opened.getFirst().written().length >= 4 * 640);
    }
    ByteBuffer samples =
        ByteBuffer.wrap(opened.getFirst().written()).order(ByteOrder.LITTLE_ENDIAN);
    for (int frame = 0; frame < 640; frame++) {
      assertEquals(frame, samples.getShort());
      assertEquals(-frame, samples.getShort());
    }
  }

  @Test
  void aDeviceThatTakesFloatsGetsThem() throws InterruptedException {
    try (JavaSoundDriver driver = open(device(f -> true))) {
      driver.start(new Stairs());
      await("sound", () -> opened.getFirst().written().length >= 8 * 640);
    }
    ByteBuffer samples =
        ByteBuffer.wrap(opened.getFirst().written()).order(ByteOrder.LITTLE_ENDIAN);
    assertEquals(32, opened.getFirst().format().getSampleSizeInBits());
    for (int frame = 0; frame < 640; frame++) {
      assertEquals(frame / 32767f, samples.getFloat());
      assertEquals(-frame / 32767f, samples.getFloat());
    }
  }

  /// By hand, at 1000 frames a second and a buffer of 100: after a second in which 700 came, 300
  /// were missing, of which the buffer may have held 100.
  @Test
  void aLineIsDryWhenMoreWasPlayedThanItCanHaveHeld() {
    Dryness inTime = new Dryness(1000, 100, 0);
    assertFalse(inTime.wrote(950, 1_000_000_000));
    Dryness late = new Dryness(1000, 100, 0);
    assertFalse(late.wrote(100, 100_000_000));
    assertTrue(late.wrote(10, 300_000_000));
    assertFalse(late.isTooMuch());
    for (int i = 0; i < 4; i++) {
      assertTrue(late.wrote(10, 600_000_000 + i * 200_000_000L));
    }
    assertTrue(late.isTooMuch());
    assertFalse(late.wrote(3000, 4_000_000_000L));
    assertFalse(late.isTooMuch(), "two seconds later all is forgotten");
  }

  /// By hand: 1.5 is clipped to 32767 = 0x7FFF, -1.5 to -32767 = 0x8001; what is no number is 0.
  @Test
  void integersAreClipped() {
    byte[] bytes = new byte[8];
    float[][] out = {{1.5f, Float.NaN}, {-1.5f, 0.5f}};
    SampleEncoding.PCM_16.encode(out, 2, bytes);
    assertArrayEquals(new byte[] {(byte) 0xFF, 0x7F, 0x01, (byte) 0x80, 0, 0, 0, 0x40}, bytes);
  }

  @Test
  void aDeviceMayHaveAnotherRate() {
    try (JavaSoundDriver driver = open(device(f -> f.getSampleRate() == 44_100))) {
      assertEquals(44_100, driver.sampleRate());
      assertEquals(64, driver.maxFrames());
    }
  }

  @Test
  void theSmallestBufferIsTriedFirstAndGrowsWhileTheLineRunsDry() throws InterruptedException {
    alwaysDry = true;
    try (JavaSoundDriver driver = open(device(f -> isInteger(f)))) {
      driver.start(new Stairs());
      await("larger buffers", () -> opened.size() >= 3);
      alwaysDry = false;
      opened.forEach(line -> line.runDry(false));
      assertEquals(256, opened.get(0).bufferFrames());
      assertEquals(512, opened.get(1).bufferFrames());
      assertEquals(1024, opened.get(2).bufferFrames());
      assertTrue(opened.get(0).isClosed());
      assertTrue(driver.status().xruns() > 8, driver.status().toString());
      assertEquals(State.RUNNING, driver.status().state());
    }
    assertTrue(opened.getLast().isClosed());
  }

  @Test
  void aDeviceThatVanishesIsLost() throws InterruptedException {
    try (JavaSoundDriver driver = open(device(f -> true))) {
      driver.start(new Stairs());
      await("sound", () -> opened.getFirst().written().length > 0);
      opened.getFirst().vanish();
      await("the loss", () -> driver.status().state() == State.LOST);
      assertEquals("the sound device takes no more sound", driver.status().message());
    }
  }

  @Test
  void aDeviceThatHangsIsLostAndCanBeClosed() throws InterruptedException {
    try (JavaSoundDriver driver = open(device(f -> true))) {
      driver.start(new Stairs());
      await("sound", () -> opened.getFirst().written().length > 0);
      opened.getFirst().hang();
      opened.getFirst().awaitHanging();
      clock.addAndGet(TimeUnit.SECONDS.toNanos(4));
      await("the loss", () -> driver.status().state() == State.LOST);
      assertEquals("the sound device has not taken sound for 3 s", driver.status().message());
    }
    assertTrue(opened.getFirst().isClosed());
  }

  @Test
  void aBlockThatFailsIsSilentAndSaid() throws InterruptedException {
    AudioCallback failing =
        new AudioCallback() {
          @Override
          public void midi(int frame, int status, int data1, int data2) {}

          @Override
          public void process(float[][] in, float[][] out, int frames) {
            out[0][0] = 1;
            throw new IllegalStateException("planted");
          }
        };
    try (JavaSoundDriver driver = open(device(f -> true))) {
      driver.start(failing);
      await("blocks", () -> opened.getFirst().written().length > 1000);
      assertTrue(driver.status().message().endsWith("planted"), driver.status().message());
      assertEquals(State.RUNNING, driver.status().state());
    }
    for (byte b : opened.getFirst().written()) {
      assertEquals(0, b);
    }
  }

  @Test
  void noDeviceAndABusyOneSayWhatToDo() {
    DriverException none = assertThrows(DriverException.class, () -> open(device(f -> false)));
    assertTrue(none.getMessage().contains("there is no device"), none.getMessage());
    Lines busy =
        format -> {
          throw new LineUnavailableException("taken");
        };
    DriverException taken = assertThrows(DriverException.class, () -> open(busy));
    assertTrue(taken.getMessage().contains("in use (taken)"), taken.getMessage());
  }

  @Test
  void aDeviceThatIsNotThereIsNamed() {
    DriverException e = assertThrows(DriverException.class, () -> Lines.of("no such device"));
    assertTrue(e.getMessage().contains("no such device"), e.getMessage());
  }
}
