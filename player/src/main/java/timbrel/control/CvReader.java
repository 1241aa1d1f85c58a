package timbrel.control;

import static timbrel.control.CvAssignment.MOST_INPUTS;
import static timbrel.control.CvAssignment.MOST_VOLTS;
import static timbrel.engine.Control.ALL_PADS;

import java.util.Optional;
import timbrel.engine.Control;

/// Reads what follows the word `cv`.
final class CvReader {
  private static final Range UNIPOLAR = new Range(0, 5);
  private static final float THRESHOLD = 2.5f;
  private static final float HYSTERESIS = 0.5f;
  private static final float SMOOTH_MILLISECONDS = 10;

  private CvReader() {}

  static int readInput(Line line) {
    return line.integer("input", 1, MOST_INPUTS);
  }

  static CvAssignment readAssignment(Line line, int input) {
    if (line.accept("gate")) {
      return readGate(line, input);
    }
    return line.accept("pitch") ? readPitch(line, input) : readPosition(line, input);
  }

  private static CvAssignment readGate(Line line, int input) {
    Target target = Target.read(line);
    if (!target.isTrigger()) {
      throw line.wrong("what a gate does", "'" + target + "'", "a pad, or an action");
    }
    float velocity = 1;
    Optional<CvAssignment.Voltage> velocityFrom = Optional.empty();
    float threshold = THRESHOLD;
    float hysteresis = HYSTERESIS;
    while (line.hasNext()) {
      if (target.control() == Control.HIT && line.accept("velocity")) {
        if (line.accept("cv")) {
          int from = readInput(line);
          velocityFrom = Optional.of(new CvAssignment.Voltage(from, readVolts(line)));
        } else {
          velocity = line.number("velocity", "", 0.01, 1);
        }
      } else if (line.accept("threshold")) {
        threshold = line.number("threshold", "V", -MOST_VOLTS, MOST_VOLTS);
      } else {
        line.expect("hysteresis");
        hysteresis = line.number("hysteresis", "V", 0, MOST_VOLTS);
      }
    }
    return new CvAssignment.Gate(input, target, threshold, hysteresis, velocity, velocityFrom);
  }

  private static CvAssignment readPitch(Line line, int input) {
    int pad = line.accept("pad") ? Target.readPad(line) : ALL_PADS;
    float zero = line.accept("zero") ? line.number("zero", "V", -MOST_VOLTS, MOST_VOLTS) : 0;
    return new CvAssignment.Pitch(input, pad, zero);
  }

  private static CvAssignment readPosition(Line line, int input) {
    Range volts = readVolts(line);
    Target target = Target.read(line);
    if (target.isTrigger()) {
      throw line.wrong("what a voltage moves", "'" + target + "'", "'gate' before it");
    }
    float smooth =
        line.accept("smooth") ? line.number("smooth", "ms", 0, 1000) : SMOOTH_MILLISECONDS;
    return new CvAssignment.Position(input, volts, target, smooth);
  }

  private static Range readVolts(Line line) {
    return line.atRange("[Vv]") ? line.range("volts", "V", -MOST_VOLTS, MOST_VOLTS) : UNIPOLAR;
  }
}
