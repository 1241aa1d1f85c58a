package timbrel.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import timbrel.codec.AudioCodec;
import timbrel.codec.CodecDescription;
import timbrel.codec.Codes;
import timbrel.lm.TokenStatistics;

/// Sends sounds through the codec and its rivals and measures what comes back.
final class CodecEvaluation {
  private final AudioCodec codec;
  private final CodecDescription config;
  private final List<Integer> codebookCounts;
  private final long seed;

  /// @param allCounts whether to try every number of codebooks, or only 1, 2, 4 and so on
  CodecEvaluation(AudioCodec codec, boolean allCounts, long seed) {
    this.codec = codec;
    config = codec.config();
    this.seed = seed;
    TreeSet<Integer> counts = new TreeSet<>();
    for (int k = 1; k < config.codebooks(); k = allCounts ? k + 1 : 2 * k) {
      counts.add(k);
    }
    codebookCounts = List.copyOf(counts);
  }

  /// What became of one sound.
  record Measured(
      LabelledSound original, Codes codes, float[] reconstruction, Map<String, Kept> versions) {}

  record Kept(double bitsPerSecond, SoundDistance distance) {}

  List<Measured> measure(List<LabelledSound> sounds, EvaluationListener listener) {
    AtomicInteger done = new AtomicInteger();
    return IntStream.range(0, sounds.size())
        .parallel()
        .mapToObj(i -> {
          Measured measured = measure(sounds.get(i), i);
          listener.progress("codec", done.incrementAndGet(), sounds.size());
          return measured;
        })
        .toList();
  }

  private Measured measure(LabelledSound sound, int index) {
    float[] original = sound.samples();
    ReferenceSound reference = new ReferenceSound(original);
    Codes codes = codec.encode(original);
    float[] reconstruction = codec.decode(codes);
    Map<String, Kept> versions = new LinkedHashMap<>();
    for (int k : codebookCounts) {
      String name = "%s, %d of %d codebooks".formatted(CodecReport.WHOLE, k, config.codebooks());
      versions.put(name, kept(reference, codec.decode(codes, k), k));
    }
    versions.put(CodecReport.WHOLE, kept(reference, reconstruction, config.codebooks()));
    for (int times = 1; times <= 2; times++) {
      OpusRoundTrip.Result opus =
          OpusRoundTrip.of(original, config.sampleRate(), times * config.bitRate());
      versions.put(
          times == 1 ? CodecReport.OPUS : CodecReport.OPUS_TWICE,
          new Kept(opus.bitRate(), reference.to(opus.samples())));
    }
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed + index);
    versions.put(
        CodecReport.NOISE, new Kept(Double.NaN, reference.to(ShapedNoise.like(original, random))));
    return new Measured(sound, codes, reconstruction, versions);
  }

  private Kept kept(ReferenceSound reference, float[] samples, int codebooks) {
    return new Kept(config.bitRate() * codebooks / config.codebooks(), reference.to(samples));
  }

  CodecReport report(List<Measured> measured) {
    Map<String, CodecReport.ClassDistances> classes = new LinkedHashMap<>();
    List<String> names = measured.stream().map(m -> m.original().soundClass()).distinct().toList();
    for (String name : names.stream().sorted().toList()) {
      List<Measured> members =
          measured.stream().filter(m -> m.original().soundClass().equals(name)).toList();
      classes.put(name, new CodecReport.ClassDistances(members.size(), means(members)));
    }
    return new CodecReport(
        measured.size(),
        measured.stream().mapToDouble(m -> m.original().samples().length).sum()
            / config.sampleRate(),
        versions(measured),
        classes,
        tokens(measured));
  }

  private static List<CodecReport.Version> versions(List<Measured> measured) {
    List<CodecReport.Version> versions = new ArrayList<>();
    means(measured)
        .forEach((name, distance) ->
            versions.add(
                new CodecReport.Version(
                    name,
                    measured.stream()
                        .map(m -> m.versions().get(name))
                        .mapToDouble(kept -> kept == null ? Double.NaN : kept.bitsPerSecond())
                        .average()
                        .orElse(Double.NaN),
                    distance)));
    return versions;
  }

  private static Map<String, SoundDistance> means(List<Measured> measured) {
    Map<String, List<SoundDistance>> distances = new LinkedHashMap<>();
    for (Measured m : measured) {
      m.versions()
          .forEach((name, kept) ->
              distances.computeIfAbsent(name, n -> new ArrayList<>()).add(kept.distance()));
    }
    Map<String, SoundDistance> means = new LinkedHashMap<>();
    distances.forEach((name, list) -> means.put(name, SoundDistance.mean(list)));
    return means;
  }

  private CodecReport.Tokens tokens(List<Measured> measured) {
    List<Codes> codes = measured.stream().map(Measured::codes).filter(c -> c.frames() > 0).toList();
    if (codes.isEmpty()) {
      return new CodecReport.Tokens(
          new double[0], new double[0], new int[0], config.codebookSize(), 0);
    }
    TokenStatistics statistics = TokenStatistics.of(codes, config.codebookSize());
    return new CodecReport.Tokens(
        statistics.unigramBits(),
        statistics.firstOrderBits(),
        statistics.codesUsed(),
        config.codebookSize(),
        codes.stream().mapToLong(c -> (long) c.frames() * c.codebooks()).sum());
  }
}
