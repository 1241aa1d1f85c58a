package timbrel.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/// Checks whether a WAV file holds all the bytes that its header promises. FFmpeg takes what is
/// there without a word, and a hit whose tail was lost in copying would be learnt as a short one.
final class WavLength {
  private static final int RIFF = 0x46464952; // "RIFF" read as a little-endian number
  private static final int WAVE = 0x45564157;
  private static final int DATA = 0x61746164;

  /// Programs that write into a pipe do not know the length and leave such values.
  private static final long UNKNOWN_FROM = 0xffff_f000L;

  private static final int MAX_CHUNKS = 1000;

  private WavLength() {}

  /// @throws SoundRefusedException when bytes are missing; other files than WAV pass
  static void check(Path file) {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      ByteBuffer head = read(channel, 0, 12);
      if (head.remaining() < 12 || head.getInt(0) != RIFF || head.getInt(8) != WAVE) {
        return;
      }
      long at = 12;
      for (int i = 0; i < MAX_CHUNKS; i++) {
        ByteBuffer chunk = read(channel, at, 8);
        if (chunk.remaining() < 8) {
          return;
        }
        long size = Integer.toUnsignedLong(chunk.getInt(4));
        if (chunk.getInt(0) == DATA) {
          checkData(size, channel.size() - at - 8);
          return;
        }
        at += 8 + size + (size & 1);
      }
    } catch (IOException e) {
      throw new SoundRefusedException(Refusal.UNREADABLE, String.valueOf(e.getMessage()));
    }
  }

  private static void checkData(long promised, long there) {
    if (promised > there && promised < UNKNOWN_FROM) {
      throw new SoundRefusedException(
          Refusal.CUT_SHORT,
          "promises %d bytes of samples, holds %d".formatted(promised, Math.max(0, there)));
    }
  }

  private static ByteBuffer read(SeekableByteChannel channel, long at, int bytes)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    channel.position(at);
    while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
      // read until full or at the end of the file
    }
    return buffer.flip();
  }
}
