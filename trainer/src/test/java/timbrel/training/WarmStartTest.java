package timbrel.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import timbrel.codec.CodecConfig;
import timbrel.codec.StackConfig;
import timbrel.nn.weights.Tensor;
import timbrel.nn.weights.WeightMap;

class WarmStartTest {
  private static CodecConfig config(int fineFrames, int latentDim) {
    StackConfig stack = new StackConfig(2, 1, 3, 1);
    return new CodecConfig(
        44_100, 512, 128, fineFrames, stack, stack, latentDim, 2, 4, stack, stack, false, 0);
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

  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void aHeadThatIsGivenNoiseAndTonesSaysTheRestAsBefore(int tones) {
    CodecConfig plain = config(4, 3);
    CodecConfig noisy = plain.withHead(true, tones);
    String name = "codec.decoder.head.bias";
    float[] old = new float[plain.headSize()];
    float[] fresh = new float[noisy.headSize()];
    Arrays.fill(old, 1);
    Arrays.fill(fresh, -9);
    WeightMap weights = WeightMap.of("test", Map.of(name, Tensor.of(old, old.length)));
    Map<String, Tensor> start = Map.of(name, Tensor.of(fresh, fresh.length));
    float[] now = WarmStart.withHead(weights, plain, noisy, start).tensor(name).data();
    float[] adapted = WarmStart.adapt(weights, plain, noisy, start).tensor(name).data();
    Arrays.fill(fresh, 0, old.length, 1);
    assertArrayEquals(fresh, now);
    assertArrayEquals(fresh, adapted, "with other codebooks");
  }

  @Test
  void whatAnEncoderSeesInAdditionChangesNothingYet() {
    CodecConfig plain = config(4, 3);
    CodecConfig toned = plain.withHead(false, 2);
    String name = "codec.encoder.front.weight";
    float[] old = new float[2 * plain.frontSize()];
    Arrays.fill(old, 1);
    float[] fresh = new float[2 * toned.frontSize()];
    Arrays.fill(fresh, 7);
    WeightMap weights = WeightMap.of("test", Map.of(name, Tensor.of(old, 2, plain.frontSize())));
    Tensor now =
        WarmStart.withHead(
                weights, plain, toned, Map.of(name, Tensor.of(fresh, 2, toned.frontSize())))
            .tensor(name);
    float[] expected = new float[fresh.length];
    Arrays.fill(expected, 0, plain.frontSize(), 1);
    Arrays.fill(expected, toned.frontSize(), toned.frontSize() + plain.frontSize(), 1);
    assertArrayEquals(expected, now.data());
  }

  @Test
  void aHeadWithTonesKeepsThemBehindNoiseThatIsNew() {
    CodecConfig toned = config(4, 3).withHead(false, 3);
    CodecConfig noisy = toned.withHead(true, 3);
    String name = "codec.decoder.head.bias";
    float[] old = new float[toned.headSize()];
    Arrays.fill(old, 1);
    Arrays.fill(old, toned.toneOffset(), old.length, 2);
    float[] fresh = new float[noisy.headSize()];
    Arrays.fill(fresh, -9);
    WeightMap weights = WeightMap.of("test", Map.of(name, Tensor.of(old, old.length)));
    Map<String, Tensor> start = Map.of(name, Tensor.of(fresh, fresh.length));
    float[] now = WarmStart.withHead(weights, toned, noisy, start).tensor(name).data();
    Arrays.fill(fresh, 0, 2 * noisy.bins(), 1);
    Arrays.fill(fresh, noisy.toneOffset(), fresh.length, 2);
    assertArrayEquals(fresh, now);
  }

  @Test
  void otherTonesStartAnew() {
    CodecConfig few = config(4, 3).withHead(true, 2);
    CodecConfig many = config(4, 3).withHead(true, 5);
    String name = "codec.decoder.head.bias";
    float[] old = new float[few.headSize()];
    Arrays.fill(old, 1);
    float[] fresh = new float[many.headSize()];
    Arrays.fill(fresh, -9);
    WeightMap weights = WeightMap.of("test", Map.of(name, Tensor.of(old, old.length)));
    Map<String, Tensor> start = Map.of(name, Tensor.of(fresh, fresh.length));
    float[] now = WarmStart.withHead(weights, few, many, start).tensor(name).data();
    Arrays.fill(fresh, 0, many.toneOffset(), 1);
    assertArrayEquals(fresh, now);
  }
}
