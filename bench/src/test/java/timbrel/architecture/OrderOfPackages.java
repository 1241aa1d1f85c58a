package timbrel.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;

/// Who may use whom.
final class OrderOfPackages {
  /// What the adapters of the control side may use: not each other.
  private static final List<String> CONTROL =
      List.of("realtime", "descriptors", "engine", "control");

  /// What the families of codecs that others have trained may use.
  private static final List<String> FAMILY =
      List.of("json", "nn..", "codec", "codec.checkpoint", "codec.waveform");

  private OrderOfPackages() {}

  static List<Invariant> invariants() {
    return List.of(
        new Invariant(
            "core uses only the JDK and Gson",
            OrderOfPackages::coreStandsAlone,
            "audio.UsesTheCommandLineLibrary"),
        mayUse("realtime", List.of(), "realtime.UsesAudio"),
        mayUse("audio", List.of("nn.kernels"), "audio.UsesCodec"),
        mayUse("descriptors", List.of("audio"), "descriptors.UsesCodec"),
        mayUse("nn.kernels", List.of(), "nn.kernels.UsesCodec"),
        mayUse("nn.weights", List.of(), "nn.weights.UsesCodec"),
        mayUse("nn", List.of("nn.kernels", "nn.weights"), "nn.UsesAudio"),
        mayUse("json", List.of(), "json.UsesCodec"),
        mayUse("classifier", List.of("audio", "descriptors", "nn.."), "classifier.UsesCodec"),
        mayUse("codec", List.of("audio", "nn.."), "codec.UsesTokenModel"),
        mayUse("codec.checkpoint", List.of("json", "nn.weights"), "codec.checkpoint.UsesWaveform"),
        mayUse("codec.waveform", List.of("nn..", "codec"), "codec.waveform.UsesEncodec"),
        mayUse("codec.encodec", FAMILY, "codec.encodec.UsesDac"),
        mayUse("codec.dac", FAMILY, "codec.dac.UsesEncodec"),
        mayUse("codec.pretrained", List.of("audio", "nn..", "codec.."), "codec.pretrained.UsesLm"),
        mayUse("modelhub", List.of("json"), "modelhub.UsesCommandLine"),
        mayUse("lm", List.of("audio", "descriptors", "nn..", "codec"), "lm.UsesInstrument"),
        new Invariant(
            "of codec, lm knows only Codes", OrderOfPackages::lmKnowsOnlyCodes, "lm.UsesCodec"),
        mayUse(
            "engine",
            List.of("realtime", "audio", "descriptors", "nn..", "codec", "lm", "instrument"),
            "engine.UsesDriver"),
        mayUse("driver", List.of("realtime", "engine"), "driver.UsesControl"),
        mayUse(
            "driver.wav",
            List.of("realtime", "audio", "engine", "driver"),
            "driver.wav.UsesAnotherDriver"),
        mayUse("control", List.of("realtime", "descriptors", "engine"), "control.UsesDriver"),
        mayUse("control.midi", CONTROL, "control.midi.UsesOsc"),
        mayUse("control.cv", CONTROL, "control.cv.UsesMidi"),
        mayUse("control.osc", CONTROL, "control.osc.UsesMidi"),
        mayUse(
            "control.midi.javasound",
            List.of("realtime", "engine", "control.midi"),
            "control.midi.javasound.UsesOsc"),
        new Invariant(
            "only the packages named after it need javax.sound",
            OrderOfPackages::javaSoundIsApart,
            "control.midi.UsesJavaSound"),
        mayUse("driver.jack", List.of("realtime", "engine", "driver"), "driver.jack.UsesControl"),
        mayUse(
            "driver.javasound",
            List.of("realtime", "engine", "driver"),
            "driver.javasound.UsesAnotherDriver"),
        mustNotUse(
            "dataset", List.of("training", "evaluation", "learning"), "dataset.UsesTraining"),
        mustNotUse("training", List.of("evaluation", "learning"), "training.UsesEvaluation"),
        mustNotUse("evaluation", List.of("learning"), "evaluation.UsesLearning"),
        mustNotUse("dataset", List.of("cli.."), "dataset.UsesCommandLine"),
        mustNotUse("training", List.of("cli.."), "training.UsesCommandLine"),
        mustNotUse("evaluation", List.of("cli.."), "evaluation.UsesCommandLine"),
        mustNotUse("learning", List.of("cli.."), "learning.UsesCommandLine"),
        mustNotUse(
            "cli",
            List.of(
                "cli.learn",
                "cli.studio",
                "studio..",
                "dataset",
                "training",
                "evaluation",
                "learning"),
            "cli.UsesTraining"),
        mustNotUse("experiment", List.of("cli..", "lesson"), "experiment.UsesCommandLine"),
        mustNotUse("training", List.of("experiment"), "training.UsesExperiment"),
        mustNotUse("learning", List.of("experiment"), "learning.UsesExperiment"),
        mayUse(
            "lesson",
            List.of("audio", "descriptors", "json", "nn..", "codec", "lm", "instrument"),
            "lesson.UsesExperiment"),
        mustNotUse(
            "studio..",
            List.of("cli..", "dataset", "training", "evaluation", "learning"),
            "studio.json.UsesTraining"),
        mayUse("studio.json", List.of(), "studio.json.UsesTraining"),
        mustNotUse(
            "studio.workspace", List.of("studio.play", "studio.http"), "studio.workspace.UsesHttp"),
        mustNotUse("studio.play", List.of("studio.http"), "studio.play.UsesHttp"),
        new Invariant(
            "of the studio, only http knows the web server",
            OrderOfPackages::onlyHttpKnowsTheServer,
            "studio.play.UsesTheServer"),
        new Invariant(
            "player uses only core and the JDK",
            OrderOfPackages::playerStandsAlone,
            "engine.UsesGson"),
        new Invariant(
            "the light commands run without native libraries",
            root -> packageAvoids(root + ".cli", "org.bytedeco.."),
            "cli.UsesLibtorch"),
        new Invariant("no cycles", OrderOfPackages::noCycles, "audio.UsesCodec"));
  }

