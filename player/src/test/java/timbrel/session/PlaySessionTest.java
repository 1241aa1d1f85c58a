package timbrel.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import timbrel.audio.SampleFormat;
import timbrel.audio.WavFile;
import timbrel.control.Mapping;
import timbrel.control.midi.MidiFile;
import timbrel.descriptors.Knob;
import timbrel.driver.wav.WavDriver;
import timbrel.engine.AudioCallback;
import timbrel.engine.Control;
import timbrel.engine.KitState;
import timbrel.engine.PadState;
import timbrel.engine.Player;
import timbrel.instrument.Instrument;

/// A whole session on a tiny instrument, without anybody who waits.
class PlaySessionTest {
  private static final int NOTE = 0x90;
  private static final int CONTROLLER = 0xB0;

  @TempDir Path folder;
  private Instrument instrument;

  @BeforeEach
  void openTheInstrument() {
    instrument =
        Instrument.open(TinyInstrumentFile.write(folder.resolve("tiny.timbrel")).toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 64, 441})
  void aRenderedFileIsTheSameAtEveryBlockSize(int block) throws Exception {
    MidiFile song = song();
    assertArrayEquals(render(song, 2048, 48_000, 1), render(song, block, 48_000, 1));
  }

  @Test
  void theSameSeedGivesTheSameBytesAndAnotherOneOthers() throws Exception {
    MidiFile song = song();
    byte[] once = render(song, 64, 44_100, 5);
    assertArrayEquals(once, render(song, 64, 44_100, 5));
    assertFalse(Arrays.equals(once, render(song, 64, 44_100, 6)));
  }

  /// One tick is one millisecond, so 48 samples.
  @ParameterizedTest
  @ValueSource(ints = {16, 64, 441, 2048})
  void eachOnsetIsAtItsSample(int block) throws Exception {
    int[] ticks = {0, 403, 811, 1207};
    MidiFile song = song(ticks, NOTE, 36, 127);
    render(song, block, 48_000, 1);
    float[] left = WavFile.read(folder.resolve("out.wav")).channels()[0];
    for (int tick : ticks) {
      int onset = tick * 48;
      for (int t = Math.max(0, onset - 100); t < onset; t++) {
        assertEquals(0, left[t], "before the onset at " + onset);
      }
      assertTrue(peak(left, onset, onset + 20) > 0, "at the onset at " + onset);
    }
  }

  @Test
  void everyHitIsNew() throws Exception {
    render(song(new int[] {0, 500, 1000}, NOTE, 36, 127), 64, 48_000, 1);
    float[] left = WavFile.read(folder.resolve("out.wav")).channels()[0];
    float[] first = Arrays.copyOfRange(left, 0, 2000);
    assertFalse(Arrays.equals(first, Arrays.copyOfRange(left, 24_000, 26_000)));
    assertFalse(Arrays.equals(first, Arrays.copyOfRange(left, 48_000, 50_000)));
  }

  @Test
  void aKeptSoundComesBackWithItsSet() {
    KitState set;
    float[] kept;
    try (PlaySession session = session(Optional.empty(), 3)) {
      AudioCallback callback = session.prepare(48_000, 4096);
      strike(callback);
      strike(callback);
      session.player().orElseThrow().engine().accept(0, Control.FREEZE, 0, 0, 1);
      kept = strike(callback);
      assertArrayEquals(kept, strike(callback));
      set = session.player().orElseThrow().state();
    }
    assertTrue(set.pads().getFirst().frozen().isPresent());
    try (PlaySession session = session(Optional.empty(), 99)) {
      session.restore(set);
      assertArrayEquals(kept, strike(session.prepare(48_000, 4096)));
    }
  }

  @Test
  void settingsComeBackAsTheyWere() {
    try (PlaySession session = session(Optional.empty(), 3)) {
      AudioCallback callback = session.prepare(48_000, 64);
      Player player = session.player().orElseThrow();
      KitState initial = player.state();
      PadState changed =
          new PadState(
              "snare",
              "kick",
              0.25f,
              Map.of(Knob.DECAY, 0.75f),
              0.9f,
              -3,
              0.5f,
              1.5f,
              -0.5f,
              0.2f,
              4,
              OptionalLong.of(-77),
              0.85f);
      List<PadState> pads = new java.util.ArrayList<>(initial.pads());
      pads.set(2, changed);
      KitState wanted = new KitState(pads, 0.4f, 12);
      assertEquals(List.of(), session.restore(wanted));
      callback.process(new float[0][], new float[2][64], 64);
      assertEquals(wanted.pads(), player.state().pads());
      assertEquals(12, player.state().seed());
    }
  }

  @Test
  void aSetOfAnotherInstrumentIsTakenAsFarAsItGoes() {
    try (PlaySession session = session(Optional.empty(), 3)) {
      session.prepare(48_000, 64);
      KitState state = session.player().orElseThrow().state();
      List<PadState> pads = new java.util.ArrayList<>(state.pads());
      PadState pad = pads.get(1);
      pads.set(
          1,
          new PadState(
              "gamelan", "", 0, pad.knobs(), 0.5f, 0, 1, 1, 0, 0, 0, OptionalLong.empty(), 0));
      List<String> remarks = session.restore(new KitState(pads, 1, 1));
      assertEquals(1, remarks.size());
      assertTrue(remarks.getFirst().contains("gamelan"), remarks.toString());
    }
  }

