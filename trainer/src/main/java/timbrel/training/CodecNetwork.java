package timbrel.training;

import org.bytedeco.pytorch.Tensor;

/// The differentiable part of a codec: everything but the quantizer.
public interface CodecNetwork {

  /// Every tensor that learns.
  Parameters parameters();

  /// @param sound `[batch, samples]`, samples a multiple of the hop
  /// @return latents `[batch, frames, latentDim]`
  Tensor encode(Tensor sound);

  /// @param latents `[batch, frames, latentDim]`
  /// @return sound `[batch, frames x hop]`
  Tensor decode(Tensor latents);
}
