package timbrel.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import timbrel.codec.CodecConfig;
import timbrel.codec.StackConfig;
import timbrel.nn.weights.Tensor;
import timbrel.nn.weights.WeightMap;

class WarmStartTest {
  private static CodecConfig config(int fineFrames, int latentDim) {
    StackConfig stack = new StackConfig(2, 1, 3, 1);
    return new CodecConfig(
        44_100, 512, 128, fineFrames, stack, stack, latentDim, 2, 4, stack, stack, false);
  }

  private static Tensor adapted(String name, Tensor old, Tensor fresh, int before, int after) {
    WeightMap weights = WeightMap.of("test", Map.of(name, old));
    return WarmStart.adapt(weights, config(before, 3), config(after, 3), Map.of(name, fresh))
        .tensor(name);
  }

  @Test
  void whatFitsIsCopiedAndTheRestStartsAnew() {
    Tensor old = Tensor.of(new float[] {1, 2}, 2);
    assertEquals(old, adapted("codec.encoder.norm.bias", old, Tensor.of(new float[2], 2), 4, 4));
    Tensor fresh = Tensor.of(new float[] {7, 8, 9}, 3);
    assertEquals(fresh, adapted("codec.encoder.latent.bias", old, fresh, 4, 4));
  }

  /// A frame of twice as many spectra hears the mean of two old frames.
  @Test
  void aLongerFrameHearsEachOldTapTwiceHalfAsLoud() {
    Tensor old = Tensor.of(new float[] {2, 4, 6, 8}, 1, 2, 2);
    Tensor now = adapted("codec.encoder.down.weight", old, Tensor.of(new float[8], 1, 2, 4), 2, 4);
    assertArrayEquals(new int[] {1, 2, 4}, now.shape());
    assertArrayEquals(new float[] {1, 2, 1, 2, 3, 4, 3, 4}, now.data());
  }

  @Test
  void aLongerFrameSaysTwiceWhatAnOldOneSaid() {
    Tensor old = Tensor.of(new float[] {1, 2, 3, 4}, 4, 1);
    Tensor now = adapted("codec.decoder.up.weight", old, Tensor.of(new float[8], 8, 1), 2, 4);
    assertArrayEquals(new float[] {1, 2, 3, 4, 1, 2, 3, 4}, now.data());
  }

  @Test
  void aFrameHalfAsLongAgainIsStretched() {
    Tensor old = Tensor.of(new float[] {1, 2}, 2);
    Tensor now = adapted("codec.decoder.up.bias", old, Tensor.of(new float[3], 3), 2, 3);
    assertArrayEquals(new float[] {1, 1, 2}, now.data());
  }

  @Test
  void aHeadThatIsGivenNoiseSaysTheRestAsBefore() {
    CodecConfig plain = config(4, 3);
    CodecConfig noisy = plain.withNoise(true);
    String name = "codec.decoder.head.bias";
    float[] old = new float[plain.headSize()];
    float[] fresh = new float[noisy.headSize()];
    Arrays.fill(old, 1);
    Arrays.fill(fresh, -9);
    WeightMap weights = WeightMap.of("test", Map.of(name, Tensor.of(old, old.length)));
    Map<String, Tensor> start = Map.of(name, Tensor.of(fresh, fresh.length));
    float[] now = WarmStart.withNoise(weights, plain, noisy, start).tensor(name).data();
    float[] adapted = WarmStart.adapt(weights, plain, noisy, start).tensor(name).data();
    Arrays.fill(fresh, 0, old.length, 1);
    assertArrayEquals(fresh, now);
    assertArrayEquals(fresh, adapted, "with other codebooks");
  }
}
