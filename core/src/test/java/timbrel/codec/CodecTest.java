package timbrel.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import timbrel.nn.weights.Tensor;
import timbrel.nn.weights.WeightMap;
import timbrel.nn.weights.WeightsException;

class CodecTest {
  private static final int HOP = TinyCodec.CONFIG.hop();
  private final Codec codec = TinyCodec.of(1);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 16, 41})
  void aStreamOfAnyBlockSizeGivesTheSoundOfTheWhole(int block) {
    Codes codes = codec.encode(TinyCodec.noise(41 * HOP, 2));
    float[] streamed = new float[41 * HOP];
    Codec.DecoderStream stream = codec.newDecoderStream(block);
    int written = 0;
    for (int from = 0; from < 41; from += block) {
      int count = Math.min(block, 41 - from);
      written += stream.decode(codes, from, count, 3, streamed, written);
    }
    written += stream.finish(streamed, written);
    assertEquals(41 * HOP, written);
    assertArrayEquals(codec.decode(codes), streamed);
  }

  @Test
  void aStreamThatWasResetKnowsNothingOfItsLastSound() {
    Codes codes = codec.encode(TinyCodec.noise(5 * HOP, 3));
    Codec.DecoderStream stream = codec.newDecoderStream(5);
    float[] first = new float[5 * HOP];
    float[] second = new float[5 * HOP];
    stream.finish(first, stream.decode(codes, 0, 5, 3, first, 0));
    stream.reset();
    stream.finish(second, stream.decode(codes, 0, 5, 3, second, 0));
    assertArrayEquals(first, second);
  }

  @Test
  void nothingIsHeardOfSamplesThatAreStillToCome() {
    float[] sound = TinyCodec.noise(20 * HOP, 4);
    float[] other = sound.clone();
    Arrays.fill(other, 10 * HOP, other.length, 0.7f);
    int[][] a = codec.encode(sound).codes();
    int[][] b = codec.encode(other).codes();
    for (int q = 0; q < a.length; q++) {
      assertArrayEquals(Arrays.copyOf(a[q], 10), Arrays.copyOf(b[q], 10));
    }
  }

  @Test
  void theFirstSampleIsNotFadedIn() {
    float[] decoded = codec.decode(codec.encode(TinyCodec.noise(8 * HOP, 5)));
    double start = rms(decoded, 0, TinyCodec.CONFIG.fineHop());
    double middle = rms(decoded, 2 * HOP, 6 * HOP);
    assertTrue(start > 0.3 * middle, start + " at the start, " + middle + " later");
  }

  private static double rms(float[] x, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += x[i] * x[i];
    }
    return Math.sqrt(sum / (to - from));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 64, 65, 1000})
  void framesCoverTheSound(int samples) {
    Codes codes = codec.encode(TinyCodec.noise(samples, 6));
    assertEquals(Math.ceilDiv(samples, HOP), codes.frames());
    assertEquals(codes.frames() * HOP, codec.decode(codes).length);
  }

  @Test
  void fewerCodebooksAreTheSameAsCodesWithoutTheOthers() {
    Codes codes = codec.encode(TinyCodec.noise(6 * HOP, 7));
    assertArrayEquals(codec.decode(codes, 2), codec.decode(codes.firstCodebooks(2), 2));
  }

  @Test
  void aStreamOfFewerCodebooksGivesTheSoundOfTheWhole() {
    Codes codes = codec.encode(TinyCodec.noise(7 * HOP, 8));
    float[] streamed = new float[7 * HOP];
    Codec.DecoderStream stream = codec.newDecoderStream(2);
    int written = 0;
    for (int from = 0; from < 7; from += 2) {
      written += stream.decode(codes, from, Math.min(2, 7 - from), 2, streamed, written);
    }
    stream.finish(streamed, written);
    assertArrayEquals(codec.decode(codes, 2), streamed);
  }

  @Test
  void silenceAndExtremesGiveFiniteSound() {
    for (float value : new float[] {0, 1, -1, 1e10f, 1e-30f}) {
      float[] sound = new float[5 * HOP];
      Arrays.fill(sound, value);
      for (float sample : codec.decode(codec.encode(sound))) {
        assertTrue(Float.isFinite(sample), "of " + value);
      }
    }
  }

  @Test
  void aMissingOrMisshapenTensorIsNamed() {
    Map<String, Tensor> weights = TinyCodec.weights(1);
    Tensor head = weights.remove("codec.decoder.head.weight");
    assertMessage("codec.decoder.head.weight", weights);
    weights.put("codec.decoder.head.weight", Tensor.of(head.data(), head.size()));
    assertMessage("codec.decoder.head.weight", weights);
  }

  private static void assertMessage(String part, Map<String, Tensor> weights) {
    WeightMap map = WeightMap.of("test", weights);
    WeightsException e =
        assertThrows(WeightsException.class, () -> Codec.from(TinyCodec.CONFIG, map));
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }
}
