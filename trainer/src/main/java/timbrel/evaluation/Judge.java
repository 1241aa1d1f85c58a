package timbrel.evaluation;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import timbrel.classifier.DrumClassifier;

/// A classifier that hears sounds and says what it takes them for.
final class Judge {
  private static final List<String> MAIN_DRUMS = List.of("kick", "snare", "hat");

  private final DrumClassifier classifier;
  private final List<String> classes;

  Judge(DrumClassifier classifier) {
    this.classifier = classifier;
    classes = classifier.classes();
  }

  List<DrumClassifier.Verdict> hear(List<LabelledSound> sounds) {
    return sounds.parallelStream().map(s -> classifier.classify(s.samples())).toList();
  }

  /// @param verdicts one for each sound
  GeneratedReport.Judgement judge(
      List<LabelledSound> sounds, List<DrumClassifier.Verdict> verdicts) {
    return judgement(classes, sounds, verdicts);
  }

  static GeneratedReport.Judgement judgement(
      List<String> classes, List<LabelledSound> sounds, List<DrumClassifier.Verdict> verdicts) {
    if (sounds.isEmpty()) {
      return GeneratedReport.Judgement.NONE;
    }
    int[][] confusion = new int[classes.size()][classes.size()];
    for (int i = 0; i < sounds.size(); i++) {
      int wanted = classes.indexOf(sounds.get(i).soundClass());
      if (wanted >= 0) {
        confusion[wanted][verdicts.get(i).best()]++;
      }
    }
    Map<String, Double> ofClasses = accuracyOfClasses(classes, confusion);
    return new GeneratedReport.Judgement(
        sounds.size(),
        accuracy(confusion),
        ofClasses.values().stream().mapToDouble(share -> share).average().orElse(Double.NaN),
        told(classes, sounds, verdicts),
        ofClasses,
        classes,
        confusion);
  }

  private static double accuracy(int[][] confusion) {
    int right = IntStream.range(0, confusion.length).map(c -> confusion[c][c]).sum();
    int all = IntStream.range(0, confusion.length).map(c -> IntStream.of(confusion[c]).sum()).sum();
    return all == 0 ? Double.NaN : (double) right / all;
  }

  private static Map<String, Double> accuracyOfClasses(List<String> classes, int[][] confusion) {
    Map<String, Double> accuracies = new LinkedHashMap<>();
    for (int c = 0; c < classes.size(); c++) {
      int all = IntStream.of(confusion[c]).sum();
      if (all > 0) {
        accuracies.put(classes.get(c), (double) confusion[c][c] / all);
      }
    }
    return accuracies;
  }

  private static double told(
      List<String> classes, List<LabelledSound> sounds, List<DrumClassifier.Verdict> verdicts) {
    int[] mains =
        MAIN_DRUMS.stream().mapToInt(drum -> classOf(drum, classes)).filter(c -> c >= 0).toArray();
    if (mains.length < 2) {
      return Double.NaN;
    }
    int heard = 0;
    int right = 0;
    for (int i = 0; i < sounds.size(); i++) {
      int wanted = classes.indexOf(sounds.get(i).soundClass());
      if (IntStream.of(mains).anyMatch(c -> c == wanted)) {
        heard++;
        right += best(mains, verdicts.get(i).probabilities()) == wanted ? 1 : 0;
      }
    }
    return heard == 0 ? Double.NaN : (double) right / heard;
  }

  private static int best(int[] among, float[] probabilities) {
    int best = among[0];
    for (int c : among) {
      best = probabilities[c] > probabilities[best] ? c : best;
    }
    return best;
  }

  /// The class of a main drum: the one of that name, else the first whose name begins like it, a
  /// closed hat before an open one.
  private static int classOf(String drum, List<String> classes) {
    int exact = classes.indexOf(drum);
    if (exact >= 0) {
      return exact;
    }
    return IntStream.range(0, classes.size())
        .filter(c -> classes.get(c).toLowerCase(Locale.ROOT).startsWith(drum))
        .boxed()
        .min(
            Comparator.comparing(
                    (Integer c) -> !classes.get(c).toLowerCase(Locale.ROOT).contains("clos"))
                .thenComparing(c -> c))
        .orElse(-1);
  }
}
