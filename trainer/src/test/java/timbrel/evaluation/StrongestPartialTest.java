package timbrel.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import timbrel.dataset.ImportedSound;

class StrongestPartialTest {
  private static final int RATE = ImportedSound.SAMPLE_RATE;

  /// Half a second of a tone that decays, after a click.
  private static float[] ring(double hertz, double level) {
    float[] samples = new float[RATE / 2];
    for (int i = 0; i < samples.length; i++) {
      double t = (double) i / RATE;
      samples[i] = (float) (level * Math.exp(-6 * t) * Math.sin(2 * Math.PI * hertz * t));
    }
    samples[0] = 1;
    return samples;
  }

  private static float[] sum(float[] a, float[] b) {
    float[] sum = a.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += b[i];
    }
    return sum;
  }

  private static float[] hiss(double level) {
    Random random = new Random(5);
    float[] samples = new float[RATE / 2];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (level * random.nextGaussian());
    }
    return samples;
  }

  private static StrongestPartial partial(float[] recording) {
    return StrongestPartial.of(recording).orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(doubles = {52.3, 440.1, 2345.6, 12_000})
  void aToneIsFoundWithinACent(double hertz) {
    double found = partial(ring(hertz, 0.3)).frequency();
    assertEquals(0, 1200 * Math.log(found / hertz) / Math.log(2), 1);
  }

  @Test
  void hissAndSilenceHaveNone() {
    assertEquals(Optional.empty(), StrongestPartial.of(hiss(0.3)));
    assertEquals(Optional.empty(), StrongestPartial.of(new float[0]));
    assertTrue(StrongestPartial.of(sum(hiss(0.02), ring(900, 0.3))).isPresent());
  }

  @Test
  void theRecordingItselfIsInTune() {
    float[] recording = sum(ring(500, 0.3), ring(1300, 0.1));
    StrongestPartial.Kept kept = partial(recording).in(recording);
    assertEquals(new StrongestPartial.Kept(0, 0, true), kept);
  }

  @Test
  void whatIsOutOfTuneSaysByHowMuch() {
    double quarterTone = Math.pow(2, 50 / 1200.0);
    StrongestPartial.Kept kept = partial(ring(500, 0.3)).in(ring(500 * quarterTone, 0.3));
    assertEquals(50, kept.cents(), 1);
    assertTrue(kept.level() < -20);
    assertTrue(kept.leads());
  }

  @Test
  void aPartialThatAnotherOneDrownsIsInTuneAndNotStrongest() {
    StrongestPartial.Kept kept = partial(ring(500, 0.3)).in(sum(ring(500, 0.03), ring(1300, 0.3)));
    assertEquals(0, kept.cents(), 1);
    assertEquals(-20, kept.level(), 0.5);
    assertFalse(kept.leads());
  }

  @ParameterizedTest
  @ValueSource(doubles = {40.2, 500})
  void whatIsGoneIsFarDownAndNowhere(double hertz) {
    StrongestPartial.Kept kept = partial(ring(hertz, 0.3)).in(new float[0]);
    assertEquals(new StrongestPartial.Kept(Double.NaN, -120, false), kept);
    PitchReport.Partials partials = PitchReport.Partials.of(List.of(kept));
    assertEquals(new PitchReport.Partials(1, 0, 0, -120), partials);
  }

  @Test
  void theSlopeOfWhatLiesFartherAwayIsNoPeak() {
    float[] louderBeside = sum(ring(500, 0.1), ring(565, 0.6));
    assertEquals(0, partial(ring(500, 0.3)).in(louderBeside).cents(), 15);
    assertEquals(Optional.empty(), StrongestPartial.of(ring(25, 0.3)));
  }
}
