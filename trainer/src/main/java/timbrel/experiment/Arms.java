package timbrel.experiment;

/// Runs one arm of an experiment from one seed.
interface Arms {
  /// @throws StoppedException if that was asked for
  Trial run(ExperimentSpec.Arm arm, long seed);

  /// What recordings, or whatever the arms imitate, measure; no values if there is no such thing.
  Trial reference();
}
