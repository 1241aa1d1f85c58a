package timbrel.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import timbrel.codec.CodecConfig;
import timbrel.instrument.Instrument;

class LearnRunTest {
  @TempDir Path folder;

  private LearnConfig config(String from, double minutes) throws IOException {
    Path sounds = TinyRecipe.sounds(folder.resolve("sounds"), 4);
    return new LearnConfig(sounds, folder.resolve("my.timbrel"), minutes, from, 5, 1);
  }

  private static Instrument learn(RunDirectory run) {
    return new LearnRun(TinyRecipe.RECIPE, run, LearnListener.SILENT, () -> false).learn();
  }

  @Test
  void aFolderBecomesAnInstrumentThatPlaysAndKnowsWhereItComesFrom() throws IOException {
    RunDirectory run = RunDirectory.create(config(LearnConfig.NOTHING, 0.08), "test");
    Instrument instrument = learn(run);
    assertEquals(List.of("kick", "snare", "tom"), instrument.card().classes());
    assertEquals(12, instrument.card().data().sounds());
    assertTrue(instrument.card().training().cpuSeconds() > 0);
    assertTrue(instrument.tokenModel().isPresent());
    for (int c = 0; c < 3; c++) {
      assertEquals(7, instrument.weights().tensor("prior." + c).shape()[1], "knobs of recordings");
    }
    assertEquals(1, instrument.card().sampling().guidance(), "guidance is learnt");
    assertFalse(instrument.card().evaluation().headline().isEmpty());
    assertTrue(Files.size(run.path().resolve("report.html")) > 1000);
    assertEquals(13, Files.readAllLines(run.path().resolve("import.csv")).size());
    assertTrue(Files.readString(run.path().resolve("losses.csv")).contains("codec,"));
    for (String name : List.of("kick", "snare", "tom")) {
      assertTrue(Files.size(run.path().resolve("examples/hit-" + name + "-0000.wav")) > 100, name);
    }
  }

  @Test
  void fromAnInstrumentTheCodesKeepTheirMeaning() throws IOException {
    Instrument parent = learn(RunDirectory.create(config(LearnConfig.NOTHING, 0.05), "test"));
    Path parentFile = folder.resolve("parent.timbrel");
    Files.move(folder.resolve("my.timbrel"), parentFile);
    Instrument child = learn(RunDirectory.create(config(parentFile.toString(), 0.05), "test"));
    assertEquals(parent.card().name(), child.card().parent().orElseThrow().name());
    assertEquals(parent.card().sampling(), child.card().sampling(), "guidance is learnt once");
    assertFalse(
        Files.readString(Path.of(folder.resolve("my.timbrel") + ".run").resolve("losses.csv"))
            .contains("lm-guided"));
    for (String name : parent.weights().names()) {
      if (name.startsWith("codec.encoder.") || name.startsWith("codec.quantizer.")) {
        assertEquals(parent.weights().tensor(name), child.weights().tensor(name), name);
      }
    }
  }

  private Instrument learnPart(String name, Instrument from, LearnConfig.Scope scope)
      throws IOException {
    Path sounds = TinyRecipe.sounds(folder.resolve("sounds"), 4);
    Path output = folder.resolve(name + ".timbrel");
    return learn(
        RunDirectory.create(
            new LearnConfig(
                sounds, output, 0.04, from.file().name(), 5, 1, Optional.empty(), scope),
            "test"));
  }

  private static LearnConfig.Scope withCodes(Part part, CodeLayout codes) {
    return new LearnConfig.Scope(part, Optional.of(codes), Optional.empty());
  }

  private static LearnConfig.Scope only(Part part) {
    return new LearnConfig.Scope(part, Optional.empty(), Optional.empty());
  }

  private static void assertSame(String part, Instrument expected, Instrument actual) {
    for (String name : expected.weights().names()) {
      if (name.startsWith(part)) {
        assertEquals(expected.weights().tensor(name), actual.weights().tensor(name), name);
      }
    }
  }

