package timbrel.audio;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Builds WAV files chunk by chunk, right and wrong ones.
final class WavBytes {
  private final ByteArrayOutputStream chunks = new ByteArrayOutputStream();
  private String riff = "RIFF";
  private String form = "WAVE";
  private int riffSize = 0x1234_5678; // a lie that nobody minds

  WavBytes riff(String word) {
    riff = word;
    return this;
  }

  WavBytes form(String word) {
    form = word;
    return this;
  }

  WavBytes riffSize(int size) {
    riffSize = size;
    return this;
  }

  /// A chunk of honest size, padded to an even one.
  WavBytes chunk(String id, byte[] content) {
    chunk(id, content.length, content);
    if (content.length % 2 == 1) {
      chunks.write(0);
    }
    return this;
  }

  /// A chunk that says it has another size, without padding.
  WavBytes chunk(String id, int size, byte[] content) {
    ByteBuffer header = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    header.put(id.getBytes(StandardCharsets.ISO_8859_1)).putInt(size);
    chunks.writeBytes(header.array());
    chunks.writeBytes(content);
    return this;
  }

  WavBytes format(int tag, int channels, int rate, int blockAlign, int bits) {
    return chunk(
        "fmt ",
        ByteBuffer.allocate(16)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putShort((short) tag)
            .putShort((short) channels)
            .putInt(rate)
            .putInt(rate * blockAlign)
            .putShort((short) blockAlign)
            .putShort((short) bits)
            .array());
  }

  /// Mono, 16 bits, 44.1 kHz.
  WavBytes format() {
    return format(1, 1, 44_100, 2, 16);
  }

  byte[] bytes() {
    ByteBuffer out = ByteBuffer.allocate(12 + chunks.size()).order(ByteOrder.LITTLE_ENDIAN);
    out.put(riff.getBytes(StandardCharsets.ISO_8859_1)).putInt(riffSize);
    out.put(form.getBytes(StandardCharsets.ISO_8859_1)).put(chunks.toByteArray());
    return out.array();
  }

  Path in(Path folder) {
    return write(folder, bytes());
  }

  static Path write(Path folder, byte[] bytes) {
    try {
      return Files.write(folder.resolve("test.wav"), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] shorts(int... values) {
    ByteBuffer out = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int value : values) {
      out.putShort((short) value);
    }
    return out.array();
  }
}
