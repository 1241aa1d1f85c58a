package timbrel.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import timbrel.training.LossBalancer.Weighted;

class LossBalancerTest {
  @BeforeAll
  static void startTorch() {
    Torch.start(1);
  }

  /// The gradients of `first x x0` and `second x x1` point along different axes.
  private static float[] gradient(double first, double second) {
    try (PointerScope scope = new PointerScope()) {
      Tensor weight = Torch.tensor(new float[] {1, 1}, 1, 2).set_requires_grad(true);
      Tensor sound = weight.mul(Torch.scalar(1));
      Tensor leaf = sound.detach().set_requires_grad(true);
      SequencedMap<String, Weighted> losses = new LinkedHashMap<>();
      losses.put("a", new Weighted(leaf.select(1, 0).sum().mul(Torch.scalar(first)), 3));
      losses.put("b", new Weighted(leaf.select(1, 1).sum().mul(Torch.scalar(second)), 1));
      sound.mul(new LossBalancer().gradient(leaf, losses)).sum().backward();
      return Torch.floats(weight.grad());
    }
  }

  @Test
  void eachLossPullsWithItsShareWhateverItsScale() {
    assertArrayEquals(new float[] {0.75f, 0.25f}, gradient(1, 1), 1e-6f);
    assertArrayEquals(new float[] {0.75f, 0.25f}, gradient(1000, 0.001), 1e-6f);
  }
}
