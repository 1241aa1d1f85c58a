package timbrel.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import timbrel.audio.SampleFormat;
import timbrel.audio.Sound;
import timbrel.audio.WavFile;

class HitFolderTest {
  @TempDir private Path folder;

  private void record(String name, int seed, double level) throws Exception {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    float[] samples = new float[22_050];
    for (int t = 0; t < samples.length; t++) {
      double decay = Math.exp(-t / (1500.0 * seed));
      samples[t] = (float) (level * decay * random.nextDouble(-1, 1));
    }
    Path file = folder.resolve("raw").resolve(name);
    Files.createDirectories(file.getParent());
    WavFile.write(file, new Sound(samples, 44_100), SampleFormat.PCM_24);
  }

  @Test
  void whatWasImportedIsImportedAgainWithClassGroupAndLevel() throws Exception {
    record("Kicks/one, \"loud\".wav", 1, 0.9);
    record("Kicks/two.wav", 2, 0.2);
    record("snares/three.wav", 3, 0.5);
    Files.writeString(folder.resolve("raw").resolve("notes.txt"), "no sound");
    Import first =
        SoundLibrary.scan(folder.resolve("raw"), ImportOptions.DEFAULT, ImportListener.NONE);
    Path hits = Files.createDirectory(folder.resolve("hits"));
    HitFolder.write(first, hits);
    Import again = SoundLibrary.scan(hits, ImportOptions.DEFAULT, ImportListener.NONE);
    assertEquals(first.sounds().size(), again.sounds().size());
    assertEquals(first.classes(), again.classes());
    for (int i = 0; i < first.sounds().size(); i++) {
      ImportedSound before = first.sounds().get(i);
      ImportedSound after = again.sounds().get(i);
      assertEquals(before.soundClass(), after.soundClass());
      assertEquals(before.group(), after.group());
      // the start is faded in once more, where noise may have its peak
      assertEquals(before.gainDb(), after.gainDb(), 0.25);
      assertEquals(before.velocity(), after.velocity());
      assertEquals(before.licence(), after.licence());
    }
    var rows =
        JsonParser.parseString(Files.readString(hits.resolve(HitFolder.REPORT)))
            .getAsJsonObject()
            .getAsJsonArray("rows");
    assertEquals(4, rows.size());
    assertTrue(rows.toString().contains("not a sound file"));
  }
}
