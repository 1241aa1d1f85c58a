package timbrel.evaluation;

import java.util.List;
import java.util.Map;

/// Are generated sounds like drums? A classifier, the judge, is trained on the training sounds and
/// tested on held-out ones; then it hears the generated sounds.
///
/// @param sounds generated ones
/// @param heldOut the judge on held-out recordings: what it can do at all
/// @param generated the judge on generated sounds, against the class that was asked for
/// @param secondJudge the same of a judge that was trained on held-out recordings alone
/// @param inceptionHeldOut inception score of as many held-out recordings
/// @param inceptionGenerated inception score of generated sounds
/// @param compared sounds in each of the sets whose distances follow, equally many of each class
/// @param distances in the judge's embedding and in the codec's own
public record GeneratedReport(
    int sounds,
    Judgement heldOut,
    Judgement generated,
    Judgement secondJudge,
    double inceptionHeldOut,
    double inceptionGenerated,
    int compared,
    List<SetDistances> distances) {

  /// What a judge said.
  ///
  /// @param sounds that it heard
  /// @param accuracy share whose class it named
  /// @param classAccuracy the mean of that share over classes, which compares sets that hold other
  ///   numbers of each class: held-out recordings are mostly snares and hand drums, generated
  ///   sounds are as many of each
  /// @param told share of kicks, snares and closed hats that it told apart, choosing among those
  ///   three; NaN when fewer than two of them are there
  /// @param accuracyOfClasses by class
  /// @param confusion `[class asked for][class named]`, counts
  public record Judgement(
      int sounds,
      double accuracy,
      double classAccuracy,
      double told,
      Map<String, Double> accuracyOfClasses,
      List<String> classes,
      int[][] confusion) {
    /// Nothing was heard.
    public static final Judgement NONE =
        new Judgement(0, Double.NaN, Double.NaN, Double.NaN, Map.of(), List.of(), new int[0][]);
  }

  /// Distances between sets of sounds in one embedding.
  ///
  /// @param embedding such as `judge`
  /// @param fad Fréchet distance of generated from training sounds
  /// @param fadFloor of held-out from training sounds: what other recordings have
  /// @param kad kernel distance of generated from training sounds
  /// @param kadFloor of held-out from training sounds
  public record SetDistances(
      String embedding, double fad, double fadFloor, double kad, double kadFloor) {}
}
