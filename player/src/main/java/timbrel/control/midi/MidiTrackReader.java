package timbrel.control.midi;

/// Reads the events of one track up to its end, or up to where the file was cut off.
final class MidiTrackReader {
  private static final int SYSTEM_EXCLUSIVE = 0xF0;
  private static final int ESCAPE = 0xF7;
  private static final int META = 0xFF;
  private static final int META_END = 0x2F;
  private static final int META_TEMPO = 0x51;

  private final MidiBytes in;
  private final String file;
  private final int number;
  private final int end;
  private final boolean cutOff;
  private final MidiTrack track = new MidiTrack();
  private long tick;
  private int runningStatus; // unlike the specification, kept across meta events: files rely on it
  private boolean ended;

  MidiTrackReader(MidiBytes in, String file, int number, int end, boolean cutOff) {
    this.in = in;
    this.file = file;
    this.number = number;
    this.end = end;
    this.cutOff = cutOff;
  }

  MidiTrack read() {
    while (!ended && in.position() < end) {
      if (!readEvent()) {
        requireCutOff();
        break;
      }
    }
    track.end(tick);
    return track;
  }

  /// False if the rest of an event is missing.
  private boolean readEvent() {
    int delta = in.variableLength(end);
    if (delta == MidiBytes.CUT_OFF || in.position() == end) {
      return false;
    }
    int start = in.position();
    int first = in.int8();
    boolean whole =
        switch (first) {
          case META -> readMeta(tick + delta);
          case SYSTEM_EXCLUSIVE, ESCAPE -> skipSystemExclusive();
          default -> readMessage(first, start, tick + delta);
        };
    if (whole) {
      tick += delta;
    }
    return whole;
  }

  private boolean readMeta(long at) {
    if (in.position() == end) {
      return false;
    }
    int type = in.int8();
    int length = in.variableLength(end);
    if (length == MidiBytes.CUT_OFF || length > end - in.position()) {
      return false;
    }
    int next = in.position() + length;
    if (type == META_END) {
      ended = true;
    } else if (type == META_TEMPO && length == 3) {
      addTempo(at);
    }
    in.seek(next);
    return true;
  }

  /// A tempo of no duration would put all that follows at one instant.
  private void addTempo(long at) {
    int tempo = in.int8() << 16 | in.int16();
    if (tempo == 0) {
      throw wrong("tempo", "0 microseconds a quarter note", "at least 1");
    }
    track.add(at, MidiTrack.TEMPO | tempo);
  }

  private boolean skipSystemExclusive() {
    int length = in.variableLength(end);
    if (length == MidiBytes.CUT_OFF || length > end - in.position()) {
      return false;
    }
    in.seek(in.position() + length);
    return true;
  }

  private boolean readMessage(int first, int start, long at) {
    if (first >= 0xF0) {
      throw wrong("status at byte " + start, "0x%X".formatted(first), "a channel message");
    }
    if (first >= 0x80) {
      runningStatus = first;
    } else if (runningStatus == 0) {
      throw wrong("byte " + start, "0x%02X".formatted(first), "a status: none is running");
    } else {
      in.seek(start);
    }
    int kind = runningStatus & 0xF0;
    int length = kind == 0xC0 || kind == 0xD0 ? 1 : 2;
    if (end - in.position() < length) {
      return false;
    }
    int data1 = data();
    int data2 = length == 2 ? data() : 0;
    track.add(at, runningStatus << 16 | data1 << 8 | data2);
    return true;
  }

  private int data() {
    int at = in.position();
    int data = in.int8();
    if (data >= 0x80) {
      throw wrong("data at byte " + at, "0x%X".formatted(data), "at most 0x7F");
    }
    return data;
  }

  private void requireCutOff() {
    if (!cutOff) {
      throw wrong("last event", "longer than the track", "one that ends with it");
    }
  }

  private MidiFileException wrong(String field, String found, String expected) {
    return new MidiFileException(file, "track %d, %s".formatted(number, field), found, expected);
  }
}
