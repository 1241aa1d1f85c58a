package timbrel.evaluation;

import java.util.List;
import java.util.function.ToDoubleFunction;

/// How far one sound is from another; 0 everywhere when they are the same.
///
/// @param mss multi-resolution STFT distance: spectral convergence plus mean absolute difference of
///   natural log magnitudes, averaged over three resolutions (Yamamoto et al. 2020, "Parallel
///   WaveGAN", section 2.2; the definition of the library auraloss)
/// @param lsd log spectral distance over 8192-point spectra every 64 samples, natural log of power
/// @param onset mean absolute difference of spectral flux, 1024-point spectra every 64 samples
/// @param mfcc mean absolute difference of 40 mel-frequency cepstral coefficients
/// @param logMel mean absolute difference of the 64-band log-mel picture
public record SoundDistance(double mss, double lsd, double onset, double mfcc, double logMel) {

  /// What was not measured.
  public static final SoundDistance NONE =
      new SoundDistance(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

  /// The mean of each distance; [#NONE] of an empty list.
  public static SoundDistance mean(List<SoundDistance> distances) {
    return new SoundDistance(
        mean(distances, SoundDistance::mss),
        mean(distances, SoundDistance::lsd),
        mean(distances, SoundDistance::onset),
        mean(distances, SoundDistance::mfcc),
        mean(distances, SoundDistance::logMel));
  }

  private static double mean(
      List<SoundDistance> distances, ToDoubleFunction<SoundDistance> measure) {
    return distances.stream().mapToDouble(measure).average().orElse(Double.NaN);
  }
}
