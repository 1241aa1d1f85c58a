package timbrel.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import timbrel.dataset.ImportedSound;
import timbrel.dataset.Split;
import timbrel.instrument.Instrument;

class GenerationTrialTest {
  @TempDir static Path folder;
  private static Instrument instrument;
  private static GenerationTrial trial;

  @BeforeAll
  static void prepare() {
    instrument = TinyInstrument.in(folder, "tiny", true);
    trial = new GenerationTrial(drums(), TinyInstrument.judge(), 3, 7);
  }

  /// What is held out is what was learnt from, so that every distance is known.
  private static Split drums() {
    RandomGenerator random = Drums.random(1);
    List<ImportedSound> sounds = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      sounds.add(sound("kick/" + i, "kick", Drums.kick(random)));
      sounds.add(sound("snare/" + i, "snare", Drums.snare(random)));
      sounds.add(sound("hat/" + i, "hat", Drums.hat(random)));
    }
    return new Split(sounds, sounds);
  }

  private static ImportedSound sound(String id, String soundClass, float[] samples) {
    return new ImportedSound(
        id, Path.of("x"), soundClass, id, id, samples, 0, 0.5, "CC0-1.0", "", false, 0);
  }

  @Test
  void recordingsHaveNoDistanceFromThemselvesAndAreCopies() {
    GenerationTrial.Row row = trial.recorded(instrument.codec());
    assertEquals(0, row.fad(), 1e-3);
    assertEquals(1, row.copies());
    assertEquals(1, row.spread(), 1e-6);
  }

  @Test
  void aCodecThatHasLearntNothingIsFurtherAway() {
    GenerationTrial.Row recorded = trial.recorded(instrument.codec());
    GenerationTrial.Row decoded = trial.reconstructed(instrument.codec(), 1);
    assertTrue(decoded.fad() > recorded.fad() + 1e-3, decoded.toString());
    assertEquals(recorded.seconds(), decoded.seconds(), 1e-9);
  }

  @Test
  void theSameWayTwiceGivesTheSameNumbers() {
    GenerationTrial.Row first = trial.generated(instrument, instrument.card().sampling(), 1);
    assertEquals(first, trial.generated(instrument, instrument.card().sampling(), 1));
    assertEquals(instrument.card().classes().size(), first.accuracies().size());
  }
}
