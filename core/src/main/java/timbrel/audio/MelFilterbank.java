package timbrel.audio;

/// Overlapping triangular bands, evenly spaced in mel, that sum a spectrum into few numbers.
public final class MelFilterbank {
  private final int bins;
  private final int[] firstBins; // [bands]
  private final float[][] weights; // [bands][only those that are not 0]

  /// @param bands how many
  /// @param low lower edge of the lowest band in Hz
  /// @param high upper edge of the highest band in Hz
  /// @param unitArea whether each triangle has area 1 (librosa's way) instead of height 1
  ///   (torchaudio's)
  public record Bands(MelScale scale, int bands, double low, double high, boolean unitArea) {
    public Bands {
      if (bands < 1 || low < 0 || !(high > low)) {
        throw new IllegalArgumentException(
            "%d mel bands from %s to %s Hz, expected at least 1 over a range that rises from 0"
                .formatted(bands, low, high));
      }
    }

    /// What librosa does unless told otherwise: [MelScale#SLANEY], area 1, from 0 to Nyquist.
    public static Bands slaney(int bands, int sampleRate) {
      return new Bands(MelScale.SLANEY, bands, 0, sampleRate / 2.0, true);
    }

    /// What torchaudio does unless told otherwise: [MelScale#HTK], height 1, from 0 to Nyquist.
    public static Bands htk(int bands, int sampleRate) {
      return new Bands(MelScale.HTK, bands, 0, sampleRate / 2.0, false);
    }
  }

  public MelFilterbank(Bands bands, int sampleRate, int fftSize) {
    this.bins = fftSize / 2 + 1;
    this.firstBins = new int[bands.bands];
    this.weights = new float[bands.bands][];
    double lowMel = bands.scale.fromHertz(bands.low);
    double stepMel = (bands.scale.fromHertz(bands.high) - lowMel) / (bands.bands + 1);
    for (int b = 0; b < bands.bands; b++) {
      double left = bands.scale.toHertz(lowMel + b * stepMel);
      double peak = bands.scale.toHertz(lowMel + (b + 1) * stepMel);
      double right = bands.scale.toHertz(lowMel + (b + 2) * stepMel);
      double height = bands.unitArea ? 2 / (right - left) : 1;
      double hertzPerBin = sampleRate / (double) fftSize;
      int first = Math.min(bins, (int) Math.ceil(left / hertzPerBin));
      int end = Math.clamp((long) Math.floor(right / hertzPerBin) + 1, first, bins);
      firstBins[b] = first;
      weights[b] = new float[end - first];
      for (int k = first; k < end; k++) {
        double rise = (k * hertzPerBin - left) / (peak - left);
        double fall = (right - k * hertzPerBin) / (right - peak);
        weights[b][k - first] = (float) (height * Math.max(0, Math.min(rise, fall)));
      }
    }
  }

  public int bands() {
    return weights.length;
  }

  public int bins() {
    return bins;
  }

  /// Sums a spectrum into bands.
  ///
  /// @param spectrum `[bins]`
  /// @param out `[bands]`, written
  public void apply(float[] spectrum, float[] out) {
    for (int b = 0; b < weights.length; b++) {
      double sum = 0;
      for (int i = 0; i < weights[b].length; i++) {
        sum += (double) weights[b][i] * spectrum[firstBins[b] + i];
      }
      out[b] = (float) sum;
    }
  }

  /// The weights with all their zeros, `[bands][bins]`, for those who multiply matrices.
  public float[][] matrix() {
    float[][] matrix = new float[bands()][bins];
    for (int b = 0; b < matrix.length; b++) {
      System.arraycopy(weights[b], 0, matrix[b], firstBins[b], weights[b].length);
    }
    return matrix;
  }
}
