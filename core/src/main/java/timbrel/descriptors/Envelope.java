package timbrel.descriptors;

/// How the energy of a sound comes and goes, for attack and decay.
///
/// The amplitude at a sample is the root of the energy of the 2 ms before it, so a sound that
/// starts at once has an attack of 1.3 ms: no ear tells less apart.
final class Envelope {
  private static final int WINDOW = 88; // 2 ms at 44.1 kHz
  private static final double RISE_FROM = 0.1 * 0.1; // of the largest energy
  private static final double RISE_TO = 0.8 * 0.8;
  private static final double REST = 0.01; // 20 dB down

  private final double[] energyBefore; // [part.to() + 1]: of the samples before each
  private final SoundingPart part;
  private final int start;
  private final int risen;

  /// @param scratch longer than the sounding part reaches; not to be written while the envelope is
  ///   in use
  Envelope(float[] samples, SoundingPart part, double[] scratch) {
    this.part = part;
    this.energyBefore = scratch;
    double energy = 0;
    energyBefore[0] = 0;
    for (int t = 0; t < part.to(); t++) {
      energy += (double) samples[t] * samples[t];
      energyBefore[t + 1] = energy;
    }
    double largest = 0;
    for (int t = part.from(); t < part.to(); t++) {
      largest = Math.max(largest, energyAt(t));
    }
    this.start = firstAtLeast(RISE_FROM * largest, part.from());
    this.risen = firstAtLeast(RISE_TO * largest, start);
  }

  private double energyAt(int t) {
    return energyBefore[t + 1] - energyBefore[Math.max(0, t + 1 - WINDOW)];
  }

  private int firstAtLeast(double energy, int from) {
    int t = from;
    while (energyAt(t) < energy) {
      t++;
    }
    return t;
  }

  /// Samples from a tenth to four fifths of the largest amplitude.
  int attack() {
    return risen - start;
  }

  /// Samples from the end of the attack until a hundredth of the energy is left of what then was
  /// still to come. For an exponential decay this is the time in which it falls by 20 dB, "T20"
  /// (Schroeder 1965, "New Method of Measuring Reverberation Time": the backward integral).
  int decay() {
    double end = energyBefore[part.to()];
    double rest = REST * (end - energyBefore[risen]);
    int t = risen;
    while (t < part.to() && end - energyBefore[t] > rest) {
      t++;
    }
    return t - risen;
  }
}
