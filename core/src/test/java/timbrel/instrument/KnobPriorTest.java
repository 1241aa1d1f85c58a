package timbrel.instrument;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import timbrel.descriptors.Knob;
import timbrel.lm.Sampling;
import timbrel.nn.weights.StoredType;
import timbrel.nn.weights.Tensor;
import timbrel.nn.weights.WeightMap;

class KnobPriorTest {
  private static final float[] KICK = {0.25f, 0.5f, 0.125f, 1, 0, 0.75f, 0.5f};
  private static final float[] SNARE = {0.75f, Float.NaN, 0.125f, 0, 1, 0.25f, 0.5f};

  @TempDir Path folder;

  private Instrument instrument(Map<String, Tensor> tensors) {
    Map<String, Tensor> all = new HashMap<>(tensors);
    WeightMap weights = TinyInstrument.weights();
    weights.names().forEach(name -> all.put(name, weights.tensor(name)));
    Path file = folder.resolve("tiny.timbrel");
    InstrumentFile.write(file, TinyInstrument.card(), WeightMap.of("tiny", all), StoredType.F16);
    return InstrumentFile.read(file);
  }

  private Instrument with(int classIndex, float[]... places) {
    return instrument(KnobPrior.tensors(classIndex, List.of(places)));
  }

  private Instrument withBoth() {
    Map<String, Tensor> tensors = new HashMap<>(KnobPrior.tensors(0, List.of(KICK)));
    tensors.putAll(KnobPrior.tensors(1, List.of(SNARE)));
    return instrument(tensors);
  }

  private static float[] draw(Instrument instrument, float kick) {
    return instrument
        .knobPrior()
        .draw(new float[] {kick, 1 - kick}, OptionalDouble.empty(), new Random(1))
        .orElseThrow();
  }

  private static HitRequest request(Map<Knob, Double> knobs, Sampling sampling, long seed) {
    return new HitRequest("kick", knobs, OptionalDouble.empty(), sampling, 1, seed);
  }

  private static Hit hit(Instrument instrument, Map<Knob, Double> knobs) {
    return new HitMaker(instrument, KnobWay.TOLD).make(request(knobs, Sampling.plain(), 1));
  }

  @Test
  void placesComeBackFromTheFileAndAreNoParameters() {
    Instrument both = withBoth();
    assertArrayEquals(KICK, draw(both, 1));
    assertArrayEquals(SNARE, draw(both, 0));
    assertArrayEquals(KICK, draw(both.withoutWeights(), 1));
    assertEquals(instrument(Map.of()).parameters(), both.parameters());
  }

  @Test
  void betweenTwoClassesAPlaceIsBetweenAndWhatOneCannotHaveIsTheOthers() {
    assertArrayEquals(
        new float[] {0.375f, 0.5f, 0.125f, 0.75f, 0.25f, 0.625f, 0.5f}, draw(withBoth(), 0.75f));
  }

  @Test
  void anInstrumentWithoutPlacesHasNone() {
    Instrument none = instrument(Map.of());
    assertSame(KnobPrior.NONE, none.knobPrior());
    assertTrue(
        none.knobPrior().draw(new float[] {1, 0}, OptionalDouble.empty(), new Random(1)).isEmpty());
    assertTrue(
        with(1, SNARE)
            .knobPrior()
            .draw(new float[] {1, 0}, OptionalDouble.empty(), new Random(1))
            .isEmpty());
  }

  @Test
  void ofManyRecordingsSomeAreKeptFromFirstToLastAndAllOfTheseAreDrawn() {
    List<float[]> many = new ArrayList<>();
    for (int i = 0; i < 640; i++) {
      many.add(new float[] {i / 640f, 0, 0, 0, 0, 0, 0});
    }
    Instrument instrument = instrument(KnobPrior.tensors(0, many));
    Set<Float> drawn = new HashSet<>();
    Random random = new Random(3);
    for (int i = 0; i < 2000; i++) {
      drawn.add(
          instrument
              .knobPrior()
              .draw(new float[] {1, 0}, OptionalDouble.empty(), random)
              .orElseThrow()[0]);
    }
    assertEquals(KnobPrior.MOST_OF_A_CLASS, drawn.size());
    assertTrue(drawn.contains(0f) && drawn.stream().anyMatch(value -> value > 0.98f));
  }

  @Test
  void theModelIsToldAPlaceWhereTheUserLeavesKnobsAlone() {
    Instrument low = with(0, KICK);
    Instrument other = with(0, SNARE);
    assertNotEquals(hit(low, Map.of()).codes(), hit(other, Map.of()).codes());
    Map<Knob, Double> asked = Map.of(Knob.DECAY, 0.3);
    assertEquals(hit(low, asked).codes(), hit(other, asked).codes());
    assertEquals(hit(instrument(Map.of()), asked).codes(), hit(low, asked).codes());
  }

