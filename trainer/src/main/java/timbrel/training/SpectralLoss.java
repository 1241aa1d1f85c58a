package timbrel.training;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import timbrel.audio.MelFilterbank;
import timbrel.audio.MelFilterbank.Bands;
import timbrel.audio.MelScale;

/// How far apart two sounds are as spectrograms of one window length: mean absolute difference of
/// the log magnitudes, and of the magnitudes relative to the loudness of the target.
///
/// With mel bands this is one scale of the multi-scale mel loss (Kumar et al. 2023, "Descript Audio
/// Codec", section 3.4); with linear bins one scale of the multi-resolution STFT loss (Yamamoto et
/// al. 2020, section 2.2). Short windows carry attacks, long ones carry pitch.
final class SpectralLoss extends SoundLoss {
  private static final double FLOOR = 3e-5;

  private final int window;
  private final Stft stft;
  private final boolean power;
  private final Tensor bands; // [bins, bands], or empty for linear bins

  /// Linear bins.
  static SpectralLoss ofBins(int window, int hop) {
    return new SpectralLoss(window, hop, 0, 1, false);
  }

  /// Mel bands.
  ///
  /// @param power whether a band is as loud as its power, so that a partial that became a narrow
  ///   noise counts as much as it did, rather than as the sum of its magnitudes
  static SpectralLoss ofMel(int window, int hop, int melBands, int sampleRate, boolean power) {
    return new SpectralLoss(window, hop, melBands, sampleRate, power);
  }

  private SpectralLoss(int window, int hop, int melBands, int sampleRate, boolean power) {
    this.window = window;
    this.power = power;
    stft = new Stft(window, hop);
    bands =
        melBands == 0
            ? Torch.keep(() -> torch.zeros(0))
            : Torch.keep(() -> melMatrix(window, melBands, sampleRate));
  }

  private static Tensor melMatrix(int window, int melBands, int sampleRate) {
    // Height 1, not area 1: silence must lie as far below the sound as it does in a spectrum.
    Bands bands = new Bands(MelScale.SLANEY, melBands, 0, sampleRate / 2.0, false);
    float[][] filters = new MelFilterbank(bands, sampleRate, window).matrix();
    int bins = window / 2 + 1;
    float[] flat = new float[bins * melBands];
    for (int band = 0; band < melBands; band++) {
      for (int bin = 0; bin < bins; bin++) {
        flat[bin * melBands + band] = filters[band][bin];
      }
    }
    return Torch.tensor(flat, bins, melBands);
  }

  /// `[batch, spectra, bands]`; a full-scale sine has about magnitude 1.
  @Override
  Tensor features(Tensor sounds) {
    Tensor complex = stft.of(torch.pad(sounds, window / 2, window / 2));
    Tensor magnitude = complex.abs().mul(Torch.scalar(4.0 / window)).transpose(1, 2).contiguous();
    if (bands.numel() == 0) {
      return magnitude;
    }
    return power
        ? magnitude.square().matmul(bands).add(Torch.scalar(FLOOR * FLOOR)).sqrt()
        : magnitude.matmul(bands);
  }

  @Override
  Tensor difference(Tensor a, Tensor b, Tensor real) {
    Tensor log = log(a).sub(log(b)).abs().mean();
    // Per sound, so that quiet sounds count as much as loud ones.
    Tensor scale = real.mean(1, 2).add(Torch.scalar(FLOOR));
    return log.add(a.sub(b).abs().mean(1, 2).div(scale).mean());
  }

  private static Tensor log(Tensor magnitudes) {
    return magnitudes.add(Torch.scalar(FLOOR)).log();
  }
}
