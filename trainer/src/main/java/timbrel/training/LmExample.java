package timbrel.training;

import timbrel.codec.Codes;
import timbrel.lm.Conditions;

/// A sound that a token model learns from.
///
/// @param codes what the codec made of it
/// @param conditions what is known of it
/// @param weight how often it is drawn, compared with the others
public record LmExample(Codes codes, Conditions conditions, double weight) {

  public LmExample {
    if (codes.frames() < 1) {
      throw new IllegalArgumentException("example of 0 frames, expected at least 1");
    }
    if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("weight is %s, expected above 0".formatted(weight));
    }
  }
}
