package timbrel.audio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// Writes a WAV file of several channels block by block. It grows beside its place and is renamed
/// by [#finish]; closed without that, it leaves nothing behind.
public final class WavStream implements AutoCloseable {
  /// What a WAV file can hold.
  private static final long MOST_BYTES = 0xFFFF_0000L;

  private final Path path;
  private final Path part;
  private final FileChannel channel;
  private final SampleFormat format;
  private final int channels;
  private final int sampleRate;
  private long frames;
  private long clipped;

  private WavStream(Path path, SampleFormat format, int channels, int sampleRate)
      throws IOException {
    this.path = path;
    this.format = format;
    this.channels = channels;
    this.sampleRate = sampleRate;
    part = path.resolveSibling("." + path.getFileName() + ".part");
    channel =
        FileChannel.open(
            part,
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING);
    WavWriter.writeFully(channel, WavWriter.header(format, channels, sampleRate, 0));
  }

  /// Begins a file.
  ///
  /// @param channels 1 to 64
  /// @param sampleRate in Hz
  public static WavStream create(Path path, SampleFormat format, int channels, int sampleRate) {
    if (channels < 1 || channels > 64 || sampleRate < 1) {
      throw new IllegalArgumentException(
          "%d channels at %d Hz, expected 1 to 64 at 1 or more".formatted(channels, sampleRate));
    }
    try {
      return new WavStream(path, format, channels, sampleRate);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Adds `count` frames of `block[channel]`. Values are rounded to the nearest step; those beyond
  /// full scale are clipped.
  ///
  /// @throws AudioFormatException if the file would become longer than WAV files can be
  public void write(float[][] block, int count) {
    float[] interleaved = new float[count * channels];
    for (int t = 0; t < count; t++) {
      for (int c = 0; c < channels; c++) {
        interleaved[t * channels + c] = block[c][t];
      }
    }
    write(interleaved, 0, count);
  }

  /// As above, frames that lie one after the other from `offset` on.
  public void write(float[] interleaved, int offset, int count) {
    if ((frames + count) * channels * format.bytes() > MOST_BYTES) {
      throw new AudioFormatException(
          path.toString(), "length", frames + count + " frames", "less than 4 GB of them");
    }
    ByteBuffer bytes =
        ByteBuffer.allocate(count * channels * format.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    clipped += WavWriter.put(bytes, interleaved, offset, offset + count * channels, format);
    frames += count;
    try {
      WavWriter.writeFully(channel, bytes.flip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Completes the file and gives it its name.
  ///
  /// @return how many samples were clipped
  public long finish() {
    try {
      if (frames * channels * format.bytes() % 2 == 1) {
        WavWriter.writeFully(channel, ByteBuffer.allocate(1)); // chunks end at even offsets
      }
      channel.position(0);
      WavWriter.writeFully(
          channel, WavWriter.header(format, channels, sampleRate, Math.toIntExact(frames)));
      channel.close();
      Files.move(part, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return clipped;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
      Files.deleteIfExists(part); // there only if it was not finished
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
