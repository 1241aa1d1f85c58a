package timbrel.descriptors;

/// Centre and width of the spectrum of a whole sound: of the root of the powers summed over its
/// [FrameSpectra].
final class SpectralShape {
  private static final double RANGE = 1e-6; // what is 60 dB below the strongest bin does not count

  private final double[] magnitudes;
  private final double centroid; // in bins

  /// @param powers as [#powers] gives them
  SpectralShape(double[] powers) {
    magnitudes = magnitudes(powers);
    centroid = Math.max(1, Spectrum.centroid(magnitudes)); // bin 0 holds nothing
  }

  /// The sum over the [FrameSpectra] of the sounding part, `[BINS]`; none at frequency 0.
  static double[] powers(FrameSpectra spectra, float[] samples, SoundingPart part) {
    double[] sum = new double[FrameSpectra.BINS];
    spectra.forEach(
        samples,
        part,
        powers -> {
          for (int k = 1; k < sum.length; k++) {
            sum[k] += powers[k];
          }
        });
    return sum;
  }

  private static double[] magnitudes(double[] powers) {
    double strongest = 0;
    for (double power : powers) {
      strongest = Math.max(strongest, power);
    }
    double[] magnitudes = new double[powers.length];
    for (int k = 0; k < powers.length; k++) {
      magnitudes[k] = powers[k] < RANGE * strongest ? 0 : Math.sqrt(powers[k]);
    }
    return magnitudes;
  }

  /// In Hz.
  double centroid() {
    return centroid * FrameSpectra.HERTZ_PER_BIN;
  }

  /// In Hz.
  double bandwidth() {
    return Spectrum.bandwidth(magnitudes, centroid) * FrameSpectra.HERTZ_PER_BIN;
  }
}
