package timbrel.audio;

/// Mel-frequency cepstral coefficients: the shape of the spectrum, coarse features first (Davis and
/// Mermelstein 1980), as librosa computes them: an orthonormal cosine transform of the mel bands in
/// dB, of which nothing counts that is more than 80 dB below the loudest.
public final class Mfcc {
  private static final float RANGE_DECIBELS = 80;

  private final LogMel logMel;
  private final double[][] cosines; // [coefficients][bands]

  public Mfcc(LogMel logMel, int coefficients) {
    int bands = logMel.bands();
    if (coefficients < 1 || coefficients > bands) {
      throw new IllegalArgumentException(
          "%d coefficients, expected 1 to the %d mel bands".formatted(coefficients, bands));
    }
    this.logMel = logMel;
    this.cosines = new double[coefficients][bands];
    for (int c = 0; c < coefficients; c++) {
      double scale = Math.sqrt((c == 0 ? 1.0 : 2.0) / bands);
      for (int b = 0; b < bands; b++) {
        cosines[c][b] = scale * StrictMath.cos(StrictMath.PI * c * (b + 0.5) / bands);
      }
    }
  }

  /// `[frames][coefficients]`
  public float[][] of(float[] samples) {
    float[][] decibels = logMel.decibels(samples);
    float floor = loudest(decibels) - RANGE_DECIBELS;
    float[][] coefficients = new float[decibels.length][cosines.length];
    for (int t = 0; t < decibels.length; t++) {
      for (int c = 0; c < cosines.length; c++) {
        double sum = 0;
        for (int b = 0; b < decibels[t].length; b++) {
          sum += cosines[c][b] * Math.max(floor, decibels[t][b]);
        }
        coefficients[t][c] = (float) sum;
      }
    }
    return coefficients;
  }

  private static float loudest(float[][] decibels) {
    float loudest = Float.NEGATIVE_INFINITY;
    for (float[] frame : decibels) {
      for (float value : frame) {
        loudest = Math.max(loudest, value);
      }
    }
    return loudest;
  }
}
