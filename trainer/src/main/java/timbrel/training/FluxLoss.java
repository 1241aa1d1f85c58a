package timbrel.training;

import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/// How differently the spectra of two sounds rise, all along the sounds: mean absolute difference
/// of their spectral flux, the sum of rising magnitudes from one spectrum to the next, relative to
/// that of the target. It is what the report calls the onset error, where [OnsetLoss] listens more
/// closely to the first moments alone.
final class FluxLoss {
  private static final int WINDOW = 1024;
  private static final int HOP = 128;
  private static final double FLOOR = 1e-2;

  private final Tensor hann = Torch.keep(() -> Torch.tensor(CodecNetwork.hann(WINDOW), WINDOW));

  /// @param sound `[batch, samples]`
  /// @param target the same shape, no gradient
  Tensor loss(Tensor sound, Tensor target) {
    Tensor wanted = flux(target);
    Tensor scale = wanted.mean(1).add(Torch.scalar(FLOOR));
    return flux(sound).sub(wanted).abs().mean(1).div(scale).mean();
  }

  /// `[batch, spectra - 1]`
  private Tensor flux(Tensor sound) {
    Tensor magnitude =
        torch
            .stft(
                torch.pad(sound, WINDOW / 2, WINDOW / 2),
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
    return magnitude.narrow(2, 1, last).sub(magnitude.narrow(2, 0, last)).relu().sum(1);
  }
}
