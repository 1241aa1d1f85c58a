package timbrel.evaluation;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// A sound as the bytes of a 16-bit WAV file, for players inside the page.
public final class WavBytes {
  private static final int RATE = 44_100;
  private static final int HEADER = 44;

  private WavBytes() {}

  public static byte[] of(float[] samples) {
    int data = 2 * samples.length;
    ByteBuffer wav = ByteBuffer.allocate(HEADER + data).order(ByteOrder.LITTLE_ENDIAN);
    wav.put(ascii("RIFF")).putInt(HEADER - 8 + data).put(ascii("WAVEfmt "));
    wav.putInt(16).putShort((short) 1).putShort((short) 1); // PCM, mono
    wav.putInt(RATE).putInt(2 * RATE).putShort((short) 2).putShort((short) 16);
    wav.put(ascii("data")).putInt(data);
    for (float sample : samples) {
      wav.putShort((short) Math.round(Math.clamp(sample, -1f, 1f) * 32_767));
    }
    return wav.array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
