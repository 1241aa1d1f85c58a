package timbrel.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.TreeMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import timbrel.nn.weights.WeightMap;

class AdamTest {
  private static final float[] START = {1, -2, 3, 0.5f};

  @BeforeAll
  static void startTorch() {
    Torch.start(1);
  }

  /// A loss whose gradient changes from step to step.
  private static Tensor loss(Tensor weight) {
    return weight.square().mul(weight).sum();
  }

  private static void step(Parameters parameters, Adam adam) {
    try (PointerScope scope = new PointerScope()) {
      parameters.zeroGrad();
      loss(parameters.get("w")).backward();
      adam.step(0.01, 1e9);
    }
  }

  /// By PyTorch 2.13: `torch.optim.AdamW([w], lr=.01, betas=(.8, .99), weight_decay=.1)`, twenty
  /// steps on `(w**2 * w).sum()`.
  @Test
  void itTakesTheStepsOfPyTorchsAdamW() {
    Parameters parameters = new Parameters().add("w", START, 2, 2);
    Adam adam = new Adam(parameters, 0.8, 0.99, 0.1);
    for (int i = 0; i < 20; i++) {
      step(parameters, adam);
    }
    assertEquals(0.79222852f, Torch.floats(parameters.get("w"))[0], 1e-6f);
  }

  @Test
  void aRestoredOptimizerTakesTheSameNextStep() {
    Parameters one = new Parameters().add("w", START, 2, 2);
    Adam adam = new Adam(one, 0.9, 0.99, 0);
    for (int i = 0; i < 5; i++) {
      step(one, adam);
    }
    var state = new TreeMap<>(one.values());
    adam.save(state, "adam.");
    Parameters two = new Parameters().add("w", new float[4], 2, 2);
    Adam restored = new Adam(two, 0.9, 0.99, 0);
    two.load(WeightMap.of("test", state));
    restored.load(WeightMap.of("test", state), "adam.");
    step(one, adam);
    step(two, restored);
    assertArrayEquals(Torch.floats(one.get("w")), Torch.floats(two.get("w")));
  }

  @Test
  void aBrokenGradientLeavesTheWeightsAlone() {
    Parameters parameters = new Parameters().add("w", START, 2, 2);
    Adam adam = new Adam(parameters, 0.9, 0.99, 0);
    try (PointerScope scope = new PointerScope()) {
      parameters.get("w").mul(Torch.scalar(Double.NaN)).sum().backward();
      adam.step(0.01, 1);
    }
    assertArrayEquals(START, Torch.floats(parameters.get("w")));
  }
}
