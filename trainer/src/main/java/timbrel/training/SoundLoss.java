package timbrel.training;

import org.bytedeco.pytorch.Tensor;

/// How far apart sounds are in one respect: something is heard of each sound, and what was heard is
/// compared number by number.
abstract class SoundLoss {
  /// What is heard.
  ///
  /// @param sounds `[batch, samples]`
  /// @return `[batch, ...]`
  abstract Tensor features(Tensor sounds);

  /// The mean absolute difference of what was heard, averaged over the batch.
  ///
  /// @param real of the recorded sounds, against whose loudness differences are measured
  abstract Tensor difference(Tensor a, Tensor b, Tensor real);

  /// How far sounds are from their targets.
  ///
  /// @param targets of the same shape, no gradient
  final Tensor distance(Tensor sounds, Tensor targets) {
    Tensor real = features(targets);
    return difference(features(sounds), real, real);
  }

  /// How badly a way to make sounds that is partly left to chance fits its targets: how far two
  /// draws are from the target, less how far they are from each other.
  ///
  /// Distance alone is least for the one sound in the middle of all that could have been, which for
  /// a hiss is no hiss. Their difference is least when draws and targets have the same distribution
  /// (Gritsenko et al. 2020, "A spectral energy distance for parallel speech synthesis", section 3;
  /// the energy score of Gneiting & Raftery 2007, section 4.3). As differences are taken number by
  /// number here, that is so for each number that is heard, and not for how they go together.
  ///
  /// @param draws `[2 x batch, samples]`: one draw for each target, then another
  final Tensor energy(Tensor draws, Tensor targets) {
    long batch = targets.size(0);
    Tensor heard = features(draws);
    Tensor one = heard.narrow(0, 0, batch);
    Tensor other = heard.narrow(0, batch, batch);
    Tensor real = features(targets);
    return difference(one, real, real)
        .add(difference(other, real, real))
        .sub(difference(one, other, real));
  }
}
