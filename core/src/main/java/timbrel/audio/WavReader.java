package timbrel.audio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads a WAV file of any length from its start to its end, a block at a time.
public final class WavReader implements AutoCloseable {
  private static final int BLOCK_BYTES = 1 << 16;

  private final String file;
  private final SeekableByteChannel channel;
  private final WavHeader header;
  private final ByteBuffer block;
  private long next; // sampling instant

  private WavReader(String file, SeekableByteChannel channel, WavHeader header) {
    this.file = file;
    this.channel = channel;
    this.header = header;
    int frames = Math.max(1, BLOCK_BYTES / header.frameBytes());
    block = ByteBuffer.allocate(frames * header.frameBytes()).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// Opens a file.
  ///
  /// @throws AudioFormatException if this is no WAV file that can be read whole
  public static WavReader open(Path path) {
    try {
      SeekableByteChannel channel = Files.newByteChannel(path);
      try {
        return new WavReader(
            path.toString(), channel, WavHeaderReader.read(channel, path.toString()));
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int channels() {
    return header.channels();
  }

  /// In Hz.
  public int sampleRate() {
    return header.sampleRate();
  }

  /// Sampling instants in all.
  public long frames() {
    return header.frames();
  }

  /// The next samples, interleaved, full scale -1 to 1.
  ///
  /// @param into room for `frames` sampling instants
  /// @return sampling instants that were read; 0 at the end
  /// @throws AudioFormatException if one is not a finite number
  public int read(float[] into, int frames) {
    int wanted = (int) Math.min(frames, header.frames() - next);
    int blockFrames = block.capacity() / header.frameBytes();
    try {
      for (int done = 0; done < wanted; done += blockFrames) {
        int count = Math.min(blockFrames, wanted - done);
        block.clear().limit(count * header.frameBytes());
        long position = header.dataStart() + next * header.frameBytes();
        WavFile.readFully(channel, position, block, file);
        decode(into, done * header.channels(), count);
        next += count;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return wanted;
  }

  private void decode(float[] into, int offset, int frames) {
    for (int i = 0; i < frames * header.channels(); i++) {
      float sample = header.encoding().next(block);
      if (!Float.isFinite(sample)) {
        throw new AudioFormatException(
            file,
            "sample %d of channel %d"
                .formatted(next + i / header.channels(), i % header.channels()),
            sample,
            "a finite number");
      }
      into[offset + i] = sample;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
