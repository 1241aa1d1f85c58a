package timbrel.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import timbrel.audio.Wav;
import timbrel.audio.WavFile;
import timbrel.classifier.DrumClassifier;

/// The small parts that a report is put together from.
class ReportPartsTest {
  private static BufferedImage read(byte[] png) throws IOException {
    return Objects.requireNonNull(ImageIO.read(new ByteArrayInputStream(png)));
  }

  @Test
  void aPictureIsReadBackAsItWasWritten() throws IOException {
    byte[] palette = {0, 0, 0, (byte) 255, 0, 0, 0, (byte) 128, 64};
    BufferedImage image = read(Png.indexed(new byte[] {0, 1, 2, 2, 1, 0}, 3, 2, palette));
    assertEquals(0xFF000000, image.getRGB(0, 0));
    assertEquals(0xFFFF0000, image.getRGB(1, 0));
    assertEquals(0xFF008040, image.getRGB(0, 1));
  }

  /// 9 kHz is mel 2,962 of 48 to 3,817: band 74 of 96 from the bottom.
  @Test
  void aSpectrogramHasHighTonesAtTheTop() throws IOException {
    BufferedImage image = read(SpectrogramPicture.of(Drums.hit(22_050, 9_000, 10, 0)));
    assertEquals(22_050 / 128 + 1, image.getWidth());
    assertTrue(lightness(image, 86, 21) > 600, "9 kHz");
    assertTrue(lightness(image, 86, 90) < 200, "100 Hz");
  }

  private static int lightness(BufferedImage image, int x, int y) {
    int rgb = image.getRGB(x, y);
    return ((rgb >> 16) & 255) + ((rgb >> 8) & 255) + (rgb & 255);
  }

  @Test
  void silenceIsADarkPicture() throws IOException {
    BufferedImage image = read(SpectrogramPicture.of(new float[0]));
    assertTrue(lightness(image, 0, 50) < 60);
  }

  @Test
  void soundsInThePageAreWavFiles(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("sound.wav");
    Files.write(file, WavBytes.of(new float[] {0, 0.5f, -1, 2}));
    Wav wav = WavFile.read(file);
    assertEquals(44_100, wav.sampleRate());
    assertArrayEquals(new float[] {0, 0.5f, -1, 1}, wav.channels()[0], 1e-4f);
  }

  @Test
  void textFromOutsideIsEscaped() {
    assertEquals(
        "&lt;b a=&quot;&#39;&quot;&gt; &amp;amp;   \uD83E\uDD41",
        Html.escape("<b a=\"'\"> &amp;\u0000\u202e \uD83E\uDD41"));
  }

  /// By hand: between the ranks 0.75, 1.5 and 2.25 of 1, 2, 4, 8.
  @Test
  void aSpreadIsTheQuartiles() {
    assertEquals(new Spread(1.75, 3, 5), Spread.of(List.of(8.0, Double.NaN, 1.0, 4.0, 2.0)));
    assertTrue(Double.isNaN(Spread.of(List.of()).median()));
  }

  /// By hand: (-1 x -1 + 0 x 0 + 1 x 1) / sqrt(2 x 2).
  @Test
  void theCorrelationOfALineIsOne() {
    List<Double> x = List.of(1.0, 2.0, 3.0);
    assertEquals(1, KnobEvaluation.correlation(x, List.of(5.0, 6.0, 7.0)), 1e-12);
    assertEquals(-1, KnobEvaluation.correlation(x, List.of(7.0, 6.0, 5.0)), 1e-12);
    assertTrue(Double.isNaN(KnobEvaluation.correlation(x, List.of(4.0, 4.0, 4.0))));
    assertTrue(Double.isNaN(KnobEvaluation.correlation(List.of(), List.of())));
  }

  @Test
  void ticksAreRoundNumbers() {
    assertEquals(List.of(0.0, 2.0, 4.0, 6.0), Axis.linear(0, 6.5, 0, 100).ticks(4));
    assertEquals(List.of(10.0, 100.0, 1000.0), Axis.logarithmic(5, 2000, 0, 100).ticks(4));
    assertEquals("0.5", Axis.label(0.5));
    assertEquals("1,000", Axis.label(1000));
  }

  @Test
  void anAxisOfOneValueHasAPlaceForIt() {
    double place = Axis.linear(3, 3, 0, 100).place(3);
    assertEquals(50, place, 1e-9);
  }

  @Test
  void damagedLinesOfLossesArePassedOver(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("losses.csv");
    Files.writeString(
        file, "codec,1,wave=2.5,mel=NaN\nrubbish\ncodec,x,wave=1\ncodec,2,wave=2.0\nlm,3");
    LossCurves curves = LossCurves.read(file);
    assertEquals(Set.of("codec"), curves.phases().keySet());
    assertEquals(
        List.of(new LossCurves.Value(1, 2.5), new LossCurves.Value(2, 2)),
        Objects.requireNonNull(curves.phases().get("codec")).get("wave"));
  }

  /// By hand: one of two kicks and the tom are right; among the main drums, where open hats are no
  /// choice, the hat is right as well, and the tom does not count.
  @Test
  void theJudgeCountsAllClassesAndTheMainDrumsApart() {
    List<LabelledSound> sounds =
        List.of(sound("hat-closed"), sound("kick"), sound("kick"), sound("tom"));
    List<DrumClassifier.Verdict> verdicts =
        List.of(
            verdict(
                0.5f, 0.3f, 0.2f, 0), // taken for an open hat, but for a closed one before a kick
            verdict(0, 0, 1, 0),
            verdict(0.5f, 0.4f, 0.1f, 0),
            verdict(0, 0, 0, 1));
    GeneratedReport.Judgement judgement =
        Judge.judgement(List.of("hat-open", "hat-closed", "kick", "tom"), sounds, verdicts);
    assertEquals(0.5, judgement.accuracy());
    assertEquals((0 + 0.5 + 1) / 3, judgement.classAccuracy(), 1e-12);
    assertEquals(2.0 / 3, judgement.told(), 1e-12);
    assertEquals(1, judgement.accuracyOfClasses().get("tom"));
  }

  @Test
  void moreSoundsTakeMoreSteps() {
    ClassifierTrainer.Options options = new ClassifierTrainer.Options(300, 64, 1);
    assertEquals(300, options.scaledTo(0).steps());
    assertEquals(300, options.scaledTo(600).steps());
    assertEquals(450, options.scaledTo(900).steps());
    assertEquals(900, options.scaledTo(100_000).steps());
  }

  private static LabelledSound sound(String soundClass) {
    return new LabelledSound(soundClass, soundClass, soundClass, new float[0]);
  }

  private static DrumClassifier.Verdict verdict(float... probabilities) {
    return new DrumClassifier.Verdict(probabilities, new float[0]);
  }
}
