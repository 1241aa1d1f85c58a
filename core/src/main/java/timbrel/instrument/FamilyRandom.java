package timbrel.instrument;

import java.util.random.RandomGenerator;

/// Random numbers some of which are common to a family: each is, by a coin that is thrown for it,
/// the next one of the family's or of one's own.
///
/// Every member by itself draws as if all numbers were its own; only how members go together
/// changes (common random numbers: Law and Kelton 2000, "Simulation Modeling and Analysis", section
/// 11.2).
final class FamilyRandom implements RandomGenerator {
  private final RandomGenerator own;
  private final RandomGenerator family;
  private final float alike;

  /// @param alike share of the family's numbers, 0 to 1
  FamilyRandom(RandomGenerator own, RandomGenerator family, float alike) {
    this.own = own;
    this.family = family;
    this.alike = alike;
  }

  /// All three are drawn every time, so that the members' numbers stay in step.
  @Override
  public long nextLong() {
    long common = family.nextLong();
    boolean isCommon = own.nextFloat() < alike;
    long mine = own.nextLong();
    return isCommon ? common : mine;
  }
}
