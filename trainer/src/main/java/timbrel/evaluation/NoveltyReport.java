package timbrel.evaluation;

import java.util.List;
import java.util.Map;

/// Are generated sounds new? Distances are those of [PictureDistances], in decibels.
///
/// @param sounds generated ones
/// @param meanNearest mean distance from a generated sound to the nearest training sound
/// @param meanNearestHeldOut the same from held-out recordings: what unrelated drums have
/// @param copyThreshold 1st percentile of the distances from a training sound to the nearest one of
///   another group: nearer than this is as good as a copy
/// @param copies share of generated sounds nearer than the threshold to a training sound
/// @param heldOutCopies the same share of held-out recordings
/// @param spread mean distance among generated sounds of a class over that among real ones; far
///   below 1, the model makes one sound again and again
/// @param spreadOfClasses the same for each class
/// @param variation what that setting does to all this
/// @param nearest the generated sounds that are nearest to a training sound, nearest first
public record NoveltyReport(
    int sounds,
    double meanNearest,
    double meanNearestHeldOut,
    double copyThreshold,
    double copies,
    double heldOutCopies,
    double spread,
    Map<String, Double> spreadOfClasses,
    List<Variation> variation,
    List<Neighbour> nearest) {

  /// Sounds that were made with one setting of variation, from the same seeds as with the others.
  ///
  /// @param amount from 0 to 1; 0.5 is as learnt
  /// @param sounds so many
  /// @param meanNearest mean distance to the nearest training sound
  /// @param copies share of near copies
  /// @param spread mean distance among sounds of a class over that among real ones
  public record Variation(
      double amount, int sounds, double meanNearest, double copies, double spread) {}

  /// The same report with what variation does.
  NoveltyReport with(List<Variation> steps) {
    return new NoveltyReport(
        sounds,
        meanNearest,
        meanNearestHeldOut,
        copyThreshold,
        copies,
        heldOutCopies,
        spread,
        spreadOfClasses,
        steps,
        nearest);
  }

  /// @param generated such as `kick 3`
  /// @param training id of the training sound
  /// @param distance between them
  public record Neighbour(String generated, String training, double distance) {}
}
