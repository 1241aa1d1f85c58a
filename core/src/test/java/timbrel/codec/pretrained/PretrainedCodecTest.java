package timbrel.codec.pretrained;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import timbrel.codec.Codes;
import timbrel.codec.waveform.Chunk;
import timbrel.codec.waveform.EncodedSound;
import timbrel.codec.waveform.SoundEncoder;
import timbrel.nn.FrameQueue;
import timbrel.nn.TimeLayer;

/// Against the reference implementations, on small models with random weights.
class PretrainedCodecTest {
  private static final double TOLERANCE = 5e-6;

  static List<String> models() {
    return GoldenModel.names();
  }

  @ParameterizedTest
  @MethodSource("models")
  void theCodesAreTheReferences(String name) {
    GoldenModel model = GoldenModel.open(name);
    List<GoldenModel.Case> cases = model.cases();
    assertTrue(!cases.isEmpty(), "cases");
    for (GoldenModel.Case golden : cases) {
      EncodedSound expected = model.encoded(golden);
      EncodedSound actual = model.codec().encode(golden.input(), expected.codebooks());
      assertEquals(expected.chunks().size(), actual.chunks().size(), golden + " chunks");
      for (int i = 0; i < expected.chunks().size(); i++) {
        Chunk chunk = expected.chunks().get(i);
        assertEquals(chunk.scale(), actual.chunks().get(i).scale(), 1e-6 * chunk.scale());
        assertCodes(golden, i == 0, chunk.codes(), actual.chunks().get(i).codes());
      }
    }
  }

  /// A near tie may go either way, and then what is left over differs, and with it all later
  /// codebooks of the frame.
  private static void assertCodes(
      GoldenModel.Case golden, boolean tiesKnown, Codes expected, Codes actual) {
    assertEquals(expected.frames(), actual.frames(), golden + " frames");
    for (int t = 0; t < expected.frames(); t++) {
      for (int q = 0; q < expected.codebooks(); q++) {
        if (tiesKnown && golden.nearTies().codes()[q][t] != 0) {
          break;
        }
        assertEquals(expected.codes()[q][t], actual.codes()[q][t], golden + " q=" + q + " t=" + t);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void theSoundIsTheReferences(String name) {
    GoldenModel model = GoldenModel.open(name);
    for (GoldenModel.Case golden : model.cases()) {
      float[] actual = model.codec().decode(model.encoded(golden));
      assertArrayEquals(golden.decoded(), actual, (float) TOLERANCE, golden.toString());
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void piecesOfAnySizeEncodeToTheCodesOfTheWhole(String name) {
    GoldenModel model = GoldenModel.open(name);
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(3);
    int channels = model.codec().spec().channels();
    for (GoldenModel.Case golden : model.cases()) {
      int length = golden.input().length / channels;
      EncodedSound whole =
          model.codec().encode(golden.input(), golden.codes().getFirst().codebooks());
      SoundEncoder stream = model.codec().newEncoder(whole.codebooks());
      for (int from = 0; from < length; ) {
        int count = Math.min(length - from, random.nextInt(random.nextBoolean() ? 3 : 2000));
        stream.accept(golden.input(), from * channels, count);
        from += count;
      }
      assertEquals(whole, stream.finish(), golden.toString());
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void framesOneByOneDecodeToTheSamplesOfTheWhole(String name) {
    GoldenModel model = GoldenModel.open(name);
    GoldenModel.Case golden = model.cases().getFirst();
    Codes codes = model.encoded(golden).chunks().getFirst().codes();
    float[] whole = decode(model, codes, codes.frames());
    assertArrayEquals(whole, decode(model, codes, 1));
    assertArrayEquals(whole, decode(model, codes, 3));
  }

  private static float[] decode(GoldenModel model, Codes codes, int block) {
    TimeLayer.Stream network = model.codec().newDecoderNetwork();
    int dim = model.codec().quantizer().dim();
    FrameQueue latents = new FrameQueue(dim);
    FrameQueue samples = new FrameQueue(model.codec().spec().channels());
    for (int from = 0; from < codes.frames(); from += block) {
      int count = Math.min(block, codes.frames() - from);
      int start = latents.extend(count);
      for (int t = 0; t < count; t++) {
        model
            .codec()
            .quantizer()
            .decode(codes.codes(), from + t, codes.codebooks(), latents.values(), start + t * dim);
      }
      network.forward(latents, from + count == codes.frames(), samples);
    }
    return java.util.Arrays.copyOf(samples.values(), samples.frames() * samples.channels());
  }
}
