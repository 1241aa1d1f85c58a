package timbrel.evaluation;

import java.util.List;
import java.util.Optional;

/// Do the knobs do what they say? Each knob is swept from 0 to 1 with everything else left to the
/// model, and measured on the finished sound: the knob certificate.
///
/// @param meanCorrelation mean of the knobs' correlations
/// @param meanCorrelationWithoutLoop the same of first draws that nobody chose or finished
/// @param voicedClasses those of whose recordings at least half have a pitch; only they are asked
///   for one
/// @param knobs in their usual order
public record KnobReport(
    double meanCorrelation,
    double meanCorrelationWithoutLoop,
    List<String> voicedClasses,
    List<KnobResult> knobs) {
  /// Nothing was swept.
  public static final KnobReport NONE =
      new KnobReport(Double.NaN, Double.NaN, List.of(), List.of());

  /// The lowest correlation of a knob; NaN if none was measured.
  public double lowestCorrelation() {
    return knobs.stream()
        .mapToDouble(knob -> knob.whole().correlation())
        .filter(Double::isFinite)
        .min()
        .orElse(Double.NaN);
  }

  /// Share of all sweeps in which the achieved value never fell.
  public double monotonic() {
    return knobs.stream()
        .mapToDouble(knob -> knob.whole().monotonic())
        .filter(Double::isFinite)
        .average()
        .orElse(Double.NaN);
  }

  /// All that were asked, of any knob.
  List<String> classes() {
    return knobs.stream()
        .flatMap(knob -> knob.classes().stream())
        .map(ClassResult::soundClass)
        .distinct()
        .sorted()
        .toList();
  }

  /// How one knob works. Values are on the knob's way from 0 to 1.
  ///
  /// @param knob its name
  /// @param whole over all classes
  /// @param withoutLoop the same for first draws that nobody chose or finished
  /// @param classes each class that was asked
  /// @param sweep what was achieved, step by step
  /// @param sweepWithoutLoop by first draws
  public record KnobResult(
      String knob,
      Figures whole,
      Figures withoutLoop,
      List<ClassResult> classes,
      List<Step> sweep,
      List<Step> sweepWithoutLoop) {

    /// Of one class, if it was asked.
    Optional<Figures> of(String soundClass) {
      return classes.stream()
          .filter(result -> result.soundClass().equals(soundClass))
          .map(ClassResult::figures)
          .findFirst();
    }
  }

  /// How well requested and achieved agree.
  ///
  /// @param sounds that were made
  /// @param measurable share of them of which the knob could be measured
  /// @param correlation Pearson's r between requested and achieved
  /// @param meanError mean absolute difference of requested and achieved
  /// @param monotonic share of sweeps in which the achieved value never fell
  public record Figures(
      int sounds, double measurable, double correlation, double meanError, double monotonic) {}

  /// @param soundClass that was asked for
  /// @param figures of its sweeps
  public record ClassResult(String soundClass, Figures figures) {}

  /// @param requested place of the knob
  /// @param achieved where the sounds' values lie
  public record Step(double requested, Spread achieved) {}
}
