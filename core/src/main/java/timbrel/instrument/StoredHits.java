package timbrel.instrument;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import timbrel.audio.Sound;
import timbrel.nn.weights.StoredType;
import timbrel.nn.weights.Tensor;
import timbrel.nn.weights.WeightMap;

/// The hits that an instrument brings along, so that it sounds before the first new hit is made:
/// the token model and the decoder need seconds until they are compiled.
///
/// They are kept as sound, not as codes: decoding the first hit takes 0.7 s of a cold process. In
/// the file they are tensors named `hits.CLASS.NUMBER` among the weights
/// (`docs/instrument-file.md`).
public final class StoredHits {
  /// What they are made for.
  public static final double VELOCITY = 0.85;

  /// What they may take of a file: two of each of fifteen classes, a quarter of a second and more.
  public static final int USUAL_BYTES = 750_000;

  private static final String PREFIX = "hits.";
  private static final Pattern NAME = Pattern.compile("hits\\.(\\d{1,4})\\.(\\d)");
  private static final int OF_EACH_CLASS = 2;
  private static final int MOST_OF_A_CLASS = 8;
  private static final double LONGEST_SECONDS = 0.5;
  private static final double MOST_SECONDS_IN_A_FILE = 5;
  private static final double FADE_SHARE = 0.25;
  private static final double CUT_STEP = 0.95;

  /// Seed of all stored hits.
  private static final long SEED = 20_261_125;

  private StoredHits() {}

  /// The weights of an instrument with hits that it makes now; those that it had are replaced.
  ///
  /// @param mostBytes of all hits together, two bytes a sample; they are cut to fit
  public static WeightMap with(Instrument instrument, int mostBytes) {
    HitMaker maker = new HitMaker(instrument);
    Map<String, Tensor> tensors = new HashMap<>();
    for (String name : instrument.weights().names()) {
      if (!isName(name)) {
        tensors.put(name, instrument.weights().tensor(name));
      }
    }
    Map<String, float[]> sounds = new HashMap<>();
    for (int c = 0; c < instrument.card().classes().size(); c++) {
      List<HitRequest> requests = new ArrayList<>();
      for (int n = 0; n < OF_EACH_CLASS; n++) {
        requests.add(request(instrument, c, n));
      }
      List<Hit> hits = maker.make(requests);
      for (int n = 0; n < OF_EACH_CLASS; n++) {
        sounds.put(PREFIX + c + "." + n, hits.get(n).sound().samples());
      }
    }
    int longest = longest(sounds, instrument.card().codec().sampleRate(), mostBytes);
    sounds.forEach((name, sound) -> {
      float[] cut = cut(sound, longest);
      tensors.put(name, Tensor.of(cut, cut.length));
    });
    return WeightMap.of(instrument.weights().source(), tensors);
  }

  /// How weights are stored without loss: in half precision where they all are numbers of it.
  public static StoredType typeOf(WeightMap weights) {
    for (String name : weights.names()) {
      for (float value : weights.tensor(name).data()) {
        if (!isName(name) && StoredType.F16.rounded(value) != value) {
          return StoredType.F32;
        }
      }
    }
    return StoredType.F16;
  }

  private static HitRequest request(Instrument instrument, int classIndex, int number) {
    return new HitRequest(
        instrument.card().classes().get(classIndex),
        Map.of(),
        OptionalDouble.of(VELOCITY),
        instrument.card().sampling(),
        1,
        seed(classIndex, number));
  }

  private static long seed(int classIndex, int number) {
    return HitRequest.seedOf(HitRequest.seedOf(SEED, classIndex), number);
  }

  /// The length to which all are cut so that they fit.
  private static int longest(Map<String, float[]> sounds, int sampleRate, int mostBytes) {
    double longest = LONGEST_SECONDS * sampleRate;
    while (bytes(sounds, (int) longest) > mostBytes && longest >= 1) {
      longest *= CUT_STEP;
    }
    return (int) longest;
  }

  private static long bytes(Map<String, float[]> sounds, int longest) {
    return sounds.values().stream().mapToLong(s -> 2L * Math.min(s.length, longest)).sum();
  }

  private static float[] cut(float[] sound, int longest) {
    if (sound.length <= longest) {
      return sound;
    }
    float[] beginning = Arrays.copyOf(sound, longest);
    Samples.fadeOut(beginning, (int) (FADE_SHARE * longest));
    return beginning;
  }

  /// Whether a tensor of this name is a stored hit.
  static boolean isName(String name) {
    return name.startsWith(PREFIX);
  }

  /// The stored hits of a file, in the order of their names.
  ///
  /// @throws InstrumentException if one is of no class of the card, or no sound
  static List<StoredHit> in(WeightMap weights, Card card) {
    List<StoredHit> hits = new ArrayList<>();
    for (String name : weights.names()) {
      if (isName(name)) {
        hits.add(read(name, weights.tensor(name), card));
      }
    }
    return List.copyOf(hits);
  }

  private static StoredHit read(String name, Tensor tensor, Card card) {
    Matcher parts = NAME.matcher(name);
    if (!parts.matches() || Integer.parseInt(parts.group(1)) >= card.classes().size()) {
      throw new InstrumentException(
          "tensor '" + name + "'",
          "a hit of no class",
          "hits.CLASS.NUMBER with a class below " + card.classes().size());
    }
    int sampleRate = card.codec().sampleRate();
    long most = Math.round(MOST_SECONDS_IN_A_FILE * sampleRate);
    int number = Integer.parseInt(parts.group(2));
    if (tensor.shape().length != 1 || tensor.size() > most || number >= MOST_OF_A_CLASS) {
      throw new InstrumentException(
          "tensor '" + name + "'",
          Arrays.toString(tensor.shape()),
          "[samples], at most %d, and at most %d hits of a class".formatted(most, MOST_OF_A_CLASS));
    }
    int classIndex = Integer.parseInt(parts.group(1));
    return new StoredHit(
        classIndex, seed(classIndex, number), new Sound(tensor.data(), sampleRate));
  }
}
