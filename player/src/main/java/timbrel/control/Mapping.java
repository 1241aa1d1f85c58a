package timbrel.control;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What moves what, as a mapping file says it.
public record Mapping(MidiMapping midi, CvMapping cv) {
  /// Nothing but the usual MIDI map.
  public static Mapping standard() {
    return new Mapping(MidiMapping.standard(), CvMapping.none());
  }

  /// Reads a mapping. What only a set says is checked and left out.
  ///
  /// @throws ControlFileException if it is none
  public static Mapping read(Path path) {
    return SetReader.readMapping(path);
  }

  /// The lines that are read as this.
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (!midi.usual()) {
      lines.add("midi clear");
    }
    if (midi.channel() != MidiMapping.ALL_CHANNELS) {
      lines.add("midi channel " + midi.channel());
    }
    midi.assignments().forEach(assignment -> lines.add(assignment.toString()));
    cv.scales().forEach(scale -> lines.add(scale.toString()));
    cv.assignments().forEach(assignment -> lines.add(assignment.toString()));
    return lines;
  }
}
