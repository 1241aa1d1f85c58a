package timbrel.experiment;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import timbrel.classifier.DrumClassifier;
import timbrel.codec.AudioCodec;
import timbrel.training.LmExample;

/// Sounds as tokens, that all arms of an experiment learn from.
///
/// @param description where they come from, for people
/// @param classes what the conditions' class weights mean
/// @param training to learn from
/// @param heldOut to be measured on
/// @param codec turns tokens into sound
/// @param judge names the class of a sound
public record TokenData(
    String description,
    List<String> classes,
    List<LmExample> training,
    List<LmExample> heldOut,
    AudioCodec codec,
    DrumClassifier judge) {

  /// Tells data apart: a digest of all codes.
  public String fingerprint() {
    MessageDigest digest = sha256();
    for (List<LmExample> part : List.of(training, heldOut)) {
      for (LmExample example : part) {
        for (int[] row : example.codes().codes()) {
          for (int code : row) {
            digest.update((byte) code);
            digest.update((byte) (code >> 8));
          }
        }
        digest.update(example.conditions().toString().getBytes(StandardCharsets.UTF_8));
      }
    }
    return HexFormat.of().formatHex(digest.digest(), 0, 8);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
