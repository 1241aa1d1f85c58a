package timbrel.studio.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import timbrel.instrument.Instrument;
import timbrel.instrument.StoredHit;
import timbrel.studio.json.JsonRequest;
import timbrel.studio.workspace.InstrumentShelf;
import timbrel.studio.workspace.OpenInstrument;
import timbrel.studio.workspace.Workspace;

class FirstHitsTest {
  @TempDir private Path folder;

  private OpenInstrument starter() {
    return new InstrumentShelf(Workspace.open(folder)).get(Instrument.STARTER);
  }

  private static HitWish wish(String more) {
    return HitWish.read(
        JsonRequest.parse(
            "{\"classes\": {\"kick\": 1}, \"velocity\": 0.85, \"seed\": 5" + more + "}"));
  }

  /// Stored in half precision, and faded out from three quarters of its length on.
  @Test
  void aStoredHitIsTheBeginningOfWhatItsSeedMakes() {
    OpenInstrument open = starter();
    StoredHit stored = FirstHits.of(open, wish(""), 0).orElseThrow();
    String text = "{\"classes\": {\"kick\": 1}, \"velocity\": 0.85, \"seed\": \"%d\"}";
    HitWish again = HitWish.read(JsonRequest.parse(text.formatted(stored.seed())));
    float[] whole =
        open.maker().make(again.request(open.instrument().card().sampling())).sound().samples();
    float[] beginning = stored.sound().samples();
    for (int t = 0; t < beginning.length / 2; t++) {
      assertEquals(whole[t], beginning[t], 2e-3f, "sample " + t);
    }
  }

  @Test
  void twoPadsOfAClassGetDifferentOnes() {
    OpenInstrument open = starter();
    assertNotEquals(
        FirstHits.of(open, wish(""), 0).orElseThrow().seed(),
        FirstHits.of(open, wish(""), 1).orElseThrow().seed());
  }

  @Test
  void whatIsAskedForMorePreciselyIsMadeAnew() {
    OpenInstrument open = starter();
    assertTrue(FirstHits.of(open, wish(", \"variation\": 0.7"), 0).isEmpty());
    assertTrue(FirstHits.of(open, wish(", \"knobs\": {\"pitch\": 0.5}"), 0).isEmpty());
    HitWish mixed =
        HitWish.read(
            JsonRequest.parse(
                "{\"classes\": {\"kick\": 1, \"tom\": 1}, \"velocity\": 0.85, \"seed\": 5}"));
    assertTrue(FirstHits.of(open, mixed, 0).isEmpty());
  }
}
