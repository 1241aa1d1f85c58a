package timbrel.control.cv;

import static timbrel.engine.Control.ALL_PADS;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import timbrel.control.CvAssignment;
import timbrel.control.CvMapping;
import timbrel.control.Target;
import timbrel.engine.ControlSink;
import timbrel.realtime.RealTime;

/// A mapping at work: its inputs, and what listens to each.
final class CvPatch {
  private final CvInput[] inputs;
  private final CvPitch[] pitches;
  private final CvPosition[] positions;
  private final CvGate[] gates;

  private CvPatch(CvInput[] inputs, CvPitch[] pitches, CvPosition[] positions, CvGate[] gates) {
    this.inputs = inputs;
    this.pitches = pitches;
    this.positions = positions;
    this.gates = gates;
  }

  static CvPatch none() {
    return new CvPatch(new CvInput[0], new CvPitch[0], new CvPosition[0], new CvGate[0]);
  }

  /// @return how many samples were no numbers
  @RealTime
  int process(float[][] in, int frames, ControlSink sink) {
    int bad = 0;
    for (CvInput input : inputs) {
      bad += input.read(in, frames);
    }
    for (CvPitch pitch : pitches) {
      pitch.process(frames, sink);
    }
    for (CvPosition position : positions) {
      position.process(frames, sink);
    }
    for (CvGate gate : gates) {
      gate.process(frames, sink);
    }
    return bad;
  }

  /// Puts a patch together.
  static final class Builder {
    private final CvMapping mapping;
    private final List<String> classes;
    private final int sampleRate;
    private final int maxFrames;
    private final Map<Integer, CvInput> inputs = new TreeMap<>();
    private final List<CvPitch> pitches = new ArrayList<>();
    private final List<CvPosition> positions = new ArrayList<>();
    private final List<CvGate> gates = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    Builder(CvMapping mapping, List<String> classes, int sampleRate, int maxFrames) {
      this.mapping = mapping;
      this.classes = classes;
      this.sampleRate = sampleRate;
      this.maxFrames = maxFrames;
    }

    CvPatch build() {
      mapping.assignments().forEach(this::addFollower);
      mapping.assignments().forEach(this::addGate); // they look for the pitches of their pad
      return new CvPatch(
          inputs.values().toArray(CvInput[]::new),
          pitches.toArray(CvPitch[]::new),
          positions.toArray(CvPosition[]::new),
          gates.toArray(CvGate[]::new));
    }

    List<String> remarks() {
      return remarks;
    }

    private void addFollower(CvAssignment assignment) {
      switch (assignment) {
        case CvAssignment.Pitch pitch ->
            pitches.add(new CvPitch(input(pitch.input()), pitch, sampleRate));
        case CvAssignment.Position position ->
            index(position.target(), position)
                .ifPresent(index ->
                    positions.add(
                        new CvPosition(input(position.input()), position, index, sampleRate)));
        case CvAssignment.Gate later -> {}
      }
    }

    private void addGate(CvAssignment assignment) {
      if (assignment instanceof CvAssignment.Gate gate) {
        index(gate.target(), gate).ifPresent(index -> gates.add(gate(gate, index)));
      }
    }

    private CvGate gate(CvAssignment.Gate gate, int index) {
      @Nullable CvInput velocity =
          gate.velocityFrom().isPresent() ? input(gate.velocityFrom().get().input()) : null;
      CvPitch[] tuning =
          pitches.stream()
              .filter(pitch -> pitch.pad() == ALL_PADS || pitch.pad() == gate.target().pad())
              .toArray(CvPitch[]::new);
      return new CvGate(input(gate.input()), gate, index, velocity, tuning);
    }

    private CvInput input(int number) {
      return inputs.computeIfAbsent(number, n -> new CvInput(mapping.scaleOf(n), n, maxFrames));
    }

    private OptionalInt index(Target target, CvAssignment assignment) {
      OptionalInt index = target.index(classes);
      if (index.isEmpty()) {
        remarks.add("'%s': this instrument has no such class".formatted(assignment));
      }
      return index;
    }
  }
}
