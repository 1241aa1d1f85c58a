package timbrel.training;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// How differently two sounds begin: mean absolute difference of their spectral flux, the rise of
/// magnitude from one short spectrum to the next, over the first 25 ms.
final class OnsetLoss extends SoundLoss {
  private static final int WINDOW = 128;
  private static final int HOP = 16;
  private static final double FLOOR = 1e-3;

  private final int samples;
  private final Stft stft = new Stft(WINDOW, HOP);

  OnsetLoss(int sampleRate) {
    samples = (int) Math.round(0.025 * sampleRate);
  }

  /// @param sounds each beginning with an attack
  /// @return `[batch, bins, spectra - 1]`
  @Override
  Tensor features(Tensor sounds) {
    Tensor start = sounds.narrow(1, 0, Math.min(samples, sounds.size(1)));
    return stft.rises(torch.pad(start, WINDOW, 0));
  }

  @Override
  Tensor difference(Tensor a, Tensor b, Tensor real) {
    Tensor scale = real.mean(1, 2).add(Torch.scalar(FLOOR));
    return a.sub(b).abs().mean(1, 2).div(scale).mean();
  }
}
