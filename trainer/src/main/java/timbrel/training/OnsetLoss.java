package timbrel.training;

import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/// How differently two sounds begin: mean absolute difference of their spectral flux, the rise of
/// magnitude from one short spectrum to the next, over the first 25 ms.
final class OnsetLoss {
  private static final int WINDOW = 128;
  private static final int HOP = 16;
  private static final double FLOOR = 1e-3;

  private final int samples;
  private final Tensor hann;

  OnsetLoss(int sampleRate) {
    samples = (int) Math.round(0.025 * sampleRate);
    hann = Torch.keep(() -> Torch.tensor(CodecNetwork.hann(WINDOW), WINDOW));
  }

  /// @param sound `[batch, samples]`, each beginning with an attack
  /// @param target the same shape, no gradient
  Tensor loss(Tensor sound, Tensor target) {
    Tensor wanted = flux(target);
    Tensor scale = wanted.mean(1, 2).add(Torch.scalar(FLOOR));
    return flux(sound).sub(wanted).abs().mean(1, 2).div(scale).mean();
  }

  private Tensor flux(Tensor sound) {
    Tensor start = torch.pad(sound.narrow(1, 0, Math.min(samples, sound.size(1))), WINDOW, 0);
    Tensor magnitude =
        torch
            .stft(
                start,
                WINDOW,
                new LongOptional(HOP),
                new LongOptional(WINDOW),
                new TensorOptional(hann),
                false,
                "reflect",
                false,
                new BoolOptional(true),
                new BoolOptional(true),
                new BoolOptional(false))
            .abs();
    long last = magnitude.size(2) - 1;
    return magnitude.narrow(2, 1, last).sub(magnitude.narrow(2, 0, last)).relu();
  }
}
