package timbrel.studio.explore;

import com.google.gson.JsonArray;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.BiConsumer;
import timbrel.audio.Sound;
import timbrel.audio.WavFile;
import timbrel.classifier.DrumClassifier;
import timbrel.codec.AudioCodec;
import timbrel.descriptors.KnobAnalyzer;
import timbrel.instrument.Card;
import timbrel.instrument.Hit;
import timbrel.instrument.Instrument;
import timbrel.studio.play.HitWish;
import timbrel.studio.workspace.OpenInstrument;

/// Makes a map: new sounds of every class of an instrument, and the recordings of a set.
///
/// Sounds are compared by what the instrument's classifier hears in them (its embedding), or by the
/// codec's latents where there is none.
final class SoundMap {
  private static final int MOST_GENERATED = 240;
  private static final int MOST_OF_A_CLASS = 16;
  private static final int MOST_TRAINING = 600;
  private static final int CLASSIFIER_RATE = 44_100;

  private final OpenInstrument open;
  private final Instrument instrument;
  private final Card card;
  private final List<MapPoint> points = new ArrayList<>();

  SoundMap(OpenInstrument open) {
    this.open = open;
    instrument = open.instrument();
    card = instrument.card();
  }

  /// @param recordings files with their classes
  /// @param progress told how many sounds of how many are done
  JsonArray make(
      Path folder, Map<String, String> recordings, BiConsumer<Integer, Integer> progress) {
    int each = Math.clamp(MOST_GENERATED / card.classes().size(), 1, MOST_OF_A_CLASS);
    List<Map.Entry<String, String>> chosen = evenly(List.copyOf(recordings.entrySet()));
    int total = each * card.classes().size() + chosen.size();
    for (String name : card.classes()) {
      generate(name, each);
      progress.accept(points.size(), total);
    }
    for (Map.Entry<String, String> recording : chosen) {
      Sound sound = WavFile.read(folder.resolve(recording.getKey())).mono();
      points.add(point(true, recording.getValue(), 0, recording.getKey(), sound));
      progress.accept(points.size(), total);
    }
    return json();
  }

  private static <T> List<T> evenly(List<T> all) {
    int step = Math.max(1, Math.ceilDiv(all.size(), MOST_TRAINING));
    List<T> some = new ArrayList<>();
    for (int i = 0; i < all.size(); i += step) {
      some.add(all.get(i));
    }
    return some;
  }

  private void generate(String name, int count) {
    for (int seed = 0; seed < count; seed++) {
      HitWish wish =
          new HitWish(Map.of(name, 1.0), Map.of(), 0.5, OptionalDouble.empty(), seed + 1);
      Hit hit = open.maker().make(wish.request(card.sampling()));
      points.add(point(false, name, seed + 1, "", hit.sound()));
    }
  }

  private MapPoint point(boolean training, String name, long seed, String file, Sound sound) {
    float[] knobs = card.knobs().normalize(KnobAnalyzer.analyze(sound));
    return new MapPoint(training, name, seed, file, knobs, embedding(sound));
  }

  private double[] embedding(Sound sound) {
    return instrument
        .classifier()
        .map(classifier -> heard(classifier, sound))
        .orElseGet(() -> latent(instrument.codec(), sound));
  }

  private static double[] heard(DrumClassifier classifier, Sound sound) {
    float[] embedding =
        classifier.classify(sound.resampledTo(CLASSIFIER_RATE).samples()).embedding();
    double[] point = new double[embedding.length];
    for (int i = 0; i < point.length; i++) {
      point[i] = embedding[i];
    }
    return point;
  }

  /// The mean of each latent over time.
  private static double[] latent(AudioCodec codec, Sound sound) {
    int size = codec.config().latentDim();
    float[] latents = codec.latents(sound.resampledTo(codec.config().sampleRate()).samples());
    int frames = Math.max(1, latents.length / size);
    double[] mean = new double[size];
    for (int i = 0; i < latents.length; i++) {
      mean[i % size] += latents[i] / frames;
    }
    return mean;
  }

  private JsonArray json() {
    double[][] places = Plane.of(points.stream().map(MapPoint::embedding).toArray(double[][]::new));
    JsonArray json = new JsonArray();
    for (int i = 0; i < places.length; i++) {
      json.add(points.get(i).toJson(places[i], points.get(i).training() ? -1 : nearest(i)));
    }
    return json;
  }

  /// The training sound that is nearest by its embedding; -1 where there is none.
  private int nearest(int index) {
    int nearest = -1;
    double shortest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < points.size(); i++) {
      double distance =
          points.get(i).training()
              ? distance(points.get(i).embedding(), points.get(index).embedding())
              : Double.POSITIVE_INFINITY;
      if (distance < shortest) {
        shortest = distance;
        nearest = i;
      }
    }
    return nearest;
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return sum;
  }
}
