package timbrel.audio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// Writes a WAV file piece by piece, beside its place; it appears there, whole, when it is
/// finished.
///
/// Values are rounded to the nearest step, without dither; those beyond full scale are clipped.
public final class WavOutput implements AutoCloseable {
  private static final int BLOCK_BYTES = 1 << 16;
  private static final int TAG_PCM = 1;
  private static final int TAG_FLOAT = 3;
  private static final long MOST_BYTES = 0xFFFF_0000L;

  private final Path path;
  private final Path part;
  private final int channels;
  private final int sampleRate;
  private final SampleFormat format;
  private final FileChannel out;
  private final ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private long samples; // of all channels
  private int clipped;
  private boolean finished;

  private WavOutput(Path path, int channels, int sampleRate, SampleFormat format)
      throws IOException {
    this.path = path;
    this.channels = channels;
    this.sampleRate = sampleRate;
    this.format = format;
    part = path.resolveSibling("." + path.getFileName() + ".part");
    out =
        FileChannel.open(
            part,
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING);
    writeFully(header());
  }

  /// Begins a file.
  public static WavOutput create(Path path, int channels, int sampleRate, SampleFormat format) {
    try {
      return new WavOutput(path, channels, sampleRate, format);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Appends samples.
  ///
  /// @param interleaved `frames` sampling instants from `offset` on
  /// @throws AudioFormatException if one is not a finite number, or the file gets longer than the
  ///   format can say
  public void write(float[] interleaved, int offset, int frames) {
    try {
      for (int i = offset; i < offset + frames * channels; i++) {
        if (block.remaining() < 4) {
          writeFully(block.flip());
          block.clear();
        }
        put(interleaved[i]);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void put(float sample) {
    if (!Float.isFinite(sample)) {
      throw new AudioFormatException(
          path.toString(),
          "sample %d of channel %d".formatted(samples / channels, samples % channels),
          sample,
          "a finite number");
    }
    if (++samples * format.bytes() > MOST_BYTES) {
      throw new AudioFormatException(
          path.toString(), "length", samples + " samples", "less than 4 GB of them");
    }
    if (Math.abs(sample) > 1 && !format.floating()) {
      clipped++;
    }
    switch (format) {
      case PCM_16 -> block.putShort((short) rounded(sample, 1 << 15));
      case PCM_24 -> {
        int value = rounded(sample, 1 << 23);
        block.putShort((short) value).put((byte) (value >> 16));
      }
      case FLOAT_32 -> block.putFloat(sample);
    }
  }

  /// The nearest step of a scale that reaches from `-fullScale` to `fullScale - 1`.
  private static int rounded(float sample, int fullScale) {
    double value = Math.rint((double) sample * fullScale);
    return (int) Math.clamp(value, -fullScale, fullScale - 1);
  }

  /// Puts the file in its place.
  ///
  /// @return how many samples were clipped
  public int finish() {
    try {
      if (samples * format.bytes() % 2 == 1) {
        block.put((byte) 0); // chunks end at even offsets
      }
      writeFully(block.flip());
      out.position(0);
      writeFully(header());
      out.close();
      Files.move(part, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      finished = true;
      return clipped;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The floating-point header has the longer `fmt ` chunk and the `fact` chunk that the format
  /// asks of everything that is not PCM.
  private ByteBuffer header() {
    int fmtBytes = format.floating() ? 18 : 16;
    int factBytes = format.floating() ? 12 : 0;
    int headerBytes = 12 + 8 + fmtBytes + factBytes + 8;
    long dataBytes = samples * format.bytes();
    int frameBytes = channels * format.bytes();
    ByteBuffer header = ByteBuffer.allocate(headerBytes).order(ByteOrder.LITTLE_ENDIAN);
    word(header, "RIFF").putInt((int) (headerBytes - 8 + dataBytes + (dataBytes & 1)));
    word(header, "WAVE");
    word(header, "fmt ").putInt(fmtBytes);
    header.putShort((short) (format.floating() ? TAG_FLOAT : TAG_PCM));
    header.putShort((short) channels);
    header.putInt(sampleRate);
    header.putInt((int) Math.min(Integer.MAX_VALUE, (long) sampleRate * frameBytes));
    header.putShort((short) frameBytes);
    header.putShort((short) format.bits());
    if (format.floating()) {
      header.putShort((short) 0);
      word(header, "fact").putInt(4).putInt((int) (samples / channels));
    }
    word(header, "data").putInt((int) dataBytes);
    return header.flip();
  }

  private static ByteBuffer word(ByteBuffer out, String id) {
    return out.put(id.getBytes(StandardCharsets.US_ASCII));
  }

  private void writeFully(ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      out.write(buffer);
    }
  }

  /// Takes away what was written, unless it is finished.
  @Override
  public void close() {
    if (finished) {
      return;
    }
    try {
      out.close();
      Files.deleteIfExists(part);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
