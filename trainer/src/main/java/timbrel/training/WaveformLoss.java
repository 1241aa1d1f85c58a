package timbrel.training;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// How far apart the samples of two sounds are, or of slower versions of them: the phase of a
/// kick's body can be matched, and counts, where that of its click and of noise cannot.
final class WaveformLoss extends SoundLoss {
  private static final double FLOOR = 1e-3;

  private final long width;

  /// @param width samples that are averaged before anything is compared; 1, or a multiple of 4
  WaveformLoss(long width) {
    if (width != 1 && (width < 1 || width % 4 != 0)) {
      throw new IllegalArgumentException("width is " + width + ", expected 1 or a multiple of 4");
    }
    this.width = width;
  }

  @Override
  Tensor features(Tensor sounds) {
    if (width == 1) {
      return sounds;
    }
    return torch
        .avg_pool1d(
            sounds.unsqueeze(1),
            new long[] {width},
            new long[] {width / 4},
            new long[] {0},
            false,
            true)
        .select(1, 0);
  }

  @Override
  Tensor difference(Tensor a, Tensor b, Tensor real) {
    Tensor scale = real.abs().mean(1).add(Torch.scalar(FLOOR));
    return a.sub(b).abs().mean(1).div(scale).mean();
  }
}
