package timbrel.endtoend;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import timbrel.audio.SampleFormat;
import timbrel.audio.Sound;
import timbrel.audio.WavFile;

/// A folder as musicians have them: recordings in subfolders, and a few things that are none.
final class Drums {
  private static final int RATE = 44_100;
  static final List<String> CLASSES = List.of("kick", "snare", "hat-closed");
  static final int OF_EACH = 10;

  private Drums() {}

  /// Thirty sounds of three classes, a text that is called sound, a film without sound, and a
  /// recording of 2 GB.
  static Path folder(Path parent) {
    Path folder = parent.resolve("Garage");
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(3);
    try {
      for (String name : CLASSES) {
        Files.createDirectories(folder.resolve(name));
        for (int i = 0; i < OF_EACH; i++) {
          Sound sound = new Sound(samples(name, i, random), RATE);
          Path file = folder.resolve(name).resolve(name + " " + (i + 1) + ".wav");
          WavFile.write(file, sound, SampleFormat.PCM_16);
        }
      }
      Files.writeString(folder.resolve("shopping list.wav"), "milk, sticks, a new snare head\n");
      Files.write(folder.resolve("film.mp4"), film());
      try (RandomAccessFile concert =
          new RandomAccessFile(folder.resolve("concert.wav").toFile(), "rw")) {
        concert.setLength(2L << 30); // takes no room: nothing is written
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Each higher and shorter than the one before, so that none is taken for another.
  private static float[] samples(String name, int i, RandomGenerator random) {
    double pitch = Math.pow(1.2, i);
    double decay = Math.pow(1.12, i);
    float[] samples = new float[RATE * 3 / 10];
    double phase = 0;
    double before = 0;
    for (int t = 0; t < samples.length; t++) {
      double seconds = t / (double) RATE;
      double noise = random.nextDouble(-1, 1);
      phase += 2 * Math.PI * pitch * (50 + 150 * Math.exp(-seconds * 40)) / RATE;
      samples[t] =
          (float)
              switch (name) {
                case "kick" -> 0.9 * Math.sin(phase) * Math.exp(-seconds * 9 * decay);
                case "snare" ->
                    (0.3 * Math.sin(2 * phase) + 0.4 * noise) * Math.exp(-seconds * 12 * decay);
                default -> 0.4 * (noise - before) * Math.exp(-seconds * 20 * decay);
              };
      before = noise;
    }
    return samples;
  }

  /// The head of an MP4 file, then nothing that could be played.
  private static byte[] film() {
    byte[] bytes = new byte[4096];
    byte[] head = "\0\0\0\u0018ftypmp42\0\0\0\0mp42isom".getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(head, 0, bytes, 0, head.length);
    return bytes;
  }
}