  private static ArchRule onlyHttpKnowsTheServer(String root) {
    return noClasses()
        .that(resideInAPackage(root + "..").and(not(resideInAPackage(root + ".studio.http"))))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.helidon..");
  }

  private static ArchRule coreStandsAlone(String root) {
    String[] core = Invariant.core(root);
    return classes()
        .that(resideInAnyPackage(core))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(core)
                .or(
                    resideInAnyPackage(
                        "java..",
                        "jdk.incubator.vector",
                        "com.google.gson..",
                        "org.jspecify.annotations")));
  }

  /// What a player image needs must stay small; native code is the drivers' and adapters'.
  private static ArchRule playerStandsAlone(String root) {
    String[] player = Invariant.player(root);
    return classes()
        .that(resideInAnyPackage(player))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(player)
                .or(resideInAnyPackage(Invariant.core(root)))
                .or(
                    resideInAnyPackage(
                        "java..",
                        "javax.sound..",
                        "com.sun.management",
                        "org.jspecify.annotations")));
  }

  /// A player without `java.desktop` has everything else.
  private static ArchRule javaSoundIsApart(String root) {
    return noClasses()
        .that()
        .resideInAnyPackage(Invariant.player(root))
        .and()
        .resideOutsideOfPackage(root + "..javasound")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("javax.sound..");
  }

  private static Invariant mayUse(String user, List<String> used, String violator) {
    String name = user + " may use of ours only " + (used.isEmpty() ? "itself" : used);
    return new Invariant(name, root -> packageUses(root, user, used), violator);
  }

  private static ArchRule packageUses(String root, String user, List<String> used) {
    String[] allowed =
        Stream.concat(Stream.of(user), used.stream())
            .map(name -> root + "." + name)
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(root + "." + user)
        .should()
        .dependOnClassesThat(resideInAPackage(root + "..").and(not(resideInAnyPackage(allowed))));
  }

  private static Invariant mustNotUse(String user, List<String> avoided, String violator) {
    return new Invariant(
        user + " must not use " + avoided,
        root ->
            packageAvoids(
                root + "." + user,
                avoided.stream().map(name -> root + "." + name).toArray(String[]::new)),
        violator);
  }

  private static ArchRule packageAvoids(String user, String... avoided) {
    return noClasses()
        .that()
        .resideInAPackage(user)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(avoided);
  }

  private static ArchRule lmKnowsOnlyCodes(String root) {
    return noClasses()
        .that()
        .resideInAPackage(root + ".lm")
        .should()
        .dependOnClassesThat(
            resideInAPackage(root + ".codec..")
                .and(not(HasName.Predicates.name(root + ".codec.Codes"))));
  }

  private static ArchRule noCycles(String root) {
    return slices().matching(root + ".(**)").should().beFreeOfCycles();
  }
}
