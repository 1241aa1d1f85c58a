package timbrel.classifier;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import timbrel.nn.weights.Tensor;
import timbrel.nn.weights.WeightMap;
import timbrel.nn.weights.WeightsException;

class DrumClassifierTest {
  private static final List<String> CLASSES = List.of("kick", "snare");

  private static Map<String, Tensor> tensors() {
    Random random = new Random(1);
    Map<String, Tensor> tensors = new HashMap<>();
    put(tensors, random, "classifier.conv.0.weight", 3, 1, 3, 3);
    put(tensors, random, "classifier.conv.0.bias", 3);
    put(tensors, random, "classifier.conv.1.weight", 4, 3, 3, 3);
    put(tensors, random, "classifier.conv.1.bias", 4);
    put(tensors, random, "classifier.embed.weight", 5, 16 * 4);
    put(tensors, random, "classifier.embed.bias", 5);
    put(tensors, random, "classifier.score.weight", 2, 5);
    put(tensors, random, "classifier.score.bias", 2);
    return tensors;
  }

  private static void put(Map<String, Tensor> tensors, Random random, String name, int... shape) {
    int size = 1;
    for (int dim : shape) {
      size *= dim;
    }
    float[] data = new float[size];
    for (int i = 0; i < size; i++) {
      data[i] = 0.3f * (float) random.nextGaussian();
    }
    tensors.put(name, new Tensor(shape, data));
  }

  private static DrumClassifier classifier(Map<String, Tensor> tensors) {
    return DrumClassifier.from(WeightMap.of("test", tensors), CLASSES);
  }

  private static float[] noise(int length, float level) {
    Random random = new Random(2);
    float[] sound = new float[length];
    for (int i = 0; i < length; i++) {
      sound[i] = level * (float) random.nextGaussian();
    }
    return sound;
  }

  @Test
  void probabilitiesSumToOne() {
    float[] p = classifier(tensors()).classify(noise(10_000, 0.1f)).probabilities();
    assertEquals(1, p[0] + p[1], 1e-6);
  }

  @Test
  void theLevelOfASoundDoesNotMatter() {
    DrumClassifier classifier = classifier(tensors());
    assertArrayEquals(
        classifier.classify(noise(10_000, 0.1f)).embedding(),
        classifier.classify(noise(10_000, 0.05f)).embedding(),
        1e-3f);
  }

  @Test
  void emptySilentAndLongSoundsHaveAClass() {
    DrumClassifier classifier = classifier(tensors());
    for (int length : new int[] {0, 1, 44_100, 200_000}) {
      float[] p = classifier.classify(new float[length]).probabilities();
      assertTrue(Float.isFinite(p[0]) && Float.isFinite(p[1]), length + " samples");
    }
  }

  /// By hand: a kernel whose centre is 1 copies every other row and column, as positive as they
  /// are.
  @Test
  void aConvolutionHalvesThePicture() {
    float[] kernel = new float[9];
    kernel[4] = 1;
    Map<String, Tensor> tensors =
        Map.of(
            "weight", new Tensor(new int[] {1, 1, 3, 3}, kernel),
            "bias", new Tensor(new int[] {1}, new float[1]));
    float[] picture = {1, 2, 3, 4, 5, 6, -7, 8, 9};
    float[] half = PictureConv.from(WeightMap.of("test", tensors)).forward(picture, 3, 3);
    assertArrayEquals(new float[] {1, 3, 0, 9}, half);
  }

  @Test
  void aWeightOfAnotherShapeIsNamed() {
    Map<String, Tensor> tensors = tensors();
    tensors.put("classifier.conv.1.weight", new Tensor(new int[] {4, 2, 3, 3}, new float[72]));
    Exception e = assertThrows(WeightsException.class, () -> classifier(tensors));
    assertTrue(
        e.getMessage().contains("classifier.conv.1 takes 2 channels, expected 3"), e::getMessage);
  }

  @Test
  void aMissingBiasIsNamed() {
    Map<String, Tensor> tensors = tensors();
    tensors.remove("classifier.embed.bias");
    Exception e = assertThrows(WeightsException.class, () -> classifier(tensors));
    assertTrue(e.getMessage().contains("classifier.embed.bias"), e::getMessage);
  }

  @Test
  void anInstrumentWithoutClassifierSaysSo() {
    assertFalse(DrumClassifier.isIn(WeightMap.of("test", Map.of())));
    assertTrue(DrumClassifier.isIn(WeightMap.of("test", tensors())));
  }
}
