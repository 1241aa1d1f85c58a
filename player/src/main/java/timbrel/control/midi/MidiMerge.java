package timbrel.control.midi;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// Puts the events of all tracks into one order and turns ticks into time.
final class MidiMerge {
  private static final int DEFAULT_TEMPO = 500_000; // 120 quarter notes a minute

  /// Three days at the finest unit, hundreds of years at the coarsest; later events are refused
  /// before anything overflows.
  private static final long LAST_TIME = 1L << 53;

  private final List<MidiTrack> tracks;
  private final TickClock clock;
  private final String file;
  private final PriorityQueue<Cursor> cursors =
      new PriorityQueue<>(Comparator.comparingLong(Cursor::tick).thenComparingInt(c -> c.number));
  private long[] times = new long[0];
  private int[] messages = new int[0];
  private int size;
  private long time;
  private long tick;
  private int tempo = DEFAULT_TEMPO;

  /// The next event of a track. Of events at the same tick, the one of the lower track comes first.
  private static final class Cursor {
    private final MidiTrack track;
    private final int number;
    private int next;

    Cursor(MidiTrack track, int number) {
      this.track = track;
      this.number = number;
    }

    boolean hasNext() {
      return next < track.size();
    }

    long tick() {
      return track.tick(next);
    }

    int next() {
      return track.event(next++);
    }
  }

  MidiMerge(List<MidiTrack> tracks, TickClock clock, String file) {
    this.tracks = tracks;
    this.clock = clock;
    this.file = file;
    for (int t = 0; t < tracks.size(); t++) {
      Cursor cursor = new Cursor(tracks.get(t), t);
      if (cursor.hasNext()) {
        cursors.add(cursor);
      }
    }
  }

  MidiFile merge(List<String> remarks) {
    int events = tracks.stream().mapToInt(MidiTrack::size).sum();
    times = new long[events];
    messages = new int[events];
    for (Cursor first = cursors.poll(); first != null; first = cursors.poll()) {
      advanceTo(first.tick());
      take(first.next());
      if (first.hasNext()) {
        cursors.add(first);
      }
    }
    advanceTo(Math.max(tick, tracks.stream().mapToLong(MidiTrack::endTick).max().orElse(0)));
    return new MidiFile(
        Arrays.copyOf(times, size),
        Arrays.copyOf(messages, size),
        clock.unitsPerSecond(),
        time,
        remarks);
  }

  private void take(int event) {
    if ((event & MidiTrack.TEMPO) != 0) {
      tempo = event & 0xFF_FFFF;
    } else {
      times[size] = time;
      messages[size++] = event;
    }
  }

  /// A tick is at most 2^24 units and a step fewer than 2^39 ticks.
  private void advanceTo(long later) {
    long ticks = later - tick;
    long unitsPerTick = clock.tick(tempo);
    if (ticks > LAST_TIME / unitsPerTick || time + ticks * unitsPerTick > LAST_TIME) {
      throw new MidiFileException(
          file, "time of an event", "beyond counting", "within a performance");
    }
    time += ticks * unitsPerTick;
    tick = later;
  }
}
