package timbrel.control.midi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What a standard MIDI file plays: the channel messages of all its tracks in the order of their
/// time (MIDI Manufacturers Association, "Standard MIDI Files 1.0", RP-001).
///
/// Types 0 and 1 with either division are read. System exclusive and meta events are stepped over,
/// but for the tempo. A file that was cut off plays as far as it is whole, and [#remarks] says so;
/// one that is broken in any other way is refused, since notes that nobody wrote are worse than
/// none.
///
/// @param times of each message, in seconds times [#unitsPerSecond]; never falling
/// @param messages `status << 16 | data1 << 8 | data2`
/// @param unitsPerSecond what times are counted in, such that every one of them is exact
/// @param lastTime when the last track ends
/// @param remarks what the user should know; empty for a sound file
public record MidiFile(
    long[] times, int[] messages, long unitsPerSecond, long lastTime, List<String> remarks) {
  /// Longer files are refused.
  public static final int MOST_BYTES = 4 << 20;

  public MidiFile {
    remarks = List.copyOf(remarks);
  }

  /// @throws MidiFileException if it is none
  public static MidiFile read(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      return read(bytes, path.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static MidiFile read(byte[] bytes, String file) {
    if (bytes.length > MOST_BYTES) {
      throw new MidiFileException(
          file, "size", "over " + MOST_BYTES + " bytes", "at most " + MOST_BYTES);
    }
    return new MidiFileReader(bytes, file).read();
  }

  public int size() {
    return times.length;
  }

  /// The sample nearest to message `i` at a rate.
  public long sample(int i, int sampleRate) {
    return samples(times[i], sampleRate);
  }

  /// How many samples the file lasts.
  public long length(int sampleRate) {
    return samples(lastTime, sampleRate);
  }

  /// Whole seconds and the rest apart, so that nothing overflows and nothing is rounded twice.
  private long samples(long time, int sampleRate) {
    long seconds = time / unitsPerSecond;
    long rest = time % unitsPerSecond;
    return seconds * sampleRate + (rest * sampleRate + unitsPerSecond / 2) / unitsPerSecond;
  }
}
