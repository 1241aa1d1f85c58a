package timbrel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import timbrel.audio.SampleFormat;
import timbrel.audio.Sound;
import timbrel.audio.WavFile;

/// What goes through the starter's codec comes back where and as loud as it was: nothing is
/// trimmed, shifted or normalised.
class LevelAndTimeTest {
  private static final int RATE = 44_100;
  private static final int SILENCE = 2000;
  private static final int SAMPLES = 30_011;

  @TempDir private Path folder;

  @ParameterizedTest(name = "a peak of {0} through {1}")
  @CsvSource({"0.8, x.npy", "0.08, x.npy", "0.8, x.tokens", "0.08, x.tokens"})
  void aKickAfterSilenceComesBackWhereAndAsLoudAsItWas(float peak, String file) {
    float[] kick = kick(peak);
    Path sound = folder.resolve("kick.wav");
    WavFile.write(sound, new Sound(kick, RATE), SampleFormat.FLOAT_32);
    Path tokens = folder.resolve(file);
    Path back = folder.resolve("back.wav");
    run("encode", sound.toString(), "-m", "starter", "-o", tokens.toString());
    run("decode", tokens.toString(), "-m", "starter", "-o", back.toString());
    float[] decoded = WavFile.read(back).channels()[0];
    assertTrue(decoded.length >= SAMPLES, decoded.length + " samples");
    assertEquals(0, decibels(energy(decoded, 0, SAMPLES) / energy(kick, 0, SAMPLES)), 3);
    double before = energy(decoded, 0, SILENCE - 200) / energy(decoded, 0, SAMPLES);
    assertTrue(before < 0.01, before + " of the energy lies before the kick");
    assertEquals(attack(kick, peak), attack(decoded, peak), 0.005 * RATE);
  }

  /// Silence, then a falling tone that dies away.
  private static float[] kick(float peak) {
    float[] kick = new float[SAMPLES];
    for (int i = SILENCE; i < SAMPLES; i++) {
      double t = i - SILENCE;
      double turns = 60 * t / RATE + 3 * (1 - Math.exp(-t / 900));
      kick[i] = (float) (peak * Math.sin(2 * Math.PI * turns) * Math.exp(-t / 5000));
    }
    return kick;
  }

  /// The first sample that is louder than a quarter of `peak`.
  private static int attack(float[] samples, float peak) {
    int i = 0;
    while (Math.abs(samples[i]) < peak / 4) {
      i++;
    }
    return i;
  }

  private static double energy(float[] samples, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += samples[i] * samples[i];
    }
    return sum;
  }

  private static double decibels(double powerRatio) {
    return 10 * Math.log10(powerRatio);
  }

  private static void run(String... args) {
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(errors, true, StandardCharsets.UTF_8);
    assertEquals(0, Main.run(args, out, err), errors.toString(StandardCharsets.UTF_8));
  }
}
