package timbrel.training;

import org.bytedeco.pytorch.Tensor;

/// What a token model learns to predict.
sealed interface LmObjective permits NextCodes, GuidedTeacher {
  /// What is asked of the model for one batch.
  Loss on(LmBatch batch);

  /// The losses of one batch.
  interface Loss {
    /// @param logits `[target][choice]` for the targets of codebook `k`
    /// @return how far they are off, in nats, `[target]`
    Tensor of(Tensor logits, int k);
  }
}
