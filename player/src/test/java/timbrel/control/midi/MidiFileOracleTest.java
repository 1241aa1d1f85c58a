package timbrel.control.midi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import javax.sound.midi.InvalidMidiDataException;
import javax.sound.midi.MetaMessage;
import javax.sound.midi.MidiEvent;
import javax.sound.midi.MidiSystem;
import javax.sound.midi.Sequence;
import javax.sound.midi.ShortMessage;
import javax.sound.midi.Track;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files that the JDK has written, with times worked out the long way.
class MidiFileOracleTest {
  private static final int RATE = 44_100;
  private static final BigDecimal MICROS = BigDecimal.valueOf(1_000_000);

  private record Planned(long tick, int track, String message) {}

  private final List<Planned> planned = new ArrayList<>();
  private final TreeMap<Long, Integer> tempos = new TreeMap<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void everyMessageIsAtTheSampleWhereTheJdkPutIt(long seed)
      throws InvalidMidiDataException, IOException {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    int division = random.nextInt(1, 2000);
    Sequence sequence = new Sequence(Sequence.PPQ, division);
    tempos.put(0L, 500_000);
    for (int t = 0; t < 3; t++) {
      fill(sequence.createTrack(), t, division, random);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    MidiSystem.write(sequence, 1, bytes);
    MidiFile file = MidiFile.read(bytes.toByteArray(), "jdk.mid");

    List<String> expected =
        planned.stream()
            .sorted(Comparator.comparingLong(Planned::tick).thenComparingInt(Planned::track))
            .map(event -> sample(event.tick, division) + " " + event.message)
            .toList();
    assertEquals(expected, MidiFileTest.events(file, RATE));
  }

  private void fill(Track track, int number, int division, RandomGenerator random)
      throws InvalidMidiDataException {
    long tick = 0;
    for (int i = 0; i < 200; i++) {
      tick += random.nextInt(random.nextInt(10) == 0 ? 200 * division : 2 * division);
      if (number == 0 && random.nextInt(10) == 0 && !tempos.containsKey(tick)) {
        int tempo = random.nextInt(1, 1 << 24);
        byte[] data = {(byte) (tempo >> 16), (byte) (tempo >> 8), (byte) tempo};
        track.add(new MidiEvent(new MetaMessage(0x51, data, 3), tick));
        tempos.put(tick, tempo);
      } else {
        int kind = 0x80 + 16 * random.nextInt(7);
        int data1 = random.nextInt(128);
        int data2 = kind == 0xC0 || kind == 0xD0 ? 0 : random.nextInt(128);
        int channel = random.nextInt(16);
        track.add(new MidiEvent(new ShortMessage(kind, channel, data1, data2), tick));
        planned.add(
            new Planned(tick, number, "%02X %02X %02X".formatted(kind | channel, data1, data2)));
      }
    }
  }

  private long sample(long tick, int division) {
    BigDecimal micros = BigDecimal.ZERO;
    long from = 0;
    int tempo = 500_000;
    for (var change : tempos.headMap(tick, true).entrySet()) {
      micros = micros.add(duration(change.getKey() - from, tempo, division));
      from = change.getKey();
      tempo = change.getValue();
    }
    micros = micros.add(duration(tick - from, tempo, division));
    return micros
        .multiply(BigDecimal.valueOf(RATE))
        .divide(MICROS, MathContext.DECIMAL128)
        .setScale(0, RoundingMode.HALF_UP)
        .longValueExact();
  }

  private static BigDecimal duration(long ticks, int tempo, int division) {
    return BigDecimal.valueOf(ticks)
        .multiply(BigDecimal.valueOf(tempo))
        .divide(BigDecimal.valueOf(division), MathContext.DECIMAL128);
  }
}