  @Test
  void partsThatAreLearntOneByOneMakeAnInstrument() throws IOException {
    learn(RunDirectory.create(config(LearnConfig.NOTHING, 0.05), "test"));
    Path parentFile = folder.resolve("parent.timbrel");
    Files.move(folder.resolve("my.timbrel"), parentFile);
    Instrument parent = Instrument.open(parentFile.toString());
    Instrument codec = learnPart("codec", parent, withCodes(Part.CODEC, new CodeLayout(8, 3, 16)));
    assertEquals(new CodeLayout(8, 3, 16), CodeLayout.of((CodecConfig) codec.card().codec()));
    assertTrue(codec.tokenModel().isEmpty(), "a token model for codes that are gone");
    LearnConfig.Scope none =
        new LearnConfig.Scope(Part.TOKENS, Optional.empty(), Optional.of(codec.file().name()));
    var refused =
        assertThrows(IllegalArgumentException.class, () -> learnPart("none", codec, none));
    assertTrue(refused.getMessage().contains("has no token model to take over"));

    Instrument autoencoder = learnPart("autoencoder", codec, only(Part.AUTOENCODER));
    assertNotEquals(
        codec.weights().tensor("codec.quantizer.codebooks.0"),
        autoencoder.weights().tensor("codec.quantizer.codebooks.0"));
    assertTrue(((CodecConfig) autoencoder.card().codec()).noise());
    assertTrue(((CodecConfig) autoencoder.card().codec()).tones() > 0);
    assertTrue(autoencoder.tokenModel().isEmpty(), "a token model for codes that have moved");

    Instrument finer =
        learnPart("finer", codec, withCodes(Part.AUTOENCODER, new CodeLayout(8, 4, 8)));
    assertEquals(new CodeLayout(8, 4, 8), CodeLayout.of((CodecConfig) finer.card().codec()));
    assertTrue(((CodecConfig) finer.card().codec()).noise());

    Instrument decoder = learnPart("decoder", codec, only(Part.DECODER));
    assertSame("codec.encoder.", codec, decoder);
    assertSame("codec.quantizer.", codec, decoder);
    assertTrue(decoder.tokenModel().isEmpty());

    Instrument tokens = learnPart("tokens", codec, only(Part.TOKENS));
    assertSame("codec.", codec, tokens);
    assertEquals(88, tokens.card().lm().orElseThrow().maxFrames());
    assertTrue(tokens.card().evaluation().headline().isEmpty(), "a part is judged");

    Instrument others =
        learnPart(
            "others",
            codec,
            new LearnConfig.Scope(
                Part.TOKENS, Optional.empty(), Optional.of(parent.file().name())));
    assertEquals(tokens.card().lm(), others.card().lm(), "only codes are new to it");

    Instrument whole =
        learnPart(
            "whole",
            decoder,
            new LearnConfig.Scope(
                Part.CLASSIFIER, Optional.empty(), Optional.of(tokens.file().name())));
    assertSame("codec.", decoder, whole);
    assertSame("lm.", tokens, whole);
    assertFalse(whole.card().evaluation().headline().isEmpty());
    assertEquals(
        List.of("codec", "token model", "codec", "decoder", "token model"),
        whole.card().training().phases().stream().map(phase -> phase.name()).toList());
  }

