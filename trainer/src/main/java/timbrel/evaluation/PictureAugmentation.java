package timbrel.evaluation;

import java.util.random.RandomGenerator;
import timbrel.classifier.DrumClassifier;
import timbrel.classifier.LogMelPicture;

/// Changes the picture of a sound in ways that leave its class alone: level, a gentle equalizer,
/// tuning (the picture moves up or down by up to three mel bands), and a hidden stripe of
/// frequencies or times (Park et al. 2019, "SpecAugment").
final class PictureAugmentation {
  private static final int BANDS = LogMelPicture.BANDS;
  private static final int FRAMES = DrumClassifier.FRAMES;
  private static final int MOST_BANDS_MOVED = 3;
  private static final int EQUALIZER_POINTS = 5;
  private static final double LEVEL_DEVIATION = 0.3; // in the scaled picture, 5 dB
  private static final double EQUALIZER_DEVIATION = 0.35;

  private final RandomGenerator random;

  PictureAugmentation(RandomGenerator random) {
    this.random = random;
  }

  /// A changed copy of `picture`, `[128 frames][64 bands]`.
  float[] vary(float[] picture) {
    float[] gain = gainOfBands();
    int moved = random.nextInt(-MOST_BANDS_MOVED, MOST_BANDS_MOVED + 1);
    float silence = DrumClassifier.silence();
    float[] varied = new float[picture.length];
    for (int t = 0; t < FRAMES; t++) {
      for (int b = 0; b < BANDS; b++) {
        int from = Math.clamp(b - moved, 0, BANDS - 1);
        varied[t * BANDS + b] = Math.max(silence, picture[t * BANDS + from] + gain[b]);
      }
    }
    if (random.nextBoolean()) {
      int width = random.nextInt(1, 9);
      hide(varied, 0, FRAMES, random.nextInt(BANDS - width + 1), width);
    }
    if (random.nextBoolean()) {
      int width = random.nextInt(1, 13);
      hide(varied, random.nextInt(FRAMES / 2), width, 0, BANDS);
    }
    return varied;
  }

  private float[] gainOfBands() {
    double level = random.nextGaussian() * LEVEL_DEVIATION;
    double[] points = new double[EQUALIZER_POINTS];
    for (int i = 0; i < points.length; i++) {
      points[i] = random.nextGaussian() * EQUALIZER_DEVIATION;
    }
    float[] gain = new float[BANDS];
    for (int b = 0; b < BANDS; b++) {
      double at = (double) b * (EQUALIZER_POINTS - 1) / (BANDS - 1);
      int left = Math.min(EQUALIZER_POINTS - 2, (int) at);
      double along = at - left;
      gain[b] = (float) (level + points[left] * (1 - along) + points[left + 1] * along);
    }
    return gain;
  }

  private static void hide(float[] picture, int firstFrame, int frames, int firstBand, int bands) {
    double sum = 0;
    for (float value : picture) {
      sum += value;
    }
    float mean = (float) (sum / picture.length);
    for (int t = firstFrame; t < firstFrame + frames; t++) {
      java.util.Arrays.fill(picture, t * BANDS + firstBand, t * BANDS + firstBand + bands, mean);
    }
  }
}
