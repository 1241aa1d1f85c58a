package timbrel.lm;

import java.util.random.RandomGenerator;

/// One sound that is asked for.
///
/// @param conditions what it should be
/// @param sampling how its codes are chosen
/// @param kept what it takes over from a given sound
/// @param maxFrames where it ends at the latest
/// @param random decides; the same state gives the same codes
public record GenerationRequest(
    Conditions conditions, Sampling sampling, Kept kept, int maxFrames, RandomGenerator random) {

  void requireFits(LmConfig config) {
    conditions.requireFits(config);
    kept.requireFits(config);
    if (maxFrames < 1 || maxFrames > config.maxFrames()) {
      throw new IllegalArgumentException(
          "at most %d frames asked for, expected 1 to %d".formatted(maxFrames, config.maxFrames()));
    }
    if (kept.sameLength() && kept.codes().frames() > maxFrames) {
      throw new IllegalArgumentException(
          "length of %s kept, expected at most %d frames".formatted(kept.codes(), maxFrames));
    }
  }
}
