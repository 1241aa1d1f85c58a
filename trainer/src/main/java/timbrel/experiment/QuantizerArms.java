package timbrel.experiment;

import java.util.Map;
import java.util.function.BooleanSupplier;
import timbrel.learning.LearnListener;

/// Arms that train the codebooks of a residual vector quantizer.
final class QuantizerArms implements Arms {
  QuantizerArms(
      ExperimentSpec spec, TokenData data, LearnListener listener, BooleanSupplier cancelled) {}

  @Override
  public Trial run(ExperimentSpec.Arm arm, long seed) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Trial reference() {
    return new Trial("", 0, Map.of(), Map.of());
  }
}