  @Test
  void aDeviceWithAnotherRateFindsEverythingAsItWas() {
    try (PlaySession session = session(Optional.empty(), 3)) {
      AudioCallback callback = session.prepare(48_000, 64);
      session.newPort().send(Control.TUNE, 5, 0, 7);
      callback.process(new float[0][], new float[2][64], 64);
      AudioCallback other = session.prepare(96_000, 64);
      other.process(new float[0][], new float[2][64], 64);
      assertEquals(7, session.player().orElseThrow().state().pads().get(5).tune());
    }
  }

  /// One tick is a millisecond. The device goes after half a second, and another one comes.
  @Test
  void aFileGoesOnWhenADeviceReturns() throws Exception {
    MidiFile song = song(new int[] {0, 800}, NOTE, 36, 127);
    try (PlaySession session = session(Optional.of(song), 3)) {
      session.prepare(48_000, 4800).process(new float[0][], new float[2][24_000], 24_000);
      AudioCallback other = session.prepare(44_100, 4410);
      float[][] out = new float[2][22_050];
      other.process(new float[0][], out, 22_050);
      int onset = 300 * 441 / 10; // 0.8 s of the file are 0.3 s later
      assertEquals(0, peak(out[0], 0, onset));
      assertTrue(peak(out[0], onset, onset + 100) > 0);
      assertTrue(session.fileHasEnded());
    }
  }

  private byte[] render(MidiFile song, int block, int rate, long seed) throws Exception {
    Path file = folder.resolve("out.wav");
    try (PlaySession session = session(Optional.of(song), seed)) {
      AudioCallback callback = session.prepare(rate, block);
      WavDriver.Length length =
          new WavDriver.Length(session.fileFrames(), session.fileFrames() + 10L * rate);
      try (WavDriver driver = WavDriver.open(file, SampleFormat.FLOAT_32, rate, block, length)) {
        driver.start(callback);
        driver.awaitEnd();
      }
    }
    return Files.readAllBytes(file);
  }

  private PlaySession session(Optional<MidiFile> song, long seed) {
    return new PlaySession(
        new PlaySession.Request(instrument, false, true, seed, Mapping.standard(), song));
  }

  private static float[] strike(AudioCallback callback) {
    callback.midi(0, 0x99, 36, 100);
    float[] sound = new float[0];
    for (int i = 0; i < 4; i++) { // longer than the longest hit
      float[][] out = new float[2][4096];
      callback.process(new float[0][], out, 4096);
      sound = Arrays.copyOf(sound, sound.length + 4096);
      System.arraycopy(out[0], 0, sound, sound.length - 4096, 4096);
    }
    return sound;
  }

  private static float peak(float[] sound, int from, int to) {
    float peak = 0;
    for (int t = from; t < to; t++) {
      peak = Math.max(peak, Math.abs(sound[t]));
    }
    return peak;
  }

  /// Strokes on many pads with turned controllers between.
  private MidiFile song() throws IOException {
    ByteArrayOutputStream track = new ByteArrayOutputStream();
    for (int i = 0; i < 60; i++) {
      add(track, i % 3 == 0 ? 37 : 0, NOTE, 36 + i * 7 % 16, 1 + i * 29 % 127);
      if (i % 4 == 0) {
        add(track, 5, CONTROLLER, 70 + i % 10, i * 13 % 128);
      }
    }
    return midi(track);
  }

  private MidiFile song(int[] ticks, int status, int data1, int data2) throws IOException {
    ByteArrayOutputStream track = new ByteArrayOutputStream();
    int now = 0;
    for (int tick : ticks) {
      add(track, tick - now, status, data1, data2);
      now = tick;
    }
    return midi(track);
  }

  private static void add(ByteArrayOutputStream track, int delay, int status, int a, int b) {
    if (delay > 127) {
      track.write(0x80 | delay >> 7);
    }
    track.write(delay & 0x7F);
    track.write(status | 9);
    track.write(a);
    track.write(b);
  }

  /// A file of 500 ticks a quarter note, two quarter notes a second.
  private MidiFile midi(ByteArrayOutputStream events) throws IOException {
    events.writeBytes(new byte[] {0, (byte) 0xFF, 0x2F, 0});
    ByteBuffer file = ByteBuffer.allocate(22 + events.size());
    file.put("MThd".getBytes(java.nio.charset.StandardCharsets.US_ASCII)).putInt(6);
    file.putShort((short) 0).putShort((short) 1).putShort((short) 500);
    file.put("MTrk".getBytes(java.nio.charset.StandardCharsets.US_ASCII)).putInt(events.size());
    file.put(events.toByteArray());
    Path path = folder.resolve("song.mid");
    Files.write(path, file.array());
    return MidiFile.read(path);
  }
}
