package timbrel.instrument;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import timbrel.nn.weights.StoredType;
import timbrel.nn.weights.Tensor;
import timbrel.nn.weights.WeightMap;

class StoredHitsTest {
  @TempDir Path folder;
  private Instrument plain;

  @BeforeEach
  void writeAnInstrumentWithout() {
    Path file = folder.resolve("plain.timbrel");
    InstrumentFile.write(file, TinyInstrument.card(), TinyInstrument.weights(), StoredType.F32);
    plain = InstrumentFile.read(file);
  }

  @Test
  void anInstrumentWithoutThemStillOpens() {
    assertEquals(List.of(), plain.storedHits());
  }

  @Test
  void theyComeBackFromTheFileAndAreNoParameters() {
    Instrument with = written(StoredHits.with(plain, 1_000_000));
    assertEquals(4, with.storedHits().size());
    assertEquals(plain.parameters(), with.parameters());
    assertEquals(
        List.of(0, 0, 1, 1), with.storedHits().stream().map(StoredHit::classIndex).toList());
  }

  @Test
  void withoutItsWeightsAnInstrumentPlaysTheSameAndHasItsHits() {
    Instrument with = written(StoredHits.with(plain, 1_000_000));
    Instrument parts = with.withoutWeights();
    HitRequest request =
        new HitRequest("kick", Map.of(), OptionalDouble.empty(), with.card().sampling(), 2, 5);
    assertEquals(
        new HitMaker(with).make(request).sound(), new HitMaker(parts).make(request).sound());
    assertEquals(with.storedHits().size(), parts.storedHits().size());
    assertEquals(with.classifier().isPresent(), parts.classifier().isPresent());
    assertThrows(IllegalStateException.class, parts::weights);
  }

  @Test
  void theSeedMakesTheSameHit() {
    StoredHit stored = written(StoredHits.with(plain, 1_000_000)).storedHits().getLast();
    HitRequest request =
        new HitRequest(
            "snare",
            Map.of(),
            OptionalDouble.of(StoredHits.VELOCITY),
            plain.card().sampling(),
            1,
            stored.seed());
    float[] made = new HitMaker(plain).make(request).sound().samples();
    float[] kept = stored.sound().samples();
    int same = kept.length / 2; // before the fade
    assertArrayEquals(Arrays.copyOf(made, same), Arrays.copyOf(kept, same));
  }

  @Test
  void theyAreCutToFit() {
    Instrument with = written(StoredHits.with(plain, 2000));
    int samples = with.storedHits().stream().mapToInt(hit -> hit.sound().length()).sum();
    assertTrue(samples <= 1000, samples + " samples");
    with.storedHits()
        .forEach(hit -> {
          float[] sound = hit.sound().samples();
          assertEquals(0, sound[sound.length - 1], 1e-3);
        });
  }

  @Test
  void storingAgainReplacesThem() {
    Instrument once = written(StoredHits.with(plain, 1_000_000));
    WeightMap twice = StoredHits.with(once, 2000);
    assertEquals(4, twice.names().stream().filter(name -> name.startsWith("hits.")).count());
  }

  @Test
  void weightsInHalfPrecisionStayInIt() {
    assertEquals(StoredType.F32, StoredHits.typeOf(plain.weights()));
    Path file = folder.resolve("half.timbrel");
    InstrumentFile.write(file, TinyInstrument.card(), TinyInstrument.weights(), StoredType.F16);
    WeightMap with = StoredHits.with(InstrumentFile.read(file), 10_000);
    assertEquals(StoredType.F16, StoredHits.typeOf(with));
  }

  @Test
  void hitsOfNoClassAreRefused() {
    for (String name : List.of("hits.2.0", "hits.0", "hits.kick.0", "hits.0.8", "hits.-1.0")) {
      assertRefused(name, Tensor.of(new float[10], 10));
    }
  }

  @Test
  void hitsThatAreNoSoundAreRefused() {
    assertRefused("hits.0.0", Tensor.of(new float[10], 2, 5));
    assertRefused("hits.0.0", Tensor.of(new float[6 * 44_100], 6 * 44_100));
  }

  private void assertRefused(String name, Tensor tensor) {
    Map<String, Tensor> tensors = new HashMap<>();
    plain.weights().names().forEach(n -> tensors.put(n, plain.weights().tensor(n)));
    tensors.put(name, tensor);
    WeightMap weights = WeightMap.of("tiny", tensors);
    Path file = folder.resolve("bad.timbrel");
    assertThrows(
        InstrumentException.class,
        () -> InstrumentFile.write(file, plain.card(), weights, StoredType.F32),
        name);
  }

  private Instrument written(WeightMap weights) {
    Path file = folder.resolve("with.timbrel");
    InstrumentFile.write(file, plain.card(), weights, StoredType.F32);
    return InstrumentFile.read(file);
  }
}
