package timbrel.control.midi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import timbrel.control.Allocation;
import timbrel.engine.AudioCallback;

/// A file that is played block by block.
class MidiFilePlayerTest {
  private static final int RATE = 8000;

  private final MidiFile file =
      MidiFileBytes.header(0, 1, 96)
          .track("00 992440 01 2640 01 2A40 60 2440 00 2640 5F 2E40 00 FF2F00")
          .read();

  /// What comes next: remembers messages with their time since the beginning.
  private static final class Recorder implements AudioCallback {
    private final List<String> events = new ArrayList<>();
    private long blockStart;
    private int lastFrame;
    private int messages;

    @Override
    public void midi(int frame, int status, int data1, int data2) {
      assertTrue(frame >= lastFrame, "frames fall");
      lastFrame = frame;
      events.add("%d %02X %02X %02X".formatted(blockStart + frame, status, data1, data2));
    }

    @Override
    public void process(float[][] in, float[][] out, int frames) {
      assertTrue(lastFrame < frames || frames == 0, "beyond the block");
      blockStart += frames;
      lastFrame = 0;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 41, 64, 2048, 100_000})
  void everyMessageComesAtItsSampleAtAnyBlockSize(int frames) {
    Recorder recorder = new Recorder();
    MidiFilePlayer player = new MidiFilePlayer(file, RATE, 0, recorder);
    for (long t = 0; t <= player.length(); t += frames) {
      player.process(new float[0][], new float[2][frames], frames);
    }
    assertEquals(MidiFileTest.events(file, RATE), recorder.events);
  }

  @Test
  void aFileGoesOnWhereItStopped() {
    List<String> all = MidiFileTest.events(file, RATE);
    Recorder recorder = new Recorder();
    recorder.blockStart = 100;
    MidiFilePlayer player = new MidiFilePlayer(file, RATE, 100, recorder);
    player.process(new float[0][], new float[2][100_000], 100_000);
    List<String> later =
        all.stream().filter(event -> Long.parseLong(event.split(" ", 2)[0]) >= 100).toList();
    assertTrue(!later.isEmpty() && later.size() < all.size(), all.toString());
    assertEquals(later, recorder.events);
  }

  @Test
  void liveMessagesComeInBetween() {
    Recorder recorder = new Recorder();
    MidiFilePlayer player = new MidiFilePlayer(file, RATE, 0, recorder);
    player.midi(41, 0x90, 60, 100);
    player.midi(60, 0x90, 61, 100);
    player.process(new float[0][], new float[2][64], 64);
    assertEquals(
        List.of("0 99 24 40", "41 90 3C 64", "60 90 3D 64"),
        recorder.events.stream()
            .filter(e -> !e.contains(" 99 26") && !e.contains("99 2A"))
            .toList());
  }

  @Test
  void playingAllocatesNothing() {
    StringBuilder hex = new StringBuilder();
    hex.append("00 992440").append("01 2640".repeat(2000)).append("00 FF2F00");
    MidiFile dense = MidiFileBytes.header(0, 1, 960).track(hex.toString()).read();
    int[] count = {0};
    AudioCallback counter =
        new AudioCallback() {
          @Override
          public void midi(int frame, int status, int data1, int data2) {
            count[0]++;
          }

          @Override
          public void process(float[][] in, float[][] out, int frames) {}
        };
    MidiFilePlayer player = new MidiFilePlayer(dense, RATE, 0, counter);
    float[][] none = {};
    Allocation.assertNoneWhenWarm(() -> player.process(none, none, 4));
    assertTrue(count[0] > 200, count[0] + " messages");
  }
}
