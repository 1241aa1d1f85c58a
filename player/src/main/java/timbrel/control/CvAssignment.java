package timbrel.control;

import java.util.Optional;

/// What one control voltage does. Inputs are counted from 1, as they are labelled.
public sealed interface CvAssignment {
  int MOST_INPUTS = 64;

  /// Beyond what any modular system's supply gives.
  float MOST_VOLTS = 20;

  int input();

  /// Something happens when the voltage rises through the threshold.
  ///
  /// @param target a hit or another action
  /// @param threshold volts at which the gate opens
  /// @param hysteresis volts below the threshold at which it closes again
  /// @param velocity of a hit, 0 to 1, where no voltage gives it
  /// @param velocityFrom the input whose voltage at that very sample is the velocity
  record Gate(
      int input,
      Target target,
      float threshold,
      float hysteresis,
      float velocity,
      Optional<Voltage> velocityFrom)
      implements CvAssignment {
    @Override
    public String toString() {
      String hitVelocity =
          velocityFrom
              .map(from -> " velocity cv %d %s".formatted(from.input, from.rangeText()))
              .orElse(velocity == 1 ? "" : " velocity " + Line.text(velocity));
      return "cv %d gate %s%s threshold %sV hysteresis %sV"
          .formatted(input, target, hitVelocity, Line.text(threshold), Line.text(hysteresis));
    }
  }

  /// A voltage and what its ends mean: 0 and 1.
  record Voltage(int input, Range volts) {
    private String rangeText() {
      return Line.text(volts.low()) + "V.." + Line.text(volts.high()) + "V";
    }
  }

  /// Tunes a pad: one volt an octave.
  ///
  /// @param zero volts at which the pad sounds as it is
  record Pitch(int input, int pad, float zero) implements CvAssignment {
    @Override
    public String toString() {
      return "cv %d pitch pad %d zero %sV".formatted(input, pad + 1, Line.text(zero));
    }
  }

  /// Turns a knob.
  ///
  /// @param volts what its ends are
  /// @param target something with a range
  /// @param smoothMilliseconds over which the voltage is averaged before the knob moves
  record Position(int input, Range volts, Target target, float smoothMilliseconds)
      implements CvAssignment {
    @Override
    public String toString() {
      return "cv %d %s %s smooth %sms"
          .formatted(
              input, new Voltage(input, volts).rangeText(), target, Line.text(smoothMilliseconds));
    }
  }
}
