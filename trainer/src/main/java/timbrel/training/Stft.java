package timbrel.training;

import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/// Short-time Fourier transforms with Hann windows, each as long as its transform, and no padding.
final class Stft {
  private final int window;
  private final int hop;
  private final Tensor hann;

  Stft(int window, int hop) {
    this.window = window;
    this.hop = hop;
    hann = Torch.keep(() -> Torch.tensor(CodecNetwork.hann(window), window));
  }

  /// @param sound `[batch, samples]`
  /// @return complex spectra `[batch, bins, spectra]`
  Tensor of(Tensor sound) {
    return torch.stft(
        sound,
        window,
        new LongOptional(hop),
        new LongOptional(window),
        new TensorOptional(hann),
        false, // center
        "reflect",
        false, // normalized
        new BoolOptional(true), // one-sided
        new BoolOptional(true), // complex result
        new BoolOptional(false));
  }

  /// By how much the magnitude in each bin rises from one spectrum to the next, 0 where it falls:
  /// `[batch, bins, spectra - 1]`.
  Tensor rises(Tensor sound) {
    Tensor magnitude = of(sound).abs();
    long last = magnitude.size(2) - 1;
    return magnitude.narrow(2, 1, last).sub(magnitude.narrow(2, 0, last)).relu();
  }
}
