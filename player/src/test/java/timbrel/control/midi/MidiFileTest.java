package timbrel.control.midi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static timbrel.control.midi.MidiFileBytes.header;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Standard MIDI files, sound and broken.
class MidiFileTest {
  /// The example of the specification ("Standard MIDI Files 1.0", appendix), type 0: 96 ticks a
  /// quarter note, 120 a minute, with running status and two-byte times.
  private static final byte[] EXAMPLE_0 =
      header(0, 1, 96)
          .track(
              "00 FF5804 04021808 00 FF5103 07A120 00 C005 00 C12E 00 C246 00 923060 00 3C60"
                  + "60 914340 60 904C20 8140 823040 00 3C40 00 814340 00 804C40 00 FF2F00")
          .bytes();

  /// The same music as type 1, as the specification has it.
  private static final byte[] EXAMPLE_1 =
      header(1, 4, 96)
          .track("00 FF5804 04021808 00 FF5103 07A120 8300 FF2F00")
          .track("00 C005 8140 904C20 8140 4C00 00 FF2F00")
          .track("00 C12E 60 914340 8220 4300 00 FF2F00")
          .track("00 C246 00 923060 00 3C60 8300 3000 00 3C00 00 FF2F00")
          .bytes();

  @TempDir private Path folder;

  @Test
  void theExampleOfTheSpecificationIsReadAsItIsDescribed() {
    MidiFile file = MidiFile.read(EXAMPLE_0, "example.mid");
    assertEquals(
        List.of(
            "0 C0 05 00",
            "0 C1 2E 00",
            "0 C2 46 00",
            "0 92 30 60",
            "0 92 3C 60",
            "22050 91 43 40",
            "44100 90 4C 20",
            "88200 82 30 40",
            "88200 82 3C 40",
            "88200 81 43 40",
            "88200 80 4C 40"),
        events(file, 44_100));
    assertEquals(88_200, file.length(44_100));
    assertEquals(List.of(), file.remarks());
  }

  @Test
  void theExampleInFourTracksHasItsNotesAtTheSameTimes() {
    List<String> notes =
        events(MidiFile.read(EXAMPLE_1, "example.mid"), 44_100).stream()
            .filter(event -> event.contains(" 9") && !event.endsWith(" 00"))
            .toList();
    assertEquals(List.of("0 92 30 60", "0 92 3C 60", "22050 91 43 40", "44100 90 4C 20"), notes);
  }

  /// By hand: 96 ticks at 500 ms a quarter, then 96 ticks at 250 ms: 0.5 s, 0.75 s.
  @Test
  void aTempoCountsFromItsTickOnAndForAllTracks() {
    MidiFile file =
        header(1, 2, 96)
            .track("60 FF5103 03D090 00 FF2F00")
            .track("00 992440 60 992440 60 992440 00 FF2F00")
            .read();
    assertEquals(List.of("0 99 24 40", "500 99 24 40", "750 99 24 40"), events(file, 1000));
  }

  /// By hand: 25 frames of 40 ticks a second are 1000 ticks a second, whatever the tempo.
  @Test
  void smpteTimeKnowsNoTempo() {
    MidiFile file = header(0, 1, 0xE728).track("00 FF5103 03D090 8768 992440 00 FF2F00").read();
    assertEquals(List.of("48000 99 24 40"), events(file, 48_000));
  }

  /// By hand: drop-frame time has 30000/1001 frames a second, so 30000 frames last 1001 seconds.
  @Test
  void dropFrameTimeIsExact() {
    MidiFile file = header(0, 1, 0xE301).track("81EA30 992440 00 FF2F00").read();
    assertEquals(List.of("48048000 99 24 40"), events(file, 48_000));
  }

  @Test
  void systemExclusiveMetaAndUnknownChunksAreSteppedOver() {
    MidiFile file =
        header(0, 1, 96)
            .raw("584D4554 00000003 010203")
            .track("00 F003 7E0901 00 F702 F301 00 FF0105 48656C6C6F 00 FF7F00 00 992440 00 FF2F00")
            .read();
    assertEquals(List.of("0 99 24 40"), events(file, 48_000));
  }

  @Test
  void whatFollowsTheEndOfATrackDoesNotSound() {
    MidiFile file = header(0, 1, 96).track("00 992440 00 FF2F00 00 992540").read();
    assertEquals(1, file.size());
  }

  /// By hand: 4 ticks of 1/7 quarter at 333,333 µs are 190,476 µs, 9142.85 samples.
  @Test
  void aTimeBetweenSamplesIsPlayedAtTheNearestOne() {
    MidiFile file = header(0, 1, 7).track("00 FF5103 051615 04 992440 00 FF2F00").read();
    assertEquals(List.of("9143 99 24 40"), events(file, 48_000));
  }

  /// Every prefix either has no whole header, or plays messages that the whole file plays too, in
  /// the same order, and says that it was cut off.
  @Test
  void aFileThatWasCutOffPlaysAsFarAsItIsWhole() {
    List<String> whole = events(MidiFile.read(EXAMPLE_0, "cut.mid"), 44_100);
    int most = 0;
    for (int length = 0; length < EXAMPLE_0.length; length++) {
      byte[] cut = Arrays.copyOf(EXAMPLE_0, length);
      if (length < 14) {
        assertThrows(MidiFileException.class, () -> MidiFile.read(cut, "cut.mid"));
      } else {
        MidiFile file = MidiFile.read(cut, "cut.mid");
        assertEquals(whole.subList(0, file.size()), events(file, 44_100), "of " + length);
        assertEquals(1, file.remarks().size(), "of " + length);
        most = file.size();
      }
    }
    assertEquals(whole.size(), most);
  }

