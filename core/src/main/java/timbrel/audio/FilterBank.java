package timbrel.audio;

/// Makes the samples of a sound at another rate, any of them by itself.
///
/// Output `n` lies `n * down / up` inputs behind the sound's start, and is made of the `reach`
/// inputs before it and as many behind.
sealed interface FilterBank permits PeriodicFilterBank, SpreadFilterBank {

  /// Makes `out.length` outputs from the `first` on.
  void fill(Heard in, long first, float[] out);
}
