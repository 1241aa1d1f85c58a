package timbrel.descriptors;

/// Centre and width of the spectrum of a whole sound: of the root of the powers summed over its
/// [FrameSpectra].
final class SpectralShape {
  private static final double RANGE = 1e-6; // what is 60 dB below the strongest bin does not count

  private final double[] magnitudes = new double[FrameSpectra.BINS];
  private final double centroid; // in bins

  SpectralShape(float[] samples, SoundingPart part) {
    FrameSpectra.forEach(samples, part, this::add);
    toMagnitudes();
    centroid = Math.max(1, Spectrum.centroid(magnitudes)); // bin 0 holds nothing
  }

  private void add(float[] powers) {
    for (int k = 1; k < powers.length; k++) {
      magnitudes[k] += powers[k];
    }
  }

  private void toMagnitudes() {
    double strongest = 0;
    for (double power : magnitudes) {
      strongest = Math.max(strongest, power);
    }
    for (int k = 0; k < magnitudes.length; k++) {
      magnitudes[k] = magnitudes[k] < RANGE * strongest ? 0 : Math.sqrt(magnitudes[k]);
    }
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
