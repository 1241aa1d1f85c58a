package timbrel.instrument;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import timbrel.descriptors.Knob;
import timbrel.instrument.Instrument.FileFacts;
import timbrel.lm.Sampling;

class HitMakerTest {
  private static final Instrument TINY =
      new Instrument(
          TinyInstrument.card(), TinyInstrument.weights(), new FileFacts("tiny", 0, "none"));
  private final HitMaker maker = new HitMaker(TINY);

  private static HitRequest request(String className, long seed) {
    return new HitRequest(className, Map.of(), OptionalDouble.empty(), Sampling.plain(), 1, seed);
  }

  @Test
  void aHitIsTheSameAloneAndInCompany() {
    List<HitRequest> requests =
        List.of(request("kick", 1), request("snare", 2), request("kick", 3), request("", 4));
    List<Hit> together = maker.make(requests);
    for (int i = 0; i < requests.size(); i++) {
      Hit alone = new HitMaker(TINY).make(requests.get(i));
      assertArrayEquals(alone.sound().samples(), together.get(i).sound().samples());
      assertEquals(alone.codes(), together.get(i).codes());
    }
  }

  @Test
  void hitsAreTheSameWhenTheyComeOneByOne() {
    List<HitRequest> requests = List.of(request("kick", 1), request("snare", 2), request("", 4));
    List<Hit> together = maker.make(requests);
    List<Hit> oneByOne = new ArrayList<>();
    maker.make(requests, () -> true, oneByOne::add);
    assertEquals(requests.size(), oneByOne.size());
    for (int i = 0; i < requests.size(); i++) {
      assertArrayEquals(together.get(i).sound().samples(), oneByOne.get(i).sound().samples());
      assertEquals(requests.get(i), oneByOne.get(i).request());
    }
  }

  @Test
  void aTurnedHitIsWhatTheRequestWithThoseKnobsBrings() {
    HitMaker blind = new HitMaker(TINY, KnobWay.CORRECTED);
    Hit plain = blind.make(request("kick", 1));
    for (Knob knob : List.of(Knob.BRIGHTNESS, Knob.NOISE)) {
      Map<Knob, Double> wanted = Map.of(knob, 0.8);
      Hit turned = blind.turned(plain.draw(), wanted);
      Hit made = blind.make(request("kick", 1).withKnobs(wanted));
      assertArrayEquals(made.sound().samples(), turned.sound().samples(), knob.label());
      assertEquals(made.request(), turned.request());
      assertEquals(plain.codes(), made.codes(), "the model was told of " + knob);
      assertNotEquals(plain.sound(), turned.sound());
    }
    Hit back = blind.turned(plain.draw(), Map.of());
    assertArrayEquals(plain.sound().samples(), back.sound().samples());
  }

  @Test
  void whereTheModelIsToldOfKnobsNoHitIsTurned() {
    Hit told = maker.make(request("kick", 1));
    assertThrows(IllegalStateException.class, () -> maker.turned(told.draw(), Map.of()));
  }

  @Test
  void hitsThatNobodyWantsAnyMoreAreGivenUp() {
    List<HitRequest> requests = List.of(request("kick", 1), request("snare", 2), request("", 4));
    List<Hit> made = new ArrayList<>();
    maker.make(requests, () -> false, made::add);
    assertTrue(made.isEmpty());
    maker.make(requests, made::isEmpty, made::add);
    assertEquals(1, made.size());
    assertArrayEquals(
        maker.make(requests.getFirst()).sound().samples(), made.getFirst().sound().samples());
  }

  private static HitRequest mix(Map<String, Double> classes, long seed) {
    return new HitRequest(classes, Map.of(), OptionalDouble.empty(), Sampling.plain(), 1, seed);
  }

  @Test
  void aMixOfOneClassIsThatClass() {
    Hit alone = maker.make(request("kick", 3));
    Hit mixed = maker.make(mix(Map.of("kick", 0.25, "snare", 0.0), 3));
    assertEquals(alone.codes(), mixed.codes());
    assertEquals("kick", mixed.request().className());
  }

  @Test
  void aMixOfClassesIsNeitherOfThem() {
    HitRequest both = mix(Map.of("kick", 2.0, "snare", 1.0), 3);
    assertEquals(Map.of("kick", 2 / 3.0, "snare", 1 / 3.0), both.classes());
    assertNotEquals(maker.make(request("kick", 3)).codes(), maker.make(both).codes());
    assertThrows(IllegalArgumentException.class, () -> mix(Map.of("kick", -1.0), 1));
    assertThrows(IllegalArgumentException.class, () -> mix(Map.of("kick", Double.NaN), 1));
  }

