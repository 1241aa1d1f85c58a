package timbrel.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// Writes one mono sound as a WAV file.
final class WavWriter {
  private static final int BLOCK_SAMPLES = 1 << 14;
  private static final int TAG_PCM = 1;
  private static final int TAG_FLOAT = 3;

  private WavWriter() {}

  static int write(Path path, Sound sound, SampleFormat format) throws IOException {
    requireWritable(path, sound, format);
    Path part = path.resolveSibling("." + path.getFileName() + ".part");
    try {
      int clipped;
      try (FileChannel channel =
          FileChannel.open(
              part,
              StandardOpenOption.WRITE,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        writeFully(channel, header(format, 1, sound.sampleRate(), sound.length()));
        clipped = writeSamples(channel, sound.samples(), format);
      }
      Files.move(part, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return clipped;
    } finally {
      Files.deleteIfExists(part); // there only if something went wrong
    }
  }

  private static void requireWritable(Path path, Sound sound, SampleFormat format) {
    if ((long) sound.length() * format.bytes() > 0xFFFF_0000L) {
      throw new AudioFormatException(
          path.toString(), "length", sound.length() + " samples", "less than 4 GB of them");
    }
    new Wav(new float[][] {sound.samples()}, sound.sampleRate()).requireFinite(path.toString());
  }

  /// The floating-point header has the longer `fmt ` chunk and the `fact` chunk that the format
  /// asks of everything that is not PCM.
  static ByteBuffer header(SampleFormat format, int channels, int sampleRate, int frames) {
    int fmtBytes = format.floating() ? 18 : 16;
    int factBytes = format.floating() ? 12 : 0;
    int headerBytes = 12 + 8 + fmtBytes + factBytes + 8;
    int frameBytes = channels * format.bytes();
    long dataBytes = (long) frames * frameBytes;
    ByteBuffer out = ByteBuffer.allocate(headerBytes).order(ByteOrder.LITTLE_ENDIAN);
    word(out, "RIFF").putInt((int) (headerBytes - 8 + dataBytes + (dataBytes & 1)));
    word(out, "WAVE");
    word(out, "fmt ").putInt(fmtBytes);
    out.putShort((short) (format.floating() ? TAG_FLOAT : TAG_PCM));
    out.putShort((short) channels);
    out.putInt(sampleRate);
    out.putInt((int) Math.min(Integer.MAX_VALUE, (long) sampleRate * frameBytes));
    out.putShort((short) frameBytes);
    out.putShort((short) format.bits());
    if (format.floating()) {
      out.putShort((short) 0);
      word(out, "fact").putInt(4).putInt(frames);
    }
    word(out, "data").putInt((int) dataBytes);
    return out.flip();
  }

  private static ByteBuffer word(ByteBuffer out, String id) {
    return out.put(id.getBytes(StandardCharsets.US_ASCII));
  }

  private static int writeSamples(FileChannel channel, float[] samples, SampleFormat format)
      throws IOException {
    ByteBuffer block =
        ByteBuffer.allocate(BLOCK_SAMPLES * format.bytes() + 1).order(ByteOrder.LITTLE_ENDIAN);
    int clipped = 0;
    for (int start = 0; start < samples.length; start += BLOCK_SAMPLES) {
      int end = Math.min(samples.length, start + BLOCK_SAMPLES);
      block.clear();
      clipped += put(block, samples, start, end, format);
      if (end == samples.length && (long) end * format.bytes() % 2 == 1) {
        block.put((byte) 0); // chunks end at even offsets
      }
      writeFully(channel, block.flip());
    }
    return clipped;
  }

  static int put(ByteBuffer out, float[] samples, int start, int end, SampleFormat format) {
    int clipped = 0;
    for (int t = start; t < end; t++) {
      float sample = samples[t];
      if (Math.abs(sample) > 1 && !format.floating()) {
        clipped++;
      }
      switch (format) {
        case PCM_16 -> out.putShort((short) rounded(sample, 1 << 15));
        case PCM_24 -> {
          int value = rounded(sample, 1 << 23);
          out.putShort((short) value).put((byte) (value >> 16));
        }
        case FLOAT_32 -> out.putFloat(sample);
      }
    }
    return clipped;
  }

  /// The nearest step of a scale that reaches from `-fullScale` to `fullScale - 1`.
  private static int rounded(float sample, int fullScale) {
    double value = Math.rint((double) sample * fullScale);
    return (int) Math.clamp(value, -fullScale, fullScale - 1);
  }

  static void writeFully(FileChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }
}
