package timbrel.training;

import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/// The codes of the sounds themselves: cross-entropy.
record NextCodes() implements LmObjective {
  private static final int REDUCTION_NONE = 0;

  @Override
  public Loss on(LmBatch batch) {
    return (logits, k) -> {
      long[] codes = batch.targets[k].codes();
      return torch.cross_entropy_loss(
          logits,
          Torch.indices(codes, codes.length),
          new TensorOptional(),
          REDUCTION_NONE,
          -100,
          0);
    };
  }
}
