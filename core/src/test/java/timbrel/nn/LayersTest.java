package timbrel.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import timbrel.nn.weights.WeightMap;

class LayersTest {
  private static final float[] NO_BIAS = {};

  private final Noise noise = new Noise();

  /// By hand: kernel (1, 10) over 1, 2, 3 with a zero before: 0 + 10, 1 + 20, 2 + 30.
  @Test
  void aCausalConvolutionStartsFromZeros() {
    CausalConv1d conv =
        new CausalConv1d(new CausalConv1d.Config(1, 1, 2, 1), new float[] {1, 10}, NO_BIAS);
    float[] out = new float[3];
    conv.forward(new float[] {1, 2, 3}, 3, conv.newState(3), out);
    assertArrayEquals(new float[] {10, 21, 32}, out);
  }

  /// By hand: kernel 3, stride 2 sees (0, 1, 2) and (2, 3, 4).
  @Test
  void aStrideEndsAtTheNewestFrame() {
    CausalConv1d conv =
        new CausalConv1d(new CausalConv1d.Config(1, 1, 3, 2), new float[] {100, 10, 1}, NO_BIAS);
    float[] out = new float[2];
    conv.forward(new float[] {1, 2, 3, 4}, 4, conv.newState(4), out);
    assertArrayEquals(new float[] {12, 234}, out);
  }

  @Test
  void aStridedConvolutionIsPyTorchs() {
    WeightMap golden = Golden.weights("conv.safetensors").weights();
    CausalConv1d conv = CausalConv1d.from(golden, new CausalConv1d.Config(5, 19, 7, 3));
    float[] out = new float[7 * 19];
    conv.forward(golden.require("in", 21, 5), 21, conv.newState(21), out);
    Golden.assertClose(golden.require("out", 7, 19), out, 1e-6);
  }

  @Test
  void aConvNeXtBlockIsPyTorchs() {
    WeightMap golden = Golden.weights("conv_next.safetensors").weights();
    ConvNeXtBlock block = ConvNeXtBlock.from(golden, new ConvNeXtBlock.Config(18, 37, 7));
    float[] out = new float[13 * 18];
    block.forward(golden.require("in", 13, 18), 13, block.newState(13), out);
    Golden.assertClose(golden.require("out", 13, 18), out, 3e-6);
  }

  @ParameterizedTest
  @EnumSource(names = "IDENTITY", mode = EnumSource.Mode.EXCLUDE)
  void activationsArePyTorchs(Activation activation) {
    WeightMap golden = Golden.weights("activations.safetensors").weights();
    float[] x = golden.tensor("in").data().clone();
    activation.apply(x, 0, x.length);
    Golden.assertClose(golden.tensor(activation.name()).data(), x, 1e-6);
  }

  @Test
  void theIdentityChangesNothing() {
    float[] x = {1, -2, 3};
    Activation.IDENTITY.apply(x, 0, 3);
    assertArrayEquals(new float[] {1, -2, 3}, x);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 12, 31, 60})
  void blocksOfAConvolutionAreTheWhole(int block) {
    int stride = 3;
    CausalConv1d conv =
        new CausalConv1d(
            new CausalConv1d.Config(4, 17, 8, stride), noise.values(17 * 4 * 8), noise.values(17));
    float[] in = noise.values(60 * stride * 4);
    float[] whole = new float[60 * 17];
    conv.forward(in, 60 * stride, conv.newState(60 * stride), whole);

    CausalConv1d.State state = conv.newState(block * stride);
    float[] streamed = new float[60 * 17];
    for (int t = 0; t < 60; t += block) {
      int frames = Math.min(block, 60 - t);
      float[] part = Arrays.copyOfRange(in, t * stride * 4, (t + frames) * stride * 4);
      float[] out = new float[frames * 17];
      conv.forward(part, frames * stride, state, out);
      System.arraycopy(out, 0, streamed, t * 17, out.length);
    }
    assertArrayEquals(whole, streamed);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 12, 31, 60})
  void blocksOfAConvNeXtBlockAreTheWhole(int length) {
    ConvNeXtBlock.Config config = new ConvNeXtBlock.Config(19, 33, 7);
    ConvNeXtBlock block = ConvNeXtBlock.from(noise.convNeXt(config), config);
    float[] in = noise.values(60 * 19);
    float[] whole = new float[60 * 19];
    block.forward(in, 60, block.newState(60), whole);

    ConvNeXtBlock.State state = block.newState(length);
    float[] streamed = new float[60 * 19];
    for (int t = 0; t < 60; t += length) {
      int frames = Math.min(length, 60 - t);
      float[] part = Arrays.copyOfRange(in, t * 19, (t + frames) * 19);
      block.forward(part, frames, state, part);
      System.arraycopy(part, 0, streamed, t * 19, part.length);
    }
    assertArrayEquals(whole, streamed);
  }

  @Test
  void aResetStreamStartsAgain() {
    DepthwiseCausalConv1d conv = new DepthwiseCausalConv1d(4, noise.values(3 * 4), noise.values(3));
    DepthwiseCausalConv1d.State state = conv.newState(5);
    float[] in = noise.values(5 * 3);
    float[] first = new float[5 * 3];
    float[] later = new float[5 * 3];
    conv.forward(in, 5, state, first);
    conv.forward(in, 5, state, later);
    assertTrue(!Arrays.equals(first, later), "the second block remembers the first");
    state.reset();
    conv.forward(in, 5, state, later);
    assertArrayEquals(first, later);
  }

  @Test
  void layerNormHasMeanZeroAndVarianceOne() {
    float[] gain = new float[37];
    Arrays.fill(gain, 1);
    float[] x = noise.values(37);
    new LayerNorm(gain, new float[37]).forward(x, 1, x);
    double mean = 0;
    double square = 0;
    for (float value : x) {
      mean += value / 37;
      square += value * value / 37;
    }
    assertEquals(0, mean, 1e-6);
    assertEquals(1, square, 1e-4);
  }

  @Test
  void aBlockLongerThanItsStateIsRefused() {
    CausalConv1d conv =
        new CausalConv1d(new CausalConv1d.Config(1, 1, 2, 2), new float[2], NO_BIAS);
    CausalConv1d.State state = conv.newState(4);
    float[] out = new float[3];
    assertThrows(IllegalArgumentException.class, () -> conv.forward(new float[6], 6, state, out));
    assertThrows(IllegalArgumentException.class, () -> conv.forward(new float[3], 3, state, out));
  }

  @Test
  void impossibleShapesAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new CausalConv1d.Config(1, 1, 2, 3));
    assertThrows(IllegalArgumentException.class, () -> new CausalConv1d.Config(0, 1, 2, 1));
    assertThrows(IllegalArgumentException.class, () -> new ConvNeXtBlock.Config(1, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> new Linear(new float[5], NO_BIAS, 2, 3));
    assertThrows(
        IllegalArgumentException.class, () -> new Linear(new float[6], new float[3], 2, 3));
    assertThrows(IllegalArgumentException.class, () -> new LayerNorm(new float[2], new float[3]));
    assertThrows(
        IllegalArgumentException.class,
        () -> new DepthwiseCausalConv1d(3, new float[5], new float[2]));
  }
}