  @Test
  void anotherSeedGivesAnotherHit() {
    assertNotEquals(maker.make(request("kick", 1)).codes(), maker.make(request("kick", 2)).codes());
  }

  private Hit varied(double variation, long seed, long family) {
    Sampling sampling = Sampling.plain().withVariation(variation);
    return maker.make(
        new HitRequest(
            Map.of("kick", 1.0), Map.of(), OptionalDouble.empty(), sampling, 1, seed, family));
  }

  /// Share of the codes that two hits have at the same place.
  private static double likeness(Hit a, Hit b) {
    int frames = Math.min(a.codes().frames(), b.codes().frames());
    int same = 0;
    for (int k = 0; k < a.codes().codebooks(); k++) {
      for (int t = 0; t < frames; t++) {
        same += a.codes().codes()[k][t] == b.codes().codes()[k][t] ? 1 : 0;
      }
    }
    int all = Math.max(a.codes().frames(), b.codes().frames()) * a.codes().codebooks();
    return all == 0 ? 1 : same / (double) all;
  }

  @Test
  void theLessVariationTheMoreAlikeAreTheHitsOfAFamily() {
    double last = 0;
    for (double variation : new double[] {0.5, 0.35, 0.1, 0}) {
      double sum = 0;
      for (int seed = 0; seed < 20; seed++) {
        sum += likeness(varied(variation, 2 * seed, 7), varied(variation, 2 * seed + 1, 7)) / 20;
      }
      assertTrue(sum > last, sum + " at " + variation + ", " + last + " before");
      last = sum;
    }
    assertEquals(1, last, 1e-9);
  }

  @Test
  void anotherFamilyIsAnotherSoundEvenWithoutVariation() {
    assertNotEquals(varied(0, 1, 7).codes(), varied(0, 1, 8).codes());
    assertEquals(varied(0.5, 1, 7).codes(), varied(0.5, 1, 8).codes());
  }

  @Test
  void hitsPeakBelowFullScaleAndEndInNothing() {
    for (int seed = 0; seed < 5; seed++) {
      float[] samples = maker.make(request("kick", seed)).sound().samples();
      assertEquals(0.891f, Samples.peak(samples), 1e-3);
      assertEquals(0, Math.abs(samples[samples.length - 1]));
    }
  }

  @Test
  void aLoudnessThatWouldClipIsHeldBack() {
    HitRequest loud =
        new HitRequest(
            "kick", Map.of(Knob.LOUDNESS, 1.0), OptionalDouble.of(1), Sampling.plain(), 2, 5);
    assertTrue(maker.make(loud).sound().peak() <= 0.8911f);
  }

  @Test
  void seedsOfAKitDiffer() {
    Set<Long> seeds = new HashSet<>();
    for (int kit = 0; kit < 30; kit++) {
      for (int k = 0; k < 30; k++) {
        seeds.add(HitRequest.seedOf(kit, k));
      }
    }
    assertEquals(900, seeds.size());
  }

  @Test
  void anUnknownClassIsRefusedWithTheKnownOnes() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> maker.make(request("cowbell", 1)));
    assertEquals("class 'cowbell', expected one of kick, snare", e.getMessage());
  }

  @Test
  void valuesOutOfRangeAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new HitRequest(
                "kick", Map.of(Knob.DECAY, 1.5), OptionalDouble.empty(), Sampling.plain(), 1, 1));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new HitRequest(
                "kick", Map.of(), OptionalDouble.of(Double.NaN), Sampling.plain(), 1, 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> new HitRequest("kick", Map.of(), OptionalDouble.empty(), Sampling.plain(), 0, 1));
  }

  @Test
  void withoutATokenModelNothingIsGenerated() {
    Card full = TinyInstrument.card();
    Card card =
        new Card(
            full.name(),
            full.created(),
            full.timbrelVersion(),
            full.codec(),
            Optional.empty(),
            full.classes(),
            full.knobs(),
            full.sampling(),
            full.seeds(),
            full.data(),
            full.training(),
            full.evaluation(),
            full.parent(),
            new JsonObject());
    Instrument mute =
        new Instrument(card, TinyInstrument.weights(), new FileFacts("mute.timbrel", 0, "none"));
    InstrumentException e = assertThrows(InstrumentException.class, () -> new HitMaker(mute));
    assertTrue(e.getMessage().contains("mute.timbrel: card.lm is missing"), e.getMessage());
  }
}
