package timbrel.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Windows, short-time transforms and mel bands against scipy's and librosa's.
class SpectraTest {
  private static final Golden GOLDEN = Golden.load("/timbrel/audio/golden.json");

  @ParameterizedTest
  @ValueSource(ints = {16, 256})
  void theTransformIsScipys(int size) {
    RealFft fft = new RealFft(size);
    float[] re = new float[fft.bins()];
    float[] im = new float[fft.bins()];
    fft.forward(Signals.noise(size, size), re, im);
    GOLDEN.assertClose("fft" + size + ".re", re, 1e-5);
    GOLDEN.assertClose("fft" + size + ".im", im, 1e-5);
  }

  @Test
  void windowsAreScipys() {
    GOLDEN.assertClose("hann9", Windows.hann(9), 1e-7);
    GOLDEN.assertClose("hamming8", Windows.hamming(8), 1e-7);
  }

  @ParameterizedTest
  @CsvSource({"CENTERED, stft.centered", "INSIDE, stft.inside"})
  void shortTimeTransformsAreLibrosas(Stft.Frames frames, String golden) {
    Stft stft = new Stft(Windows.hann(48), 64, 17, frames);
    GOLDEN.assertClose(golden, stft.magnitudes(Signals.noise(203, 7)), 1e-5);
  }

  @Test
  void aSoundShorterThanAFrameHasOne() {
    Stft inside = new Stft(Windows.hann(64), 64, 16, Stft.Frames.INSIDE);
    assertEquals(1, inside.magnitudes(new float[] {1, 1}).length);
    Stft centered = new Stft(Windows.hann(64), 64, 16, Stft.Frames.CENTERED);
    assertArrayEquals(new float[33], centered.magnitudes(new float[0])[0]);
  }

  @Test
  void melBandsAreLibrosas() {
    MelFilterbank slaney = new MelFilterbank(MelFilterbank.Bands.slaney(10, 16_000), 16_000, 256);
    GOLDEN.assertClose("mel.slaney", slaney.matrix(), 1e-7);
    MelFilterbank htk =
        new MelFilterbank(new MelFilterbank.Bands(MelScale.HTK, 10, 40, 7000, false), 16_000, 256);
    GOLDEN.assertClose("mel.htk", htk.matrix(), 1e-6);
  }

  @Test
  void bandsSumWhatTheirMatrixSays() {
    MelFilterbank mel = new MelFilterbank(MelFilterbank.Bands.slaney(10, 16_000), 16_000, 256);
    float[] spectrum = Signals.noise(129, 3);
    float[] bands = new float[10];
    mel.apply(spectrum, bands);
    float[][] matrix = mel.matrix();
    for (int b = 0; b < bands.length; b++) {
      double sum = 0;
      for (int k = 0; k < spectrum.length; k++) {
        sum += (double) matrix[b][k] * spectrum[k];
      }
      assertEquals(sum, bands[b], 1e-7);
    }
  }

  @Test
  void logMelAndMfccAreLibrosas() {
    float[] hit = Signals.drum(2600, 44_100, 1);
    Stft stft = new Stft(Windows.hann(512), 512, 256, Stft.Frames.CENTERED);
    MelFilterbank mel = new MelFilterbank(MelFilterbank.Bands.slaney(20, 44_100), 44_100, 512);
    GOLDEN.assertClose("logmel", new LogMel(stft, mel, 1e-7).logarithms(hit), 1e-3);
    GOLDEN.assertClose("mfcc", new Mfcc(new LogMel(stft, mel, 1e-10), 13).of(hit), 1e-2);
  }

  @Test
  void bandsOverOtherFrequenciesAreRefused() {
    Stft stft = new Stft(Windows.hann(512), 512, 256, Stft.Frames.CENTERED);
    MelFilterbank mel = new MelFilterbank(MelFilterbank.Bands.htk(20, 44_100), 44_100, 1024);
    assertThrows(IllegalArgumentException.class, () -> new LogMel(stft, mel, 1e-7));
  }
}