  @Test
  void aTokenModelOfOtherCodesIsRefused() throws IOException {
    Instrument parent = learn(RunDirectory.create(config(LearnConfig.NOTHING, 0.05), "test"));
    Path sounds = TinyRecipe.sounds(folder.resolve("sounds"), 4);
    Path file = folder.resolve("other.timbrel");
    Instrument other =
        learn(
            RunDirectory.create(
                new LearnConfig(sounds, file, 0.05, LearnConfig.NOTHING, 6, 1), "test"));
    LearnConfig.Scope scope =
        new LearnConfig.Scope(Part.CLASSIFIER, Optional.empty(), Optional.of(other.file().name()));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> learnPart("whole", parent, scope));
    assertTrue(String.valueOf(e.getMessage()).contains("other codes"), e.getMessage());
  }

  @Test
  void stoppedAtOnceItStillWritesAnInstrumentThatCanEncodeAndDecode() throws IOException {
    AtomicBoolean stop = new AtomicBoolean();
    RunDirectory run = RunDirectory.create(config(LearnConfig.NOTHING, 5), "test");
    LearnListener stopper =
        new LearnListener() {
          @Override
          public void phase(String name) {
            stop.compareAndSet(false, name.equals("codec"));
          }

          @Override
          public void progress(Progress progress) {}

          @Override
          public void message(String line) {}
        };
    Instrument instrument = new LearnRun(TinyRecipe.RECIPE, run, stopper, stop::get).learn();
    assertTrue(instrument.tokenModel().isEmpty());
    assertEquals(2, instrument.codec().encode(new float[1000]).frames());
  }

  @Test
  void interruptedItGoesOnLaterAndComesToItsEnd() throws IOException {
    LearnConfig config = config(LearnConfig.NOTHING, 0.08);
    Map<String, Integer> shown = new HashMap<>(); // progress of each phase
    LearnListener counter =
        new LearnListener() {
          @Override
          public void phase(String name) {}

          @Override
          public void progress(Progress progress) {
            shown.merge(progress.phase(), 1, Integer::sum);
          }

          @Override
          public void message(String line) {}
        };
    RunDirectory run = RunDirectory.create(config, "test");
    new LearnRun(TinyRecipe.RECIPE, run, counter, () -> shown.containsKey("token model")).learn();
    assertTrue(Files.exists(config.output()), "what is learnt so far");
    assertFalse(run.isComplete(), "nothing is left to go on from");

    shown.clear();
    RunDirectory found = RunDirectory.find(config.output()).orElseThrow();
    Instrument instrument = new LearnRun(TinyRecipe.RECIPE, found, counter, () -> false).learn();
    assertTrue(shown.getOrDefault("codec", 0) <= 1, "the codec had come to its end: " + shown);
    assertTrue(shown.containsKey("token model"), shown::toString);
    assertFalse(instrument.card().evaluation().headline().isEmpty());
    assertTrue(found.isComplete());
  }

  @Test
  void aFolderWithoutSoundsSaysWhatItHolds() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    LearnConfig config =
        new LearnConfig(empty, folder.resolve("my.timbrel"), 1, LearnConfig.NOTHING, 1, 1);
    RunDirectory run = RunDirectory.create(config, "test");
    NoSoundsException e = assertThrows(NoSoundsException.class, () -> learn(run));
    assertTrue(String.valueOf(e.getMessage()).contains("no sound"), e.getMessage());
    assertFalse(Files.exists(config.output()));
  }

  @Test
  void aFolderOfBrokenFilesSaysInWordsWhatIsWrongWithThem() throws IOException {
    Path broken = Files.createDirectories(folder.resolve("broken"));
    Files.writeString(broken.resolve("text.wav"), "no sound");
    Files.write(broken.resolve("empty.wav"), new byte[0]);
    LearnConfig config =
        new LearnConfig(broken, folder.resolve("my.timbrel"), 1, LearnConfig.NOTHING, 1, 1);
    RunDirectory run = RunDirectory.create(config, "test");
    NoSoundsException e = assertThrows(NoSoundsException.class, () -> learn(run));
    String message = String.valueOf(e.getMessage());
    assertTrue(message.contains("1 x no sound format that is known"), message);
    assertTrue(message.contains("1 x holds no sound"), message);
    assertFalse(Files.exists(config.output()));
  }

  @Test
  void killedInTheMiddleItGoesOnFromItsCheckpointAndEndsWithAnInstrument() throws Exception {
    LearnConfig config = config(LearnConfig.NOTHING, 0.5);
    RunDirectory run = RunDirectory.create(config, "test");
    Process process = new ProcessBuilder(command(config.output())).inheritIO().start();
    Path checkpoint = run.path().resolve("checkpoints/codec.safetensors");
    for (int i = 0; i < 1200 && !Files.exists(checkpoint) && process.isAlive(); i++) {
      Thread.sleep(50);
    }
    process.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
    assertTrue(Files.exists(checkpoint), "a checkpoint was written before the kill");
    assertFalse(Files.exists(config.output()), "no instrument before the run is over");

    List<String> messages = new ArrayList<>();
    LearnListener listener =
        new LearnListener() {
          @Override
          public void phase(String name) {}

          @Override
          public void progress(Progress progress) {}

          @Override
          public void message(String line) {
            messages.add(line);
          }
        };
    RunDirectory found = RunDirectory.find(config.output()).orElseThrow();
    AtomicBoolean stop = new AtomicBoolean(true); // what is there is enough
    new LearnRun(TinyRecipe.RECIPE, found, listener, stop::get).learn();
    assertTrue(
        messages.stream().anyMatch(m -> m.startsWith("going on with the codec from step")),
        messages.toString());
    assertTrue(Files.exists(config.output()));
  }

  private static List<String> command(Path output) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--add-modules=jdk.incubator.vector");
    command.add("--enable-native-access=ALL-UNNAMED");
    String cache = System.getProperty("org.bytedeco.javacpp.cachedir");
    if (cache != null) {
      command.add("-Dorg.bytedeco.javacpp.cachedir=" + cache);
    }
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(LearningProcess.class.getName());
    command.add(output.toString());
    return command;
  }

  /// A process of its own, to be killed.
  static final class LearningProcess {
    private LearningProcess() {}

    public static void main(String[] args) {
      learn(RunDirectory.find(Path.of(args[0])).orElseThrow());
    }
  }
}
