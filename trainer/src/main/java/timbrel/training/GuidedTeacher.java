package timbrel.training;

import java.util.random.RandomGeneratorFactory;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import timbrel.lm.LmConfig;
import timbrel.nn.weights.WeightMap;

/// What a finished model says under guidance (Ho & Salimans 2022, "Classifier-free diffusion
/// guidance"), so that another learns to say it without, in one pass instead of two (after Meng et
/// al. 2023, "On distillation of guided diffusion models", section 3.1, for tokens).
final class GuidedTeacher implements LmObjective {
  private final LmConfig model;
  private final LmNetwork teacher;
  private final float guidance;

  /// @param weights of the finished model
  /// @param guidance `g` in `uncond + g * (cond - uncond)`
  GuidedTeacher(LmConfig model, WeightMap weights, float guidance) {
    this.model = model;
    this.guidance = guidance;
    teacher =
        new LmNetwork(
            model, LmNetwork.start(model, RandomGeneratorFactory.of("L64X128MixRandom").create(0)));
    teacher.parameters().load(weights);
  }

  @Override
  public Loss on(LmBatch batch) {
    try (NoGradGuard noGrad = new NoGradGuard()) {
      Tensor conditional = teacher.hidden(batch, 0);
      Tensor unconditional = teacher.hidden(batch.withoutConditions(model), 0);
      return (logits, k) -> {
        Tensor said = said(conditional, unconditional, batch.targets[k], k);
        return said.mul(torch.log_softmax(logits, 1)).sum(1).neg();
      };
    }
  }

  /// The distribution under guidance, `[target][choice]`.
  private Tensor said(Tensor conditional, Tensor unconditional, LmBatch.Targets targets, int k) {
    try (NoGradGuard noGrad = new NoGradGuard()) {
      Tensor with = teacher.logitsOfTargets(conditional, targets, k);
      Tensor without = teacher.logitsOfTargets(unconditional, targets, k);
      return torch.softmax(without.add(with.sub(without), Torch.scalar(guidance)), 1);
    }
  }
}
