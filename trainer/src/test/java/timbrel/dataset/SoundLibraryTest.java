package timbrel.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import timbrel.audio.Resampler;
import timbrel.dataset.TestEncoder.Format;

class SoundLibraryTest {
  private static final int RATE = 44_100;

  @TempDir Path folder;

  private Import scan() {
    return scan(ImportOptions.DEFAULT.withThreads(2));
  }

  private Import scan(ImportOptions options) {
    return SoundLibrary.scan(folder, options, ImportListener.NONE);
  }

  private Path write(String name, Format format, int rate, float[]... channels) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      return TestEncoder.write(file, format, rate, channels);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void writeHit(String name, double hz, long seed) {
    write(name, Format.S16, RATE, TestSounds.hit(RATE, 500, 12_000, hz, 0.06, seed));
  }

  private static ImportReport.Row row(Import imported, String file) {
    return imported.report().rows().stream()
        .filter(row -> row.file().equals(file))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no row for " + file));
  }

  private static Refusal refusal(Import imported, String file) {
    return row(imported, file).refusal().orElseThrow();
  }

  @Test
  void anEmptyFolderIsAnEmptyImport() {
    Import imported = scan();
    assertEquals(0, imported.sounds().size());
    assertEquals(0, imported.report().rows().size());
  }

  @Test
  void aFolderThatIsNotThereIsAnError() {
    assertThrows(
        UncheckedIOException.class,
        () ->
            SoundLibrary.scan(folder.resolve("none"), ImportOptions.DEFAULT, ImportListener.NONE));
  }

  @Test
  void oneFileInTheFolderItselfIsOneUnknownSound() {
    writeHit("boom.wav", 100, 1);
    ImportedSound sound = scan().sounds().getFirst();
    assertEquals("boom.wav", sound.id());
    assertEquals("unknown", sound.soundClass());
    assertEquals(ImportedSound.UNKNOWN_LICENCE, sound.licence());
    assertEquals(1, sound.velocity());
  }

  @Test
  void aClassifierNamesWhatFoldersAndFilesDoNot() {
    writeHit("boom.wav", 100, 1);
    writeHit("snares/crack.wav", 200, 2);
    writeHit("Clap 3.wav", 300, 3);
    Import imported = scan(ImportOptions.DEFAULT.withClassifier(samples -> "kick"));
    assertEquals(Map.of("kick", 1, "snare", 1, "clap", 1), imported.classes());
  }

  @Test
  void aSoundIsTrimmedNormalisedAndItsGainIsKept() {
    float[] hit = TestSounds.hit(RATE, 9000, 12_000, 200, 0.06, 1);
    float[] padded = TestSounds.join(TestSounds.scaled(hit, 0.25), new float[40_000]);
    write("snare/a.wav", Format.F32, RATE, padded);
    ImportedSound sound = scan().sounds().getFirst();
    double peak = HitShaper.peak(sound.samples(), 0, sound.samples().length);
    assertEquals(Math.pow(10, -1 / 20.0), peak, 1e-5);
    double recorded = HitShaper.decibels(HitShaper.peak(padded, 0, padded.length));
    assertEquals(recorded, sound.recordedPeakDb(), 0.1); // the high-pass changes the peak a little
    double before = 9000.0 / RATE - sound.startSeconds();
    assertTrue(before >= 0 && before <= 0.0011, before + " s before the onset");
    assertTrue(sound.seconds() < 0.35, sound.seconds() + " s");
    // the attack itself is untouched, but for what the high-pass takes within a millisecond
    int onset = (int) Math.round(before * RATE);
    double gain = Math.pow(10, sound.gainDb() / 20);
    for (int i = 0; i < 8; i++) {
      assertEquals(gain * padded[9000 + i], sound.samples()[onset + i], 0.02);
    }
  }

  @Test
  void anOffsetAndRumbleAreTakenOff() {
    float[] hit = TestSounds.hit(RATE, 9000, 12_000, 200, 0.06, 1);
    for (int i = 0; i < hit.length; i++) {
      hit[i] = 0.5f * hit[i] + 0.2f;
    }
    write("snare/a.wav", Format.F32, RATE, hit);
    ImportedSound sound = scan().sounds().getFirst();
    assertEquals(9000.0 / RATE, sound.startSeconds(), 0.0011);
    double mean = 0;
    for (float x : sound.samples()) {
      mean += x / sound.samples().length;
    }
    assertEquals(0, mean, 0.01);
  }

