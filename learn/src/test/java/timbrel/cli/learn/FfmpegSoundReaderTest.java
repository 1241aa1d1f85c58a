package timbrel.cli.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import timbrel.audio.Wav;
import timbrel.cli.CommandException;
import timbrel.cli.ExitCodes;
import timbrel.cli.SoundReader;

class FfmpegSoundReaderTest {
  private static final int FRAMES = 100;

  @TempDir private Path folder;

  @Test
  void theServiceLoaderFindsIt() {
    assertTrue(
        ServiceLoader.load(SoundReader.class).findFirst().orElseThrow()
            instanceof FfmpegSoundReader);
  }

  @Test
  void anAiffKeepsItsRateItsChannelsAndItsLevel() throws IOException {
    Wav wav = new FfmpegSoundReader().read(aiff());
    assertEquals(22050, wav.sampleRate());
    assertEquals(2, wav.channels().length);
    assertEquals(FRAMES, wav.frames());
    assertEquals(0.25f, wav.channels()[0][FRAMES / 2]);
    assertEquals(-0.5f, wav.channels()[1][FRAMES / 2]);
  }

  @Test
  void aTextIsBadInputAndTheMessageNamesIt() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.flac"), "not a sound");
    CommandException refused =
        assertThrows(CommandException.class, () -> new FfmpegSoundReader().read(text));
    assertEquals(ExitCodes.BAD_INPUT, refused.exitCode());
    assertTrue(refused.getMessage().startsWith(text + ": "), refused.getMessage());
  }

  /// Left a quarter of full scale, right minus a half.
  private Path aiff() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(FRAMES * 4);
    for (int t = 0; t < FRAMES; t++) {
      bytes.putShort((short) 8192).putShort((short) -16384);
    }
    AudioFormat format = new AudioFormat(22050, 16, 2, true, true);
    Path file = folder.resolve("two.aiff");
    AudioSystem.write(
        new AudioInputStream(new ByteArrayInputStream(bytes.array()), format, FRAMES),
        AudioFileFormat.Type.AIFF,
        file.toFile());
    return file;
  }
}
