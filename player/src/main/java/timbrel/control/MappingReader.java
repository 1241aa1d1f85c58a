package timbrel.control;

import java.util.ArrayList;
import java.util.List;

/// Collects the lines that start with `midi` and `cv`.
final class MappingReader {
  private int channel = MidiMapping.ALL_CHANNELS;
  private boolean usual = true;
  private final List<MidiAssignment> midi = new ArrayList<>();
  private final List<CvMapping.Scale> scales = new ArrayList<>();
  private final List<CvAssignment> cv = new ArrayList<>();

  Mapping mapping() {
    return new Mapping(new MidiMapping(channel, usual, midi), new CvMapping(scales, cv));
  }

  void readMidi(Line line) {
    String expected = "note, cc, bend, channel or clear";
    String word = line.word("what follows 'midi'", expected);
    switch (word.toLowerCase(java.util.Locale.ROOT)) {
      case "note" -> midi.add(MidiAssignment.readNote(line));
      case "cc" -> midi.add(MidiAssignment.readController(line));
      case "bend" -> midi.add(MidiAssignment.readBend(line));
      case "channel" -> channel = line.accept("all") ? 0 : line.integer("channel", 1, 16);
      case "clear" -> usual = false;
      default -> throw line.wrong("what follows 'midi'", Line.quoted(word), expected);
    }
  }

  void readCv(Line line) {
    if (line.accept("all")) {
      line.expect("scale");
      scales.add(CvMapping.Scale.read(line, CvMapping.Scale.ALL_INPUTS));
      return;
    }
    int input = CvReader.readInput(line);
    if (line.accept("scale")) {
      scales.add(CvMapping.Scale.read(line, input));
    } else {
      cv.add(CvReader.readAssignment(line, input));
    }
  }
}