  @Test
  void aHitLeansTowardsThePlaceUnlessNothingIsToBeDoneToWhatIsDrawn() {
    HitRequest request = request(Map.of(), Sampling.plain(), 5);
    Instrument none = instrument(Map.of());
    Hit plain = new HitMaker(none, KnobWay.TOLD_AND_CORRECTED).make(request);
    assertEquals(new HitMaker(none, KnobWay.TOLD).make(request).sound(), plain.sound());
    Instrument some = with(0, KICK);
    Hit drawn = new HitMaker(some, KnobWay.TOLD).make(request);
    for (KnobWay way : List.of(KnobWay.TOLD_AND_CORRECTED, KnobWay.CORRECTED)) {
      Hit leant = new HitMaker(some, way).make(request);
      assertEquals(drawn.codes(), leant.codes());
      assertNotEquals(drawn.sound(), leant.sound());
      double brightness = leant.achieved().get(Knob.BRIGHTNESS);
      assertTrue(
          brightness < drawn.achieved().get(Knob.BRIGHTNESS), "the recording's is the lowest");
    }
  }

  @Test
  void aHitThatIsTurnedLeansAsIfItHadBeenMadeSo() {
    HitMaker maker = new HitMaker(with(0, KICK), KnobWay.CORRECTED);
    HitRequest turned = request(Map.of(Knob.NOISE, 0.9), Sampling.plain(), 5);
    Draw draw = maker.make(request(Map.of(), Sampling.plain(), 5)).draw();
    assertEquals(maker.make(turned).sound(), maker.turned(draw, turned.knobs()).sound());
  }

  @Test
  void whatIsDrawnDoesNotDependOnKnobsThatAreOnlyCorrected() {
    HitMaker maker = new HitMaker(with(0, KICK, SNARE), KnobWay.CORRECTED);
    assertEquals(
        maker.make(request(Map.of(), Sampling.plain(), 5)).codes(),
        maker.make(request(Map.of(Knob.NOISE, 0.9), Sampling.plain(), 5)).codes());
  }

  @Test
  void aStrokeHasAPlaceOfARecordingThatWasStruckAboutAsHard() {
    List<float[]> softestFirst = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      softestFirst.add(new float[] {i / 64f, 0, 0, 0, 0, 0, 0});
    }
    KnobPrior prior = instrument(KnobPrior.tensors(0, softestFirst)).knobPrior();
    for (double velocity : new double[] {0, 0.3, 0.85, 1}) {
      Random random = new Random(3);
      Set<Float> drawn = new HashSet<>();
      for (int i = 0; i < 500; i++) {
        float place =
            prior.draw(new float[] {1, 0}, OptionalDouble.of(velocity), random).orElseThrow()[0];
        assertEquals(velocity, place, 0.14);
        drawn.add(place);
      }
      assertTrue(drawn.size() >= 8, velocity + ": " + drawn);
    }
  }

  @Test
  void aHitThatIsMovedBetweenClassesKeepsItsOtherRandomNumbers() {
    Random one = new Random(1);
    Random two = new Random(1);
    withBoth().knobPrior().draw(new float[] {1, 0}, OptionalDouble.empty(), one);
    withBoth().knobPrior().draw(new float[] {0.5f, 0.5f}, OptionalDouble.empty(), two);
    assertEquals(one.nextLong(), two.nextLong());
  }

  @Test
  void withoutVariationAFamilyHasOnePlace() {
    Sampling alike = Sampling.plain().withVariation(0);
    HitMaker maker = new HitMaker(with(0, KICK, SNARE));
    Hit first = maker.make(request(Map.of(), alike, 1));
    for (int seed = 2; seed < 6; seed++) {
      assertEquals(first.codes(), maker.make(request(Map.of(), alike, seed)).codes());
    }
  }

  @Test
  void tensorsThatAreNoPriorAreRefused() {
    float[] nan = KICK.clone();
    nan[2] = Float.NaN;
    float[] large = KICK.clone();
    large[2] = 1.5f;
    Map<String, Tensor> wrong =
        Map.of(
            "prior.2", Tensor.of(KICK, 1, 7),
            "prior.x", Tensor.of(KICK, 1, 7),
            "prior.0.1", Tensor.of(KICK, 1, 7),
            "prior.0", Tensor.of(KICK, 7),
            "prior.00", Tensor.of(KICK, 1, 7));
    List<Tensor> misshapen =
        List.of(
            Tensor.of(KICK, 7, 1),
            Tensor.of(new float[65 * 7], 65, 7),
            Tensor.of(nan, 1, 7),
            Tensor.of(large, 1, 7));
    misshapen.forEach(tensor -> assertRefused("prior.1", tensor));
    wrong.forEach(KnobPriorTest.this::assertRefused);
  }

  private void assertRefused(String name, Tensor tensor) {
    InstrumentException e =
        assertThrows(InstrumentException.class, () -> instrument(Map.of(name, tensor)), name);
    assertTrue(String.valueOf(e.getMessage()).contains(name), e.getMessage());
  }
}