  @Test
  void everyRateComesOutAt441() {
    for (int rate : new int[] {8000, 22_050, 48_000, 96_000}) {
      float[] hit = TestSounds.hit(rate, rate / 5, rate / 2, 200, 0.06, rate);
      write("tom/" + rate + ".wav", Format.S24, rate, hit);
    }
    for (ImportedSound sound : scan().sounds()) {
      assertEquals(0.2, sound.startSeconds(), 0.0015, sound.id());
      assertEquals(0.5, sound.seconds(), 0.3, sound.id());
    }
  }

  @Test
  void aLongTakeBecomesHitsOfOneGroup() {
    List<float[]> parts = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      parts.add(new float[15_000]);
      parts.add(TestSounds.hit(RATE, 0, 15_000, 100 + 60 * i, 0.03 + 0.004 * i, i));
    }
    write("snare/take.flac", Format.FLAC, RATE, TestSounds.join(parts.toArray(new float[0][])));
    Import imported = scan();
    assertEquals(12, imported.sounds().size());
    assertEquals(1, imported.sounds().stream().map(ImportedSound::group).distinct().count());
    assertEquals("snare/take.flac#0007", imported.sounds().get(6).id());
    for (int i = 0; i < 12; i++) {
      double onset = (30_000 * i + 15_000) / (double) RATE;
      assertEquals(onset, imported.sounds().get(i).startSeconds(), 0.001);
    }
  }

  /// Two hours at 8 kHz with 14,400 hits: memory for those that are kept.
  @Test
  void aTwoHourRecordingIsThinnedOut() {
    ImportOptions options =
        new ImportOptions(2, 2.5, 100, 3600, true, 1, DecodeLimits.DEFAULT, SoundClassifier.NONE);
    TakeReader reader = new TakeReader(options, false);
    reader.start(new StreamFormat("wav", "pcm_s16le", 8000, 1, false, -1));
    float[] second = TestSounds.hit(8000, 1000, 3000, 300, 0.05, 1);
    for (int i = 0; i < 2 * 7200; i++) {
      reader.block(new float[][] {second.clone()}, second.length);
    }
    TakeReader.Take take = reader.take();
    assertTrue(take.hits().size() > 50 && take.hits().size() <= 100);
    assertEquals(
        14_400, take.hits().size() + take.refused().getOrDefault(Refusal.LIBRARY_FULL, 0), 2);
    assertTrue(take.hits().getLast().startSeconds() > 7000);
  }

  @Test
  void aDroneHoldsNoHit() {
    float[] drone = new float[20 * RATE];
    for (int i = 0; i < drone.length; i++) {
      double level = Math.min(1, i / (10.0 * RATE));
      drone[i] = (float) (0.5 * level * Math.sin(2 * Math.PI * 110 * i / RATE));
    }
    write("pad/drone.wav", Format.S16, RATE, drone);
    Import imported = scan();
    assertEquals(0, imported.sounds().size());
    assertEquals(Refusal.NO_HIT, refusal(imported, "pad/drone.wav"));
  }

  @Test
  void badFilesAreRowsAndGoodOnesAreTaken() throws IOException {
    writeHit("kick/good.wav", 60, 1);
    write("kick/silent.wav", Format.S16, RATE, new float[RATE]);
    write("kick/short.wav", Format.S16, RATE, TestSounds.hit(RATE, 100, 300, 900, 0.01, 1));
    write("kick/slow.wav", Format.S16, 3, new float[100]);
    float[] nan = TestSounds.hit(RATE, 0, 9000, 100, 0.1, 1);
    nan[4000] = Float.NaN;
    write("kick/nan.wav", Format.F32, RATE, nan);
    Files.writeString(folder.resolve("kick/text.wav"), "no sound\n".repeat(100));
    Files.writeString(folder.resolve("kick/readme.txt"), "read me");
    Files.createFile(folder.resolve("kick/empty.flac"));
    byte[] random = new byte[20_000];
    new Random(1).nextBytes(random);
    Files.write(folder.resolve("kick/random.mp3"), random);
    Import imported = scan();
    assertEquals(1, imported.sounds().size());
    assertEquals(Refusal.SILENT, refusal(imported, "kick/silent.wav"));
    assertEquals(Refusal.TOO_SHORT, refusal(imported, "kick/short.wav"));
    assertEquals(Refusal.SAMPLE_RATE, refusal(imported, "kick/slow.wav"));
    assertEquals(Refusal.NOT_FINITE, refusal(imported, "kick/nan.wav"));
    assertEquals(Refusal.UNKNOWN_FORMAT, refusal(imported, "kick/text.wav"));
    assertEquals(Refusal.NOT_A_SOUND_FILE, refusal(imported, "kick/readme.txt"));
    assertEquals(Refusal.NO_SOUND_INSIDE, refusal(imported, "kick/empty.flac"));
    assertTrue(refusal(imported, "kick/random.mp3") != Refusal.NEAR_DUPLICATE);
    assertEquals(9, imported.report().rows().size());
  }

  @Test
  void linksInACircleAreNoticed() throws IOException {
    writeHit("kick/good.wav", 60, 1);
    try {
      Files.createSymbolicLink(folder.resolve("kick/loop"), folder);
      Files.createSymbolicLink(folder.resolve("kick/a.wav"), folder.resolve("kick/b.wav"));
      Files.createSymbolicLink(folder.resolve("kick/b.wav"), folder.resolve("kick/a.wav"));
    } catch (UnsupportedOperationException | IOException e) {
      assumeTrue(false, "this file system has no links");
    }
    Import imported = scan();
    assertEquals(1, imported.sounds().size());
    assertEquals(Refusal.UNREADABLE, refusal(imported, "kick/loop"));
    assertEquals(Refusal.UNREADABLE, refusal(imported, "kick/a.wav"));
  }

  @Test
  void anUnreadableFileIsARow() throws IOException {
    writeHit("kick/good.wav", 60, 1);
    writeHit("kick/secret.wav", 90, 1);
    Path secret = folder.resolve("kick/secret.wav");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));
    assumeTrue(!Files.isReadable(secret), "this user may read everything");
    assertEquals(Refusal.UNREADABLE, refusal(scan(), "kick/secret.wav"));
  }

  @Test
  void theSecondOfTwoCopiesIsDroppedAndTheFirstIsNamed() {
    float[] hit = snare();
    write("snare/a.wav", Format.S24, RATE, hit);
    write("snare/b.wav", Format.S16, RATE, TestSounds.scaled(hit, 0.3));
    write("snare/c.flac", Format.FLAC, 48_000, Resampler.resample(hit, RATE, 48_000));
    write("loud/d.wav", Format.S16, RATE, TestSounds.join(new float[3000], hit));
    write("snare/other.wav", Format.S24, RATE, TestSounds.hit(RATE, 500, 20_000, 240, 0.1, 2));
    Import imported = scan();
    assertEquals(
        List.of("loud/d.wav", "snare/other.wav"),
        imported.sounds().stream().map(ImportedSound::id).toList());
    for (String name : List.of("snare/a.wav", "snare/b.wav", "snare/c.flac")) {
      assertEquals(Refusal.NEAR_DUPLICATE, refusal(imported, name));
      assertTrue(row(imported, name).detail().contains("loud/d.wav"), name);
    }
  }

  /// Noise as well as tone, as real drums have.
  private static float[] snare() {
    float[] snare = TestSounds.hit(RATE, 500, 20_000, 180, 0.1, 1);
    Random random = new Random(5);
    for (int i = 500; i < snare.length; i++) {
      snare[i] += (float) (0.1 * random.nextGaussian() * Math.exp(-(i - 500) / 5000.0));
    }
    return snare;
  }

  @Test
  void ofTwoCopiesTheLosslessOneIsKept() {
    Fingerprint print = Fingerprint.of(snare());
    ImportedSound lossless = TestSounds.sound("b", "snare", "b", "b", snare());
    ImportedSound lossy =
        new ImportedSound("a", Path.of("a.mp3"), "snare", "a", "a", snare(), 0, 0, "", "", true, 0);
    Similarity.Result result =
        Similarity.compare(
            List.of(new Similarity.Printed(lossy, print), new Similarity.Printed(lossless, print)),
            true);
    assertEquals("b", result.kept().getFirst().id());
    assertEquals("a", result.duplicates().getFirst().sound().id());
  }

  @Test
  void velocityIsTheRankOfTheRecordedLevelWithinTheClass() {
    double[] levels = {0.05, 0.8, 0.3};
    for (int i = 0; i < 3; i++) {
      float[] hit = TestSounds.hit(RATE, 500, 20_000, 150 + 90 * i, 0.1, i);
      write("tom/" + i + ".wav", Format.F32, RATE, TestSounds.scaled(hit, levels[i]));
    }
    assertArrayEquals(
        new double[] {0, 1, 0.5},
        scan().sounds().stream().mapToDouble(ImportedSound::velocity).toArray());
  }

  @Test
  void aManifestTellsGroupLicenceAuthorAndGain() throws IOException {
    writeHit("tom/a.wav", 100, 1);
    writeHit("tom/b.wav", 300, 2);
    Files.writeString(
        folder.resolve("manifest.csv"),
        """
        file,licence,author,group,gain_db,lossy_origin,sha256
        tom/a.wav,CC-BY-4.0,"Doe, Jane",oak,12.5,1,
        tom/b.wav,CC0-1.0,Nobody,oak,0,0,0123
        """);
    Import imported = scan();
    ImportedSound a = imported.sounds().get(0);
    assertEquals("oak", a.group());
    assertEquals("CC-BY-4.0", a.licence());
    assertEquals("Doe, Jane", a.attribution());
    assertTrue(a.lossyOrigin());
    ImportedSound b = imported.sounds().get(1);
    assertEquals(12.5, a.gainDb() - b.gainDb(), 2.5);
    // its samples are not those that the manifest describes
    assertEquals(ImportedSound.UNKNOWN_LICENCE, b.licence());
    assertTrue(row(imported, "tom/b.wav").detail().contains("SHA-256"));
    assertEquals(2, imported.credits().size());
  }

  @Test
  void theResultDoesNotDependOnTheNumberOfThreads() {
    for (int i = 0; i < 30; i++) {
      writeHit((i % 2 == 0 ? "kick/" : "snare/") + i + ".wav", 60 + 30 * i, i);
    }
    Import one = scan(ImportOptions.DEFAULT.withThreads(1));
    Import four = scan(ImportOptions.DEFAULT.withThreads(4));
    assertEquals(one.report(), four.report());
    assertEquals(30, one.sounds().size());
    for (int i = 0; i < 30; i++) {
      ImportedSound a = one.sounds().get(i);
      ImportedSound b = four.sounds().get(i);
      assertArrayEquals(a.samples(), b.samples());
      assertEquals(a.id() + a.group() + a.cluster(), b.id() + b.group() + b.cluster());
      assertEquals(a.velocity(), b.velocity());
    }
  }

  @Test
  void aFullImportHasSomethingOfEachClass() {
    for (int i = 0; i < 12; i++) {
      writeHit("kick/" + i + ".wav", 60 + 20 * i, i);
      writeHit("zither/" + i + ".wav", 400 + 50 * i, 50 + i);
    }
    ImportOptions two =
        new ImportOptions(2, 2.5, 400, 2, true, 2, DecodeLimits.DEFAULT, SoundClassifier.NONE);
    Import imported = scan(two);
    assertTrue(imported.seconds() <= 2);
    assertEquals(2, imported.classes().size());
    assertTrue(imported.report().refusals().get(Refusal.LIBRARY_FULL) > 5);
  }

  @Test
  void tenThousandFilesAreImported() throws IOException {
    write("kick/0.wav", Format.S16, RATE, TestSounds.hit(RATE, 0, 3000, 300, 0.01, 1));
    byte[] bytes = Files.readAllBytes(folder.resolve("kick/0.wav"));
    for (int i = 1; i < 10_000; i++) {
      Files.write(folder.resolve("kick/" + i + ".wav"), bytes);
    }
    AtomicInteger last = new AtomicInteger();
    Import imported =
        SoundLibrary.scan(
            folder,
            ImportOptions.DEFAULT,
            (done, total, file) -> {
              assertEquals(last.incrementAndGet(), done);
              assertEquals(10_000, total);
            });
    assertEquals(10_000, last.get());
    assertEquals(1, imported.sounds().size());
    assertEquals(9_999, imported.report().refusals().get(Refusal.NEAR_DUPLICATE));
  }

  @Test
  void aListenerThatThrowsStopsTheImport() {
    writeHit("kick/a.wav", 60, 1);
    assertThrows(
        IllegalStateException.class,
        () ->
            SoundLibrary.scan(
                folder,
                ImportOptions.DEFAULT,
                (done, total, file) -> {
                  throw new IllegalStateException("enough");
                }));
  }

  @Test
  void anInterruptedImportStops() {
    writeHit("kick/a.wav", 60, 1);
    Thread.currentThread().interrupt();
    assertThrows(ImportInterruptedException.class, this::scan);
    assertTrue(Thread.interrupted());
  }

  @Test
  void anInterruptedImportStopsAlsoWhenTheNextFileIsReadAlready() {
    writeHit("kick/a.wav", 60, 1);
    writeHit("kick/b.wav", 90, 1);
    ImportListener interruptsLate =
        (done, total, file) -> {
          // long enough for the other file, which is read meanwhile
          LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
          Thread.currentThread().interrupt();
        };
    assertThrows(
        ImportInterruptedException.class,
        () -> SoundLibrary.scan(folder, ImportOptions.DEFAULT, interruptsLate));
    assertTrue(Thread.interrupted());
  }

  @Test
  void theReportIsAlsoCsvAndJson() throws IOException {
    writeHit("kick/a, \"b\".wav", 60, 1);
    Files.writeString(folder.resolve("kick/bell\u0007.wav"), "no sound");
    ImportReport report = scan().report();
    String[] lines = report.csv().split("\n");
    assertEquals(3, lines.length);
    assertTrue(lines[1].startsWith("\"kick/a, \"\"b\"\".wav\",0,taken,,\"\",\"kick\","), lines[1]);
    assertTrue(lines[2].startsWith("\"kick/bell?.wav\",0,refused,UNKNOWN_FORMAT,"), lines[2]);
    var json = JsonParser.parseString(report.json().toString()).getAsJsonObject();
    assertEquals(1, json.get("taken").getAsInt());
    assertEquals(2, json.get("rows").getAsJsonArray().size());
    assertTrue(report.table().contains("kick/bell?.wav"));
    assertTrue(report.summary().contains("1 sounds taken"));
  }

  @Test
  void theStarterSoundsAreImportedWhole() {
    Path drums = Path.of(System.getProperty("timbrel.sounds", "../../shared/sounds/drums"));
    assumeTrue(Files.isDirectory(drums), "the starter's sounds are not beside this checkout");
    Import imported = SoundLibrary.scan(drums, ImportOptions.DEFAULT, ImportListener.NONE);
    assertEquals(2332, imported.sounds().size());
    assertEquals(Map.of(Refusal.NEAR_DUPLICATE, 3), imported.report().refusals());
    assertEquals(ClassNames.KNOWN, List.copyOf(imported.classes().keySet()));
    assertTrue(imported.sounds().stream().noneMatch(s -> s.licence().startsWith("unknown")));
    assertTrue(imported.notice().contains("Credit required"));
    Split split = Split.of(imported.sounds(), 0.1, 1);
    assertTrue(split.isClean());
    assertEquals(0.1, split.validation().size() / 2332.0, 0.02);
    assertEquals(15, split.validation().stream().map(ImportedSound::soundClass).distinct().count());
  }

  @Test
  void limitsAreKept() {
    write("kick/a.wav", Format.S16, RATE, TestSounds.hit(RATE, 0, 3 * RATE, 60, 1, 1));
    DecodeLimits limits = new DecodeLimits(1 << 20, 2, Duration.ofSeconds(20));
    ImportOptions strict =
        new ImportOptions(2, 2.5, 400, 3600, true, 2, limits, SoundClassifier.NONE);
    assertEquals(Refusal.TOO_LARGE, refusal(scan(strict), "kick/a.wav"));
  }
}
