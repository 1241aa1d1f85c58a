package timbrel.dataset;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256 of the samples of a mono file as 16-bit little-endian PCM, which is the same whatever
/// lossless format they are stored in.
final class PcmDigest {
  private final MessageDigest digest;
  private byte[] bytes = new byte[0];

  PcmDigest() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// Only the first channel counts.
  void add(float[][] channels, int frames) {
    if (bytes.length < 2 * frames) {
      bytes = new byte[2 * frames];
    }
    for (int i = 0; i < frames; i++) {
      int sample = Math.clamp(Math.round(channels[0][i] * 32768), -32768, 32767);
      bytes[2 * i] = (byte) sample;
      bytes[2 * i + 1] = (byte) (sample >> 8);
    }
    digest.update(bytes, 0, 2 * frames);
  }

  /// The digest; it begins anew afterwards.
  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
