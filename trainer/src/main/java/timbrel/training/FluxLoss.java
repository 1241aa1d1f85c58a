package timbrel.training;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// How differently the spectra of two sounds rise, all along the sounds: mean absolute difference
/// of their spectral flux, the sum of rising magnitudes from one spectrum to the next, relative to
/// that of the target. It is what the report calls the onset error, where [OnsetLoss] listens more
/// closely to the first moments alone.
final class FluxLoss extends SoundLoss {
  private static final int WINDOW = 1024;
  private static final int HOP = 128;
  private static final double FLOOR = 1e-2;

  private final Stft stft = new Stft(WINDOW, HOP);

  /// `[batch, spectra - 1]`
  @Override
  Tensor features(Tensor sounds) {
    return stft.rises(torch.pad(sounds, WINDOW / 2, WINDOW / 2)).sum(1);
  }

  @Override
  Tensor difference(Tensor a, Tensor b, Tensor real) {
    Tensor scale = real.mean(1).add(Torch.scalar(FLOOR));
    return a.sub(b).abs().mean(1).div(scale).mean();
  }
}
