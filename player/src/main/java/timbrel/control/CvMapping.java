package timbrel.control;

import java.util.List;

/// How control voltages are mapped.
///
/// @param scales what a full-scale sample means; of the same input, the last one counts
public record CvMapping(List<Scale> scales, List<CvAssignment> assignments) {
  /// What many DC-coupled interfaces have, such as the ES-8.
  public static final float FULL_SCALE_VOLTS = 10;

  /// What a full-scale sample means.
  ///
  /// @param input from 1, or ALL_INPUTS
  /// @param fullScale volts of a sample of 1
  /// @param offset volts that the interface reads where there are none; taken away
  public record Scale(int input, float fullScale, float offset) {
    public static final int ALL_INPUTS = 0;

    @Override
    public String toString() {
      return "cv %s scale %sV offset %sV"
          .formatted(
              input == ALL_INPUTS ? "all" : Integer.toString(input),
              Line.text(fullScale),
              Line.text(offset));
    }

    static Scale read(Line line, int input) {
      float fullScale = line.number("scale", "V", 0.1, 100);
      float offset = line.accept("offset") ? line.number("offset", "V", -5, 5) : 0;
      return new Scale(input, fullScale, offset);
    }
  }

  public CvMapping {
    scales = List.copyOf(scales);
    assignments = List.copyOf(assignments);
  }

  /// No voltage does anything.
  public static CvMapping none() {
    return new CvMapping(List.of(), List.of());
  }

  public Scale scaleOf(int input) {
    return scales.stream()
        .filter(scale -> scale.input() == input || scale.input() == Scale.ALL_INPUTS)
        .reduce((first, last) -> last)
        .orElse(new Scale(input, FULL_SCALE_VOLTS, 0));
  }

  /// The highest input that anything listens to; 0 for none.
  public int inputs() {
    return assignments.stream().mapToInt(CvMapping::highestInput).max().orElse(0);
  }

  private static int highestInput(CvAssignment assignment) {
    return assignment instanceof CvAssignment.Gate gate
        ? gate.velocityFrom().map(from -> Math.max(from.input(), gate.input())).orElse(gate.input())
        : assignment.input();
  }
}
