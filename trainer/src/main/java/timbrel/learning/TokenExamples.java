package timbrel.learning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import timbrel.audio.Sound;
import timbrel.codec.AudioCodec;
import timbrel.codec.Codes;
import timbrel.dataset.Augmentation;
import timbrel.dataset.ImportedSound;
import timbrel.descriptors.KnobAnalyzer;
import timbrel.descriptors.KnobRange;
import timbrel.descriptors.KnobValues;
import timbrel.lm.Conditions;
import timbrel.training.LmExample;

/// Sounds as the token model sees them: codes, and what is known of the sound.
///
/// A training sound appears several times, each time a little changed, so that a small folder gives
/// the model more than a few sounds to learn by heart; codes and knobs are those of the changed
/// sound.
public final class TokenExamples {
  /// Examples to aim at, by changing sounds of small folders more often. They take time to encode,
  /// which a short training does not have; a long one would learn fewer by heart.
  private static final int WANTED = 4000;

  private static final int WANTED_BY_LONG_TRAINING = 10_000;
  private static final double LONG_MINUTES = 40;

  private static final int MOST_VARIANTS = 8;

  /// Tune and tone change a little; level and polarity stay, as they would only blur the codes.
  private static final Augmentation GENTLE = new Augmentation(0, 1.5, false, 2);

  private static final RandomGeneratorFactory<RandomGenerator> RANDOM =
      RandomGeneratorFactory.of("L64X128MixRandom");

  private final AudioCodec codec;
  private final List<String> classes;
  private final KnobRange range;
  private final int maxFrames;

  public TokenExamples(AudioCodec codec, List<String> classes, KnobRange range, int maxFrames) {
    this.codec = codec;
    this.classes = classes;
    this.range = range;
    this.maxFrames = maxFrames;
  }

  AudioCodec codec() {
    return codec;
  }

  /// The knobs of each sound, from which a range is learnt.
  public static List<KnobValues> knobs(List<ImportedSound> sounds) {
    return sounds.parallelStream().map(sound -> measure(sound.samples())).toList();
  }

  private static KnobValues measure(float[] samples) {
    return KnobAnalyzer.analyze(new Sound(samples, ImportedSound.SAMPLE_RATE));
  }

  /// How often each of `sounds` sounds appears in a training of so many minutes.
  static int variantsFor(int sounds, double minutes) {
    int wanted = minutes < LONG_MINUTES ? WANTED : WANTED_BY_LONG_TRAINING;
    return Math.clamp(Math.ceilDiv(wanted, Math.max(1, sounds)), 1, MOST_VARIANTS);
  }

  /// Each sound as it is, and `variants - 1` times changed; rare classes weigh more.
  ///
  /// @param random decides the changes
  List<LmExample> training(List<ImportedSound> sounds, int variants, RandomGenerator random) {
    Map<String, Integer> ofClass = new TreeMap<>();
    sounds.forEach(sound -> ofClass.merge(sound.soundClass(), 1, Integer::sum));
    // Changed sounds are made one by one as they are encoded: all at once they would not fit.
    record Variant(ImportedSound sound, boolean changed, long seed) {
      float[] samples() {
        return changed ? GENTLE.apply(sound.samples(), RANDOM.create(seed)) : sound.samples();
      }
    }
    List<Variant> all = new ArrayList<>();
    for (ImportedSound sound : sounds) {
      for (int i = 0; i < variants; i++) {
        all.add(new Variant(sound, i > 0, random.nextLong()));
      }
    }
    return all.parallelStream()
        .map(variant ->
            example(
                variant.sound(),
                variant.samples(),
                1 / Math.sqrt(ofClass.getOrDefault(variant.sound().soundClass(), 1))))
        .toList();
  }

  /// Each sound once, as it is.
  public List<LmExample> validation(List<ImportedSound> sounds) {
    return IntStream.range(0, sounds.size())
        .parallel()
        .mapToObj(i -> example(sounds.get(i), sounds.get(i).samples(), 1))
        .toList();
  }

  private LmExample example(ImportedSound sound, float[] samples, double weight) {
    // Whole frames of samples, so that no code more than the model may remember comes out.
    double samplesPerFrame = codec.config().sampleRate() / codec.config().frameRate();
    int longest = (int) Math.floor(maxFrames * samplesPerFrame);
    float[] heard = samples.length > longest ? Arrays.copyOf(samples, longest) : samples;
    Codes codes = codec.encode(heard);
    float[] oneClass = new float[classes.size()];
    oneClass[classes.indexOf(sound.soundClass())] = 1;
    float[] knobs = range.normalize(measure(heard));
    return new LmExample(codes, new Conditions(oneClass, knobs, (float) sound.velocity()), weight);
  }
}
