package timbrel.training;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import timbrel.nn.weights.WeightMap;

/// Adam with decoupled weight decay (Loshchilov and Hutter 2019, algorithm 2).
///
/// Written here rather than taken from libtorch so that its moments have names: a checkpoint is
/// then one safetensors file, and a run can resume exactly. Weight decay touches matrices only;
/// biases, norms and gains keep their scale.
public final class Adam {
  private static final double EPSILON = 1e-8;

  private final Parameters parameters;
  private final double beta1;
  private final double beta2;
  private final double weightDecay;
  private final Map<String, Moments> moments = new LinkedHashMap<>();
  private long step;

  private record Moments(Tensor first, Tensor second) {}

  public Adam(Parameters parameters, double beta1, double beta2, double weightDecay) {
    this.parameters = parameters;
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.weightDecay = weightDecay;
    try (PointerScope outside = new PointerScope()) {
      parameters
          .asMap()
          .forEach((name, tensor) ->
              moments.put(
                  name,
                  new Moments(
                      torch.zeros_like(tensor).retainReference(),
                      torch.zeros_like(tensor).retainReference())));
    }
  }

  /// One update from the gradients that the parameters hold, after scaling them so that their norm
  /// over all parameters is at most `maxNorm`.
  ///
  /// @return the norm before scaling
  public double step(double learningRate, double maxNorm) {
    step++;
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      double norm = torch.clip_grad_norm_(parameters.asVector(), maxNorm);
      if (!Double.isFinite(norm)) {
        return norm; // a step on a broken gradient would break the weights for good
      }
      double correction1 = 1 - Math.pow(beta1, step);
      double correction2 = 1 - Math.pow(beta2, step);
      parameters
          .asMap()
          .forEach((name, tensor) -> update(name, tensor, learningRate, correction1, correction2));
      return norm;
    }
  }

  private void update(
      String name, Tensor weight, double learningRate, double correction1, double correction2) {
    Tensor grad = weight.mutable_grad();
    if (!grad.defined()) {
      return;
    }
    Moments moment = moments.get(name);
    if (moment == null) {
      throw new IllegalStateException("parameter " + name + " came after the optimizer");
    }
    moment.first().lerp_(grad, Torch.scalar(1 - beta1));
    moment.second().mul_(Torch.scalar(beta2)).addcmul_(grad, grad, Torch.scalar(1 - beta2));
    if (weightDecay > 0 && weight.dim() > 1) {
      weight.mul_(Torch.scalar(1 - learningRate * weightDecay));
    }
    // The correction of the second moment is in the two numbers: one pass less over all weights.
    double root2 = Math.sqrt(correction2);
    Tensor deviation = moment.second().sqrt().add_(Torch.scalar(EPSILON * root2));
    double rate = learningRate * root2 / correction1;
    weight.addcdiv_(moment.first(), deviation, Torch.scalar(-rate));
  }

  public long steps() {
    return step;
  }

  /// Adds the moments and the step count to a checkpoint, under names that start with `prefix`.
  public void save(Map<String, timbrel.nn.weights.Tensor> into, String prefix) {
    into.put(prefix + "step", new timbrel.nn.weights.Tensor(new int[] {1}, new float[] {step}));
    moments.forEach((name, moment) -> {
      into.put(prefix + "first." + name, flat(moment.first()));
      into.put(prefix + "second." + name, flat(moment.second()));
    });
  }

  /// Takes back what [#save] wrote.
  public void load(WeightMap checkpoint, String prefix) {
    step = (long) checkpoint.require(prefix + "step", 1)[0];
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      moments.forEach((name, moment) -> {
        restore(moment.first(), checkpoint, prefix + "first." + name);
        restore(moment.second(), checkpoint, prefix + "second." + name);
      });
    }
  }

  private static timbrel.nn.weights.Tensor flat(Tensor tensor) {
    float[] data = Torch.floats(tensor);
    return new timbrel.nn.weights.Tensor(new int[] {data.length}, data);
  }

  private static void restore(Tensor tensor, WeightMap checkpoint, String name) {
    float[] data = checkpoint.require(name, (int) tensor.numel());
    tensor.copy_(Torch.tensor(data, tensor.shape()));
  }
}
