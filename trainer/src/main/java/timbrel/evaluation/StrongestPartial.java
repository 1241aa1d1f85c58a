package timbrel.evaluation;

import java.util.Optional;

/// The strongest partial of a recording that rings, and what became of it in other versions of the
/// recording.
final class StrongestPartial {
  private static final double LOWEST_HZ = 40;
  private static final double HIGHEST_HZ = 20_000;

  /// Of the power below the highest, for a sound to have a pitch by its strongest partial: hiss has
  /// no hundredth of its power in one place, and the skirt of what rumbles below the lowest is
  /// less.
  private static final double LEAST_SHARE = 0.1;

  /// How far away a version's partial is looked for: two semitones, as a share of its frequency, or
  /// what a low one needs.
  private static final double NEAR_SHARE = 0.12;

  private static final double NEAR_HZ = 60;

  /// Two peaks that are closer than this are one partial.
  private static final double SAME_CENTS = 60;

  private final double frequency;
  private final double power;

  private StrongestPartial(double frequency, double power) {
    this.frequency = frequency;
    this.power = power;
  }

  /// What became of it.
  ///
  /// @param cents from the recording's to the loudest peak near it; NaN where there is none
  /// @param level at the recording's own frequency, in dB against the recording
  /// @param leads whether the loudest peak of all is that one
  record Kept(double cents, double level, boolean leads) {}

  /// Empty where nothing rings.
  static Optional<StrongestPartial> of(float[] recording) {
    RingingSpectrum spectrum = new RingingSpectrum(recording);
    double frequency = spectrum.loudest(LOWEST_HZ, HIGHEST_HZ);
    if (Double.isNaN(frequency)) {
      return Optional.empty();
    }
    StrongestPartial partial = new StrongestPartial(frequency, at(frequency, spectrum));
    boolean rings = partial.power > LEAST_SHARE * spectrum.power(0, HIGHEST_HZ);
    return rings ? Optional.of(partial) : Optional.empty();
  }

  double frequency() {
    return frequency;
  }

  Kept in(float[] version) {
    RingingSpectrum spectrum = new RingingSpectrum(version);
    double reach = Math.max(NEAR_HZ, NEAR_SHARE * frequency);
    double low = Math.max(LOWEST_HZ, frequency - reach);
    double near = spectrum.loudest(low, Math.min(HIGHEST_HZ, frequency + reach));
    double level = 10 * Math.log10(Math.max(at(frequency, spectrum) / power, 1e-12));
    boolean leads = Math.abs(cents(spectrum.loudest(LOWEST_HZ, HIGHEST_HZ))) < SAME_CENTS;
    return new Kept(cents(near), level, leads);
  }

  private double cents(double other) {
    return 1200 * Math.log(other / frequency) / Math.log(2);
  }

  private static double at(double frequency, RingingSpectrum spectrum) {
    return spectrum.power(
        frequency - RingingSpectrum.REACH_HZ, frequency + RingingSpectrum.REACH_HZ);
  }
}