  @Test
  void whatIsMissingIsSaid() {
    MidiFile half = MidiFile.read(Arrays.copyOf(EXAMPLE_1, EXAMPLE_1.length / 2), "half.mid");
    assertEquals(
        List.of(
            "half.mid: track 2 is cut off after 9 of 16 bytes",
            "half.mid: has 2 of 4 tracks; the others are missing"),
        half.remarks());
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        Arguments.of("size is 0 bytes", new byte[0]),
        Arguments.of(
            "first word is 0x52494646",
            new MidiFileBytes().raw("52494646" + "00".repeat(12)).bytes()),
        Arguments.of(
            "header length is 5",
            new MidiFileBytes().raw("4D546864 00000005 000000010060").bytes()),
        Arguments.of(
            "header length is 4294967295",
            new MidiFileBytes().raw("4D546864 FFFFFFFF 000000010060").bytes()),
        Arguments.of("type is 2", header(2, 1, 96).bytes()),
        Arguments.of("number of tracks is 5000", header(1, 5000, 96).bytes()),
        Arguments.of("division is 0", header(1, 1, 0).bytes()),
        Arguments.of("SMPTE frames a second is 26", header(1, 1, 0xE628).bytes()),
        Arguments.of("ticks of an SMPTE frame is 0", header(1, 1, 0xE700).bytes()),
        Arguments.of("track 1, tempo is 0", header(0, 1, 96).track("00 FF5103 000000").bytes()),
        Arguments.of(
            "number at byte 22 is longer", header(0, 1, 96).track("8080808000 9924").bytes()),
        Arguments.of("track 1, byte 23 is 0x24", header(0, 1, 96).track("00 2440").bytes()),
        Arguments.of(
            "track 1, status at byte 23 is 0xF5", header(0, 1, 96).track("00 F500").bytes()),
        Arguments.of(
            "track 1, data at byte 25 is 0xFF", header(0, 1, 96).track("00 9924FF").bytes()),
        Arguments.of("track 1, last event is longer", header(0, 1, 96).track("00 9924").bytes()),
        Arguments.of("track 1, last event is longer", header(0, 1, 96).track("00 F07F 00").bytes()),
        Arguments.of(
            "time of an event is beyond counting",
            header(0, 1, 1).track("00 FF5103 FFFFFF" + "FFFFFF7F 992440".repeat(3)).bytes()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("broken")
  void aBrokenFileIsRefusedAndTheErrorNamesTheField(String expected, byte[] file) {
    MidiFileException e =
        assertThrows(MidiFileException.class, () -> MidiFile.read(file, "test.mid"));
    assertTrue(e.getMessage().startsWith("test.mid: " + expected), e.getMessage());
  }

  @Test
  void aFileThatIsTooLongIsRefused() {
    byte[] bytes = Arrays.copyOf(EXAMPLE_0, MidiFile.MOST_BYTES + 1);
    assertThrows(MidiFileException.class, () -> MidiFile.read(bytes, "long.mid"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void flippedBytesGiveMusicOrAnError(long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    int refused = 0;
    for (int trial = 0; trial < 5000; trial++) {
      byte[] flipped = (trial % 2 == 0 ? EXAMPLE_0 : EXAMPLE_1).clone();
      for (int flips = random.nextInt(1, 5); flips > 0; flips--) {
        flipped[random.nextInt(flipped.length)] = (byte) random.nextInt(256);
      }
      try {
        MidiFile file = MidiFile.read(flipped, "test.mid");
        assertTrue(file.size() <= flipped.length / 2);
        assertTrue(
            IntStream.range(1, file.size()).allMatch(i -> file.times()[i - 1] <= file.times()[i]));
      } catch (MidiFileException e) {
        refused++;
      }
    }
    assertTrue(refused > 300 && refused < 4700, refused + " refused");
  }

  /// The tracks of a file that wants to keep us busy are merged as fast as those of any other.
  @Test
  void aFileOfVeryManyTracksIsReadInNoTime() {
    MidiFileBytes file = header(1, 4096, 96);
    for (int i = 0; i < 4096; i++) {
      file.track("00 992440" + "00 2440".repeat(100) + "00 FF2F00");
    }
    assertEquals(4096 * 101, file.read().size());
  }

  @Test
  void aFileIsReadFromItsPath() throws IOException {
    Path path = folder.resolve("song.mid");
    Files.write(path, EXAMPLE_0);
    assertEquals(11, MidiFile.read(path).size());
    Path missing = folder.resolve("missing.mid");
    assertThrows(UncheckedIOException.class, () -> MidiFile.read(missing));
    assertArrayEquals(EXAMPLE_0, Files.readAllBytes(path));
  }

  static List<String> events(MidiFile file, int sampleRate) {
    return IntStream.range(0, file.size())
        .mapToObj(i -> {
          int message = file.messages()[i];
          return "%d %02X %02X %02X"
              .formatted(
                  file.sample(i, sampleRate), message >> 16, message >> 8 & 0xFF, message & 0xFF);
        })
        .toList();
  }
}
