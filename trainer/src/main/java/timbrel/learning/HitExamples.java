package timbrel.learning;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import timbrel.codec.AudioCodec;
import timbrel.codec.Codes;
import timbrel.lm.Conditions;
import timbrel.lm.GenerationRequest;
import timbrel.lm.Kept;
import timbrel.lm.LmConfig;
import timbrel.lm.Sampling;
import timbrel.lm.TokenGenerator;
import timbrel.lm.TokenModel;
import timbrel.nn.weights.Tensor;
import timbrel.nn.weights.WeightMap;

/// New hits to listen to while the token model learns. They are always drawn with the same random
/// numbers, so that what differs from one minute to the next is what was learnt between.
///
/// Kept are those of the start and of minutes 1, 2, 4, 8, and so on, and the newest.
final class HitExamples {
  private static final int MOST_CLASSES = 6;

  private final AudioCodec codec;
  private final List<String> classes;
  private final RunDirectory run;
  private List<String> newest = List.of();

  HitExamples(AudioCodec codec, List<String> classes, RunDirectory run) {
    this.codec = codec;
    this.classes = classes.subList(0, Math.min(MOST_CLASSES, classes.size()));
    this.run = run;
  }

  /// @param weights of the token model as it is now
  /// @param sampling how hits are drawn
  /// @param minutes that it has learnt for
  void save(LmConfig model, Map<String, Tensor> weights, Sampling sampling, double minutes) {
    int minute = (int) Math.round(minutes);
    TokenModel learnt = TokenModel.from(model, WeightMap.of("the token model so far", weights));
    List<Codes> hits = new TokenGenerator(learnt).generate(requests(model, sampling));
    newest.forEach(run::removeExample);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < hits.size(); i++) {
      float[] samples = codec.decode(hits.get(i));
      names.add("hit-%s-%04d".formatted(plain(classes.get(i)), minute));
      run.saveExample(names.getLast(), samples, codec.config().sampleRate());
    }
    boolean milestone = Integer.bitCount(minute) <= 1; // 0 is one
    newest = milestone ? List.of() : names;
  }

  /// Hits that are told their class alone, so that nothing but what is learnt changes them.
  private List<GenerationRequest> requests(LmConfig model, Sampling sampling) {
    return IntStream.range(0, classes.size())
        .mapToObj(i ->
            new GenerationRequest(
                Conditions.ofClass(model, i),
                sampling,
                Kept.nothing(),
                model.maxFrames(),
                RandomGeneratorFactory.of("L64X128MixRandom").create(i)))
        .toList();
  }

  /// Fit for the name of a file.
  private static String plain(String name) {
    return name.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", "");
  }
}
