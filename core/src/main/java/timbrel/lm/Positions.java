package timbrel.lm;

/// How a transformer tells one step of the sequence from another.
public enum Positions {
  /// Queries and keys are turned by an angle that grows with the step (Su et al. 2021, "RoFormer",
  /// section 3.2.2), in the form that pairs dimension `i` with `i + half`.
  ROTARY,
  /// Sines and cosines of the step are added to the input (Vaswani et al. 2017, section 3.5).
  SINUSOIDAL,
  /// A learned vector per step is added to the input.
  LEARNED,
  /// Attention to earlier steps is lowered in proportion to their distance (Press et al. 2022,
  /// "Train short, test long", section 3).
  ALIBI,
  /// Nothing but the causal mask.
  NONE
}
