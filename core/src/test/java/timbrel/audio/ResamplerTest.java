package timbrel.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResamplerTest {

  @Test
  void theSameRateChangesNothing() {
    float[] noise = Signals.noise(1000, 1);
    assertArrayEquals(noise, Resampler.resample(noise, 44_100, 44_100));
  }

  @ParameterizedTest
  @CsvSource({"48000, 44100", "44100, 24000", "24000, 44100", "8000, 44101", "192000, 8000"})
  void piecesOfAnySizeGiveTheSamplesOfTheWhole(int from, int to) {
    float[] noise = Signals.noise(9_000, 4);
    Resampler resampler = Resampler.between(from, to);
    float[] expected = resampler.resample(noise);
    float[] actual = new float[expected.length];
    Resampler.Stream stream = resampler.newStream();
    int written = 0;
    for (int start = 0, size = 1; start < noise.length; start += size, size = size * 3 % 1009) {
      size = Math.min(size, noise.length - start);
      float[] piece = stream.accept(noise, start, size);
      System.arraycopy(piece, 0, actual, written, piece.length);
      written += piece.length;
    }
    float[] rest = stream.finish();
    System.arraycopy(rest, 0, actual, written, rest.length);
    assertEquals(expected.length, written + rest.length);
    assertArrayEquals(expected, actual);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 48000, 44100, 0",
    "1, 48000, 44100, 1",
    "480, 48000, 44100, 441",
    "481, 48000, 44100, 442",
    "100, 22050, 44100, 200",
    "100, 44101, 44100, 100",
    "7, 1000, 44100, 309"
  })
  void theLengthIsRoundedUp(int length, int from, int to, int expected) {
    assertEquals(expected, Resampler.resample(new float[length], from, to).length);
  }

  /// Well inside the pass band, sines stay the sines that they are, in level and in phase.
  @ParameterizedTest
  @CsvSource({
    "8000, 44100, 3600",
    "11025, 44100, 5000",
    "22050, 44100, 10000",
    "32000, 44100, 14500",
    "48000, 44100, 20000",
    "88200, 44100, 20000",
    "96000, 44100, 20000",
    "192000, 44100, 20000",
    "44100, 48000, 20000",
    "44099, 44100, 20000",
    "44101, 44100, 20000",
    "47999, 44100, 20000",
    "7919, 44100, 3500"
  })
  void aSineStaysTheSine(int from, int to, double highest) {
    for (double hertz : new double[] {0.01 * highest, 0.3 * highest, 0.7 * highest, highest}) {
      float[] out = Resampler.resample(Signals.sine(from / 4, hertz, from), from, to);
      float[] expected = Signals.sine(out.length, hertz, to);
      int edge = margin(from, to);
      for (int t = edge; t < out.length - edge; t++) {
        assertEquals(expected[t], out[t], 1e-3, "%s Hz at sample %d".formatted(hertz, t));
      }
    }
  }

  /// Deep in the pass band the error is that of single precision.
  @ParameterizedTest
  @ValueSource(ints = {48_000, 44_101, 47_999, 96_001})
  void aLowSineIsExactTo120Decibels(int from) {
    float[] out = Resampler.resample(Signals.sine(from / 2, 1000, from), from, 44_100);
    float[] expected = Signals.sine(out.length, 1000, 44_100);
    for (int t = 200; t < out.length - 200; t++) {
      assertEquals(expected[t], out[t], 1e-6);
    }
  }

  /// Whatever lies above the new Nyquist frequency is gone instead of folded back.
  @ParameterizedTest
  @ValueSource(doubles = {22_050, 22_500, 23_000, 24_100, 30_000, 40_000, 44_100, 47_000})
  void aboveNyquistThereIsSilence(double hertz) {
    for (int rate : new int[] {96_000, 96_001}) {
      float[] out = Resampler.resample(Signals.sine(48_000, hertz, rate), rate, 44_100);
      double level = decibels(middle(out, margin(rate, 44_100)));
      assertTrue(level < -120, hertz + " Hz comes out at " + level + " dB");
    }
  }

  /// Upwards, no image of a sine appears above the old Nyquist frequency: what is not the sine
  /// itself is below -120 dB.
  @ParameterizedTest
  @CsvSource({"8000, 1000", "8000, 3600", "22050, 9000", "32000, 14500", "31999, 14500"})
  void upwardsThereAreNoImages(int from, double hertz) {
    int to = 44_100;
    float[] out = Resampler.resample(Signals.sine(from, hertz, from), from, to);
    float[] rest = withoutSine(middle(out, margin(from, to)), hertz, to);
    double level = decibels(rest);
    assertTrue(level < -120, "beside %s Hz there are %s dB".formatted(hertz, level));
  }

  @ParameterizedTest
  @CsvSource({"48000, 44100", "96000, 44100", "22050, 44100", "8000, 44100", "44100, 44101"})
  void anOnsetStaysAtItsPlace(int from, int to) {
    float[] click = new float[from / 2];
    click[from / 10] = 1;
    float[] out = Resampler.resample(click, from, to);
    int loudest = 0;
    for (int t = 0; t < out.length; t++) {
      loudest = Math.abs(out[t]) > Math.abs(out[loudest]) ? t : loudest;
    }
    assertEquals(from / 10 * (double) to / from, loudest, 0.5);
  }

  @ParameterizedTest
  @CsvSource({
    "48000, 44100",
    "8000, 44100",
    "192000, 44100",
    "44100, 16000",
    "44101, 44100",
    "7919, 44100"
  })
  void aConstantStaysThatConstant(int from, int to) {
    float[] in = new float[from / 4];
    java.util.Arrays.fill(in, 0.25f);
    for (float value : middle(Resampler.resample(in, from, to), margin(from, to))) {
      assertEquals(0.25f, value, 6e-7f); // sums of up to a thousand floats
    }
  }

  /// Rates that need thousands of filters are interpolated between a few: the answer is that of all
  /// of them, to more than 120 dB, also where the sound changes from sample to sample.
  @ParameterizedTest
  @CsvSource({"44101, 44100", "44100, 44099", "96001, 44100", "7919, 44100"})
  void interpolatedFiltersAnswerAsExactOnesDo(int from, int to) {
    float[] noise = Signals.noise(2000, 3);
    float[] out = Resampler.resample(noise, from, to);
    double scale = Math.min(1.0, to / (double) from);
    for (int n = 0; n < out.length; n += 7) {
      double place = (double) n * from / to;
      assertEquals(filtered(noise, place, scale), out[n], 3e-7, "sample " + n);
    }
  }

  /// What the ideal filter gives at a place between input samples.
  private static double filtered(float[] in, double place, double scale) {
    int reach = (int) Math.ceil(KaiserSinc.REACH / scale);
    double sum = 0;
    double weights = 0;
    for (int i = (int) place - reach + 1; i <= (int) place + reach; i++) {
      double weight = KaiserSinc.at((i - place) * scale);
      sum += i >= 0 && i < in.length ? weight * in[i] : 0;
      weights += weight;
    }
    return sum / weights;
  }

  @Test
  void refusesRatesThatAreNone() {
    assertThrows(IllegalArgumentException.class, () -> Resampler.resample(new float[1], 0, 44_100));
    assertThrows(
        IllegalArgumentException.class, () -> Resampler.resample(new float[1], 44_100, -1));
    assertThrows(
        IllegalArgumentException.class, () -> Resampler.resample(new float[3_000_000], 1, 768_000));
  }

  /// How far the silence around a sound reaches in, in output samples.
  private static int margin(int from, int to) {
    return (int) Math.ceil(KaiserSinc.REACH * Math.max(1.0, to / (double) from)) + 1;
  }

  private static float[] middle(float[] signal, int margin) {
    return java.util.Arrays.copyOfRange(signal, margin, signal.length - margin);
  }

  /// Root of the mean square in dB of that of a full-scale sine.
  private static double decibels(float[] signal) {
    double sum = 0;
    for (float value : signal) {
      sum += (double) value * value;
    }
    return 10 * Math.log10(2 * sum / signal.length);
  }

  /// What is left when the best fitting sine of that frequency is taken out (least squares).
  private static float[] withoutSine(float[] signal, double hertz, int rate) {
    double ss = 0;
    double cc = 0;
    double sc = 0;
    double ys = 0;
    double yc = 0;
    for (int t = 0; t < signal.length; t++) {
      double s = Math.sin(2 * Math.PI * hertz * t / rate);
      double c = Math.cos(2 * Math.PI * hertz * t / rate);
      ss += s * s;
      cc += c * c;
      sc += s * c;
      ys += signal[t] * s;
      yc += signal[t] * c;
    }
    double determinant = ss * cc - sc * sc;
    double a = (ys * cc - yc * sc) / determinant;
    double b = (yc * ss - ys * sc) / determinant;
    float[] rest = new float[signal.length];
    for (int t = 0; t < signal.length; t++) {
      double angle = 2 * Math.PI * hertz * t / rate;
      rest[t] = (float) (signal[t] - a * Math.sin(angle) - b * Math.cos(angle));
    }
    return rest;
  }
}
