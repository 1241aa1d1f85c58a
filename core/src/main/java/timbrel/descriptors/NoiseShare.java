package timbrel.descriptors;

/// How much of a sound is noise: the power in its [FrameSpectra] that does not stand out of its
/// surroundings as a tone does. One instance serves one thread.
final class NoiseShare {
  /// Twelve bins to either side (258 Hz) are the surroundings.
  private static final int REACH = 12;

  /// Of a noise's bins, seven in eight lie below three times their median.
  private static final float MEDIANS = 3;

  /// The share of tone or of noise is not followed below this.
  private static final double LEAST_SHARE = 1e-4;

  private final RunningMedian medians = new RunningMedian(REACH);
  private final FrameSpectra spectra;
  private double noise;
  private double total;

  NoiseShare(FrameSpectra spectra) {
    this.spectra = spectra;
  }

  /// The power of the noise over that of the tones, in dB from -40 to 40.
  double overTone(float[] samples, SoundingPart part) {
    noise = 0;
    total = 0;
    spectra.forEach(samples, part, this::add);
    double share = total > 0 ? noise / total : 1;
    double clamped = Math.clamp(share, LEAST_SHARE, 1 - LEAST_SHARE);
    return 10 * StrictMath.log10(clamped / (1 - clamped));
  }

  private void add(float[] powers) {
    float[] around = medians.of(powers);
    for (int k = 1; k < powers.length; k++) {
      total += powers[k];
      noise += Math.min(powers[k], MEDIANS * around[k]);
    }
  }
}
