package timbrel.training;

import java.util.random.RandomGenerator;
import timbrel.lm.Conditions;

/// Hides conditions at random, so that the model learns to do without any of them and, with none,
/// what guidance moves away from (Ho & Salimans 2022, section 3.2).
///
/// Unlike the paper, conditions are hidden one by one as well as all at once.
record ConditionDropout(LmTrainingConfig config) {

  Conditions apply(Conditions conditions, RandomGenerator random) {
    boolean all = random.nextDouble() < config.dropAll();
    boolean dropClass = random.nextDouble() < config.dropClass();
    boolean dropVelocity = random.nextDouble() < config.dropVelocity();
    boolean dropKnobs = random.nextDouble() < config.dropKnobs();
    double keepKnob = random.nextDouble();
    float[] knobs = conditions.knobs().clone();
    for (int i = 0; i < knobs.length; i++) {
      boolean keep = random.nextDouble() < keepKnob;
      knobs[i] = all || dropKnobs || !keep ? Float.NaN : knobs[i];
    }
    return new Conditions(
        all || dropClass ? new float[0] : conditions.classWeights(),
        knobs,
        all || dropVelocity ? Float.NaN : conditions.velocity());
  }
}
