package timbrel.studio.play;

import com.google.gson.JsonObject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// A sound with what is told of it, as one binary message: the length of the JSON text in four
/// bytes, the text in UTF-8 padded with spaces to a multiple of four, then the samples as 32-bit
/// floats, all little-endian.
public final class HitMessage {
  private static final int WORD = 4;

  private HitMessage() {}

  public static byte[] of(JsonObject header, float[] samples) {
    byte[] text = header.toString().getBytes(StandardCharsets.UTF_8);
    int padded = (text.length + WORD - 1) / WORD * WORD;
    ByteBuffer message =
        ByteBuffer.allocate(WORD + padded + WORD * samples.length).order(ByteOrder.LITTLE_ENDIAN);
    message.putInt(padded).put(text);
    while (message.position() < WORD + padded) {
      message.put((byte) ' ');
    }
    for (float sample : samples) {
      message.putFloat(sample);
    }
    return message.array();
  }
}
