package timbrel.evaluation;

import java.util.List;

/// Do the knobs do what they say? Each knob is swept from 0 to 1 with everything else left to the
/// model, and measured on the finished sound.
///
/// @param meanCorrelation mean of the knobs' correlations
/// @param knobs in their usual order
public record KnobReport(double meanCorrelation, List<KnobResult> knobs) {
  /// Nothing was swept.
  public static final KnobReport NONE = new KnobReport(Double.NaN, List.of());

  /// How one knob works. Values are on the knob's way from 0 to 1.
  ///
  /// @param knob its name
  /// @param sounds that were made
  /// @param measurable share of them of which the knob could be measured
  /// @param correlation Pearson's r between requested and achieved
  /// @param meanError mean absolute difference of requested and achieved
  /// @param monotonic share of steps in the sweeps at which the achieved value did not fall
  /// @param sweep what was achieved, step by step
  public record KnobResult(
      String knob,
      int sounds,
      double measurable,
      double correlation,
      double meanError,
      double monotonic,
      List<Step> sweep) {}

  /// @param requested place of the knob
  /// @param achieved where the sounds' values lie
  public record Step(double requested, Spread achieved) {}
}
