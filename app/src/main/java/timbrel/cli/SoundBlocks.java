package timbrel.cli;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import timbrel.audio.Resampler;
import timbrel.audio.Wav;
import timbrel.audio.WavReader;

/// A sound file at a codec's rate and with its channels, block by block: a WAV file of an hour
/// takes no more memory than one of a second. Other formats are read whole.
final class SoundBlocks {
  private static final int BLOCK = 1 << 14;

  private final Path file;
  private final int sampleRate;
  private final int channels;
  private final PrintWriter notes;

  /// Takes the next samples.
  @FunctionalInterface
  interface Sink {
    void accept(float[] interleaved, int offset, int frames);
  }

  /// @param notes is told what had to be changed
  SoundBlocks(Path file, int sampleRate, int channels, PrintWriter notes) {
    this.file = file;
    this.sampleRate = sampleRate;
    this.channels = channels;
    this.notes = notes;
  }

  /// Reads the whole file.
  ///
  /// @return sampling instants of the file that were read
  long forEach(Sink sink) {
    try {
      if (!Sounds.isWav(file)) {
        return forEach(Sounds.readOther(file).requireFinite(file.toString()), sink);
      }
      try (WavReader reader = WavReader.open(file)) {
        Conversion conversion = new Conversion(reader.channels(), reader.sampleRate(), sink);
        float[] block = new float[BLOCK * reader.channels()];
        for (int count = reader.read(block, BLOCK); count > 0; ) {
          conversion.accept(block, count);
          count = reader.read(block, BLOCK);
        }
        conversion.finish();
        return reader.frames();
      }
    } catch (UncheckedIOException e) {
      throw CommandException.cannotRead(file, e);
    }
  }

  private long forEach(Wav wav, Sink sink) {
    int from = wav.channels().length;
    Conversion conversion = new Conversion(from, wav.sampleRate(), sink);
    float[] block = new float[BLOCK * from];
    for (int start = 0; start < wav.frames(); start += BLOCK) {
      int count = Math.min(BLOCK, wav.frames() - start);
      for (int i = 0; i < count * from; i++) {
        block[i] = wav.channels()[i % from][start + i / from];
      }
      conversion.accept(block, count);
    }
    conversion.finish();
    return wav.frames();
  }

  /// From the file's channels and rate to those that are wanted.
  private final class Conversion {
    private final int from;
    private final Sink sink;
    private final Resampler.Stream[] resamplers;
    private float[] mixed = {};

    Conversion(int from, int rate, Sink sink) {
      this.from = from;
      this.sink = sink;
      if (from != channels && channels != 1 && from != 1) {
        throw CommandException.badInput(
            "%s: has %d channels, expected 1 or %d".formatted(file, from, channels));
      }
      if (from > channels) {
        notes.printf("%s: mixed %d channels to mono%n", file, from);
      } else if (from < channels) {
        notes.printf("%s: its one channel was doubled%n", file);
      }
      resamplers = new Resampler.Stream[rate == sampleRate ? 0 : channels];
      if (rate != sampleRate) {
        notes.printf("%s: resampled from %d to %d Hz%n", file, rate, sampleRate);
        Resampler resampler = Resampler.between(rate, sampleRate);
        java.util.Arrays.setAll(resamplers, c -> resampler.newStream());
      }
    }

    void accept(float[] block, int count) {
      mixed = mixed.length < count * channels ? new float[count * channels] : mixed;
      for (int t = 0; t < count; t++) {
        for (int c = 0; c < channels; c++) {
          mixed[t * channels + c] =
              from == channels ? block[t * from + c] : from == 1 ? block[t] : mean(block, t);
        }
      }
      if (resamplers.length == 0) {
        sink.accept(mixed, 0, count);
        return;
      }
      float[][] parts = new float[channels][];
      for (int c = 0; c < channels; c++) {
        float[] channel = new float[count];
        for (int t = 0; t < count; t++) {
          channel[t] = mixed[t * channels + c];
        }
        parts[c] = resamplers[c].accept(channel, 0, count);
      }
      pass(parts);
    }

    private float mean(float[] block, int t) {
      double sum = 0;
      for (int c = 0; c < from; c++) {
        sum += block[t * from + c];
      }
      return (float) (sum / from);
    }

    void finish() {
      float[][] parts = new float[resamplers.length][];
      java.util.Arrays.setAll(parts, c -> resamplers[c].finish());
      if (parts.length > 0) {
        pass(parts);
      }
    }

    private void pass(float[][] parts) {
      float[] interleaved = new float[parts[0].length * channels];
      for (int i = 0; i < interleaved.length; i++) {
        interleaved[i] = parts[i % channels][i / channels];
      }
      sink.accept(interleaved, 0, parts[0].length);
    }
  }
}
