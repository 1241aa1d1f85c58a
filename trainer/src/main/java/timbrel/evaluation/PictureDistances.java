package timbrel.evaluation;

import java.util.List;
import timbrel.classifier.DrumClassifier;
import timbrel.classifier.LogMelPicture;
import timbrel.nn.kernels.Kernels;
import timbrel.nn.kernels.PackedMatrix;

/// How different sounds look: the root mean square difference of their log-mel pictures in
/// decibels, over the first 1.5 s, at equal peaks, where nothing counts that is more than 60 dB
/// below the loudest spot of its picture. 0 for equal sounds; two snares are typically 5 to 10
/// apart.
final class PictureDistances {
  private static final int COLUMNS = DrumClassifier.FRAMES / 2;
  private static final int SIZE = COLUMNS * LogMelPicture.BANDS;
  private static final float RANGE_DB = 60;

  /// Pictures that are multiplied with each other at a time; it bounds memory.
  private static final int CHUNK = 256;

  private PictureDistances() {}

  /// The picture that is compared: every two columns averaged, in decibels above its own floor.
  static float[] picture(float[] samples) {
    LogMelPicture whole = LogMelPicture.of(atFullScale(samples), DrumClassifier.FRAMES);
    float[] picture = new float[SIZE];
    float loudest = Float.NEGATIVE_INFINITY;
    for (int t = 0; t < COLUMNS; t++) {
      for (int b = 0; b < LogMelPicture.BANDS; b++) {
        double mean = (whole.decibels(2 * t, b) + whole.decibels(2 * t + 1, b)) / 2;
        picture[t * LogMelPicture.BANDS + b] = (float) mean;
        loudest = Math.max(loudest, (float) mean);
      }
    }
    for (int i = 0; i < SIZE; i++) {
      picture[i] = Math.max(0, picture[i] - (loudest - RANGE_DB));
    }
    return picture;
  }

  private static float[] atFullScale(float[] samples) {
    float peak = 0;
    for (float sample : samples) {
      peak = Math.max(peak, Math.abs(sample));
    }
    float[] scaled = new float[samples.length];
    for (int i = 0; i < samples.length && peak > 0; i++) {
      scaled[i] = samples[i] / peak;
    }
    return scaled;
  }

  /// @return `[rows.size()][columns.size()]`
  static float[][] between(List<float[]> rows, List<float[]> columns) {
    float[][] distances = new float[rows.size()][columns.size()];
    for (int from = 0; from < columns.size(); from += CHUNK) {
      List<float[]> chunk = columns.subList(from, Math.min(columns.size(), from + CHUNK));
      float[] packed = new float[chunk.size() * SIZE];
      for (int j = 0; j < chunk.size(); j++) {
        System.arraycopy(chunk.get(j), 0, packed, j * SIZE, SIZE);
      }
      PackedMatrix matrix = PackedMatrix.of(packed, new float[0], chunk.size(), SIZE);
      double[] energies = chunk.stream().mapToDouble(PictureDistances::energy).toArray();
      float[] products = new float[chunk.size()];
      for (int i = 0; i < rows.size(); i++) {
        Kernels.chosen().matmul(rows.get(i), 0, SIZE, 1, matrix, products, 0, products.length);
        double energy = energy(rows.get(i));
        for (int j = 0; j < chunk.size(); j++) {
          double square = energy + energies[j] - 2.0 * products[j];
          distances[i][from + j] = (float) Math.sqrt(Math.max(0, square) / SIZE);
        }
      }
    }
    return distances;
  }

  private static double energy(float[] picture) {
    double sum = 0;
    for (float value : picture) {
      sum += (double) value * value;
    }
    return sum;
  }
}
