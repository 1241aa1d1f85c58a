package timbrel.control.midi;

import java.util.ArrayList;
import java.util.List;

/// Reads the chunks of a standard MIDI file.
final class MidiFileReader {
  private static final int HEADER = 0x4D54_6864; // "MThd"
  private static final int TRACK = 0x4D54_726B; // "MTrk"
  private static final int CHUNK_HEADER = 8;

  private static final int MOST_TRACKS = 4096;

  private final MidiBytes in;
  private final String file;
  private final List<String> remarks = new ArrayList<>();
  private final List<MidiTrack> tracks = new ArrayList<>();

  MidiFileReader(byte[] bytes, String file) {
    this.in = new MidiBytes(bytes, file);
    this.file = file;
  }

  MidiFile read() {
    Division division = readHeader();
    readTracks(division.tracks);
    return new MidiMerge(tracks, division.ticks, file).merge(remarks);
  }

  private record Division(int tracks, TickClock ticks) {}

  private Division readHeader() {
    if (in.left() < CHUNK_HEADER + 6) {
      throw new MidiFileException(file, "size", in.left() + " bytes", "a header of 14");
    }
    int first = in.int32();
    if (first != HEADER) {
      throw new MidiFileException(file, "first word", "0x%08X".formatted(first), "'MThd'");
    }
    long length = in.int32() & 0xFFFF_FFFFL;
    if (length < 6 || length > in.left()) {
      throw new MidiFileException(
          file,
          "header length",
          "%d with %d bytes left in the file".formatted(length, in.left()),
          "6");
    }
    int start = in.position();
    int type = in.int16();
    int count = in.int16();
    int division = in.int16();
    in.seek(start + (int) length);
    if (type > 1) {
      throw new MidiFileException(
          file, "type", type, "0 or 1 (2 holds several pieces, none of which is the one)");
    }
    if (count > MOST_TRACKS) {
      throw new MidiFileException(file, "number of tracks", count, "at most " + MOST_TRACKS);
    }
    return new Division(count, TickClock.of(division, file));
  }

  /// Chunks of other kinds are stepped over, as the specification asks.
  private void readTracks(int count) {
    while (tracks.size() < count && in.left() >= CHUNK_HEADER) {
      int kind = in.int32();
      long length = in.int32() & 0xFFFF_FFFFL;
      int available = (int) Math.min(length, in.left());
      int end = in.position() + available;
      if (kind == TRACK) {
        readTrack(end, available < length, length);
      } else if (available < length) {
        remark("its last chunk is cut off");
      }
      in.seek(end);
    }
    if (tracks.size() < count) {
      remark("has %d of %d tracks; the others are missing".formatted(tracks.size(), count));
    }
  }

  private void readTrack(int end, boolean cutOff, long length) {
    int start = in.position();
    MidiTrack track = new MidiTrackReader(in, file, tracks.size() + 1, end, cutOff).read();
    tracks.add(track);
    if (cutOff) {
      remark(
          "track %d is cut off after %d of %d bytes".formatted(tracks.size(), end - start, length));
    }
  }

  private void remark(String what) {
    remarks.add(file + ": " + what);
  }
}
