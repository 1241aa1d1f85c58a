package timbrel.training;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Makes each loss pull on the sound with a fixed share of the total gradient, whatever its scale
/// (Défossez et al. 2022, "EnCodec", section 3.4, equation 4): `g = sum_i w_i / sum(w) x g_i /
/// <|g_i|>`, with `<.>` a moving average.
public final class LossBalancer {
  private static final double DECAY = 0.999;

  private final Map<String, Double> norms = new LinkedHashMap<>();
  private final Map<String, Double> weightOfNorm = new LinkedHashMap<>();

  /// One loss with its share.
  public record Weighted(Tensor loss, double weight) {}

  /// The balanced gradient of all losses by the sound.
  ///
  /// @param leaf what the network made, `[batch, samples]`, cut off from the network and with
  ///   `requires_grad`; the losses were computed from it
  /// @return of the same shape
  public Tensor gradient(Tensor leaf, SequencedMap<String, Weighted> losses) {
    double total = losses.values().stream().mapToDouble(Weighted::weight).sum();
    Tensor balanced = torch.zeros_like(leaf);
    for (var entry : losses.entrySet()) {
      Tensor grad = leaf.mutable_grad();
      if (grad.defined()) {
        grad.zero_();
      }
      entry.getValue().loss().backward();
      Tensor own = leaf.mutable_grad();
      double norm = average(entry.getKey(), own.norm().item_double());
      double share = entry.getValue().weight() / total;
      balanced = balanced.add(own, Torch.scalar(share / Math.max(norm, 1e-12)));
    }
    return balanced;
  }

  /// Bias-corrected moving average of a gradient's norm.
  private double average(String name, double norm) {
    double sum = norms.merge(name, (1 - DECAY) * norm, (old, now) -> DECAY * old + now);
    double weight = weightOfNorm.merge(name, 1 - DECAY, (old, now) -> DECAY * old + now);
    return sum / weight;
  }

  /// The averages, for a checkpoint.
  Map<String, double[]> state() {
    Map<String, double[]> state = new LinkedHashMap<>();
    norms.forEach((name, sum) -> state.put(name, new double[] {sum, weightOfNorm.get(name)}));
    return state;
  }

  void restore(Map<String, double[]> state) {
    state.forEach((name, pair) -> {
      norms.put(name, pair[0]);
      weightOfNorm.put(name, pair[1]);
    });
  }
}
