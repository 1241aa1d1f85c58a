package timbrel.descriptors;

/// The seven curves that the Neurorack draws of a sound (Devis et al.), named as it names them. Let
/// `S` be the magnitudes of a frame, `f` their frequencies and `p = S / sum of S`.
public enum NeurorackDescriptor {
  /// Root of the mean square.
  LOUDNESS("loudness", ""),
  /// Zero crossings per sample.
  PERCUSSIVITY("percussivity", "per sample"),
  /// Roll-off: the frequency below which 85 % of the magnitude lies.
  TONE("tone", "Hz"),
  /// Flatness: geometric over arithmetic mean of `S^2`.
  NOISE("noise", ""),
  /// Bandwidth: `sqrt(sum of p (f - centroid)^2)`.
  RICHNESS("richness", "Hz"),
  /// Centroid: `sum of p f`.
  BRIGHTNESS("brightness", "Hz"),
  /// Fundamental frequency by YIN; NaN in silence.
  PITCH("pitch", "Hz");

  private final String label;
  private final String unit;

  NeurorackDescriptor(String label, String unit) {
    this.label = label;
    this.unit = unit;
  }

  public String label() {
    return label;
  }

  /// Empty for a plain number.
  public String unit() {
    return unit;
  }
}
