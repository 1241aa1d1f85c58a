package timbrel.instrument;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import timbrel.nn.weights.Safetensors;
import timbrel.nn.weights.StoredType;
import timbrel.nn.weights.WeightMap;

/// SHA-256, in hexadecimal.
final class Checksum {
  private static final int CHUNK = 1 << 14;

  private Checksum() {}

  /// Of all tensors of a view, as they are stored.
  static String of(WeightMap weights, StoredType type) {
    MessageDigest digest = sha256();
    Safetensors.digest(weights, type, digest);
    return HexFormat.of().formatHex(digest.digest());
  }

  /// Of all tensors of a view, as 32-bit numbers.
  static String of(WeightMap weights) {
    return of(weights, StoredType.F32);
  }

  /// Of the bytes from `start` on.
  static String of(byte[] bytes, int start) {
    MessageDigest digest = sha256();
    // in pieces: one call for all of it would run in the interpreter to its end
    for (int at = start; at < bytes.length; at += CHUNK) {
      digest.update(bytes, at, Math.min(CHUNK, bytes.length - at));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
