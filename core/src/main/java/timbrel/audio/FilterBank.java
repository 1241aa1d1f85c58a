package timbrel.audio;

/// Makes samples of a sound at another rate, any stretch by itself and always the same.
///
/// Output `n` lies `n * down / up` inputs behind the sound's start, and is made of the `reach`
/// inputs before it and as many behind.
sealed interface FilterBank permits PeriodicFilterBank, SpreadFilterBank {

  /// Makes `count` outputs, from the `first` on.
  ///
  /// @param out where they go, from `offset` on
  void fill(Heard in, long first, float[] out, int offset, int count);
}
