package timbrel.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import timbrel.audio.Wav;
import timbrel.audio.WavFile;
import timbrel.instrument.Instrument;

class PlayCommandTest extends CommandLineTest {
  @Test
  void aMidiFileIsRenderedAndTheSameSeedGivesTheSameBytes() throws IOException {
    Path song = song();
    Path once = folder.resolve("once.wav");
    Path again = folder.resolve("again.wav");
    Outcome outcome = runWell("play", tiny, "--driver", "wav:" + once, "--midi", song, "--seed", 7);
    assertTrue(outcome.out().contains("2 new hits"), outcome.out());
    runWell("play", tiny, "--driver", "wav:" + again, "--midi", song, "--seed", 7, "--block", 441);
    assertArrayEquals(Files.readAllBytes(once), Files.readAllBytes(again));
  }

  @Test
  void theFileIsAsLongAsItWasAskedToBe() throws IOException {
    Path file = folder.resolve("out.wav");
    runWell(
        "play",
        tiny,
        "--driver",
        "wav:" + file,
        "--midi",
        song(),
        "--seconds",
        0.5,
        "--rate",
        22050,
        "--bits",
        16);
    Wav wav = WavFile.read(file);
    assertEquals(11025, wav.channels()[0].length);
    assertEquals(22050, wav.sampleRate());
    assertEquals(2, wav.channels().length);
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    Path file = folder.resolve("out.wav");
    assertFails(ExitCodes.USAGE, "would never end", "play", tiny, "--driver", "wav:" + file);
    assertFails(ExitCodes.USAGE, "--rate is 1", "play", tiny, "--rate", 1);
    assertFails(ExitCodes.USAGE, "--block is 4096", "play", tiny, "--block", 4096);
    assertFails(ExitCodes.USAGE, "--seconds", "play", tiny, "--seconds", -1);
    assertFails(ExitCodes.FAILURE, "no driver 'tape'", "play", tiny, "--driver", "tape");
  }

  @Test
  void badFilesAreNamed() throws IOException {
    Path noMidi = Files.writeString(folder.resolve("no.mid"), "this is no MIDI file");
    Path file = folder.resolve("out.wav");
    assertFails(
        ExitCodes.BAD_INPUT, "no.mid", "play", tiny, "--driver", "wav:" + file, "--midi", noMidi);
    assertFails(
        ExitCodes.BAD_INPUT,
        "gone.mid",
        "play",
        tiny,
        "--driver",
        "wav:" + file,
        "--midi",
        folder.resolve("gone.mid"));
    Path noMap = Files.writeString(folder.resolve("no.map"), "fly to the moon\n");
    assertFails(
        ExitCodes.BAD_INPUT,
        "no.map",
        "play",
        tiny,
        "--driver",
        "wav:" + file,
        "--seconds",
        1,
        "--map",
        noMap);
    assertFails(
        ExitCodes.CANNOT_WRITE,
        "nowhere",
        "play",
        tiny,
        "--driver",
        "wav:" + folder.resolve("nowhere/out.wav"),
        "--seconds",
        1);
  }

  @Test
  void hitsAreStoredInAnInstrument() {
    Path with = folder.resolve("with.timbrel");
    runWell("store-hits", tiny, "-o", with, "--kilobytes", 20);
    Instrument instrument = Instrument.open(with.toString());
    assertEquals(6, instrument.storedHits().size());
    assertEquals(Instrument.open(tiny.toString()).parameters(), instrument.parameters());
    int samples = instrument.storedHits().stream().mapToInt(hit -> hit.sound().length()).sum();
    assertTrue(samples <= 10_000, samples + " samples");
  }

  /// Two strokes within a tenth of a second.
  private Path song() throws IOException {
    String header = "MThd\0\0\0\6\0\0\0\1\1\u00f4MTrk\0\0\0\u000c";
    String events = "\0\u0099\44\177\144\u0099\46\100\0\u00ff\57\0";
    return Files.write(
        folder.resolve("song.mid"), (header + events).getBytes(StandardCharsets.ISO_8859_1));
  }
}
