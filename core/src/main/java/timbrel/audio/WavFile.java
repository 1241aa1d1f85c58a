package timbrel.audio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads and writes WAV files: RIFF/WAVE with PCM of 8 to 32 bits or floating point, with plain and
/// with extensible headers, and RF64.
public final class WavFile {
  /// More than this in one file (a gigabyte in memory, over an hour and a half of stereo) is
  /// refused.
  private static final long MAX_SAMPLES = 1L << 28;

  private static final int BLOCK_BYTES = 1 << 16;

  private WavFile() {}

  /// All samples of a file.
  ///
  /// Floating-point samples come as they are: see [Wav#requireFinite].
  ///
  /// @throws AudioFormatException if this is no WAV file that can be read whole
  public static Wav read(Path path) {
    try (SeekableByteChannel channel = Files.newByteChannel(path)) {
      return read(channel, path.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Writes a sound beside its place and then renames it, so that no half-written file is ever
  /// seen.
  ///
  /// Values are rounded to the nearest step, without dither; those beyond full scale are clipped.
  ///
  /// @return how many samples were clipped
  public static int write(Path path, Sound sound, SampleFormat format) {
    try {
      return WavWriter.write(path, sound, format);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Wav read(SeekableByteChannel channel, String file) throws IOException {
    WavHeader header = WavHeaderReader.read(channel, file);
    if (header.frames() > MAX_SAMPLES / header.channels()) {
      throw new AudioFormatException(
          file,
          "length",
          "%d frames of %d channels".formatted(header.frames(), header.channels()),
          "at most %d samples".formatted(MAX_SAMPLES));
    }
    float[][] channels = new float[header.channels()][(int) header.frames()];
    int blockFrames = Math.max(1, BLOCK_BYTES / header.frameBytes());
    ByteBuffer block =
        ByteBuffer.allocate(blockFrames * header.frameBytes()).order(ByteOrder.LITTLE_ENDIAN);
    long position = header.dataStart();
    for (int start = 0; start < header.frames(); start += blockFrames) {
      int frames = (int) Math.min(blockFrames, header.frames() - start);
      block.clear().limit(frames * header.frameBytes());
      readFully(channel, position, block, file);
      position += block.limit();
      deinterleave(block, header.encoding(), channels, start, frames);
    }
    return new Wav(channels, header.sampleRate());
  }

  private static void deinterleave(
      ByteBuffer block, WavEncoding encoding, float[][] channels, int start, int frames) {
    for (int t = start; t < start + frames; t++) {
      for (float[] channel : channels) {
        channel[t] = encoding.next(block);
      }
    }
  }

  /// Fills the buffer from `position` on and flips it.
  static void readFully(SeekableByteChannel channel, long position, ByteBuffer buffer, String file)
      throws IOException {
    channel.position(position);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) { // the file shrank while it was read
        throw new AudioFormatException(
            file,
            "end",
            position + buffer.position(),
            "%d more bytes".formatted(buffer.remaining()));
      }
    }
    buffer.flip();
  }
}
