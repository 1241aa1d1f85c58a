package timbrel.evaluation;

/// Where and how spectra are taken.
///
/// @param fft samples of the transform, a power of two
/// @param hop samples between two spectra
/// @param window samples of the Hann window, in the middle of the transform
record StftSettings(int fft, int hop, int window) {
  StftSettings {
    if (Integer.bitCount(fft) != 1 || fft < 2) {
      throw new IllegalArgumentException("fft is %d, expected a power of two".formatted(fft));
    }
    if (hop < 1 || window < 1 || window > fft) {
      throw new IllegalArgumentException(
          "hop %d and window %d, expected at least 1 and window at most fft %d"
              .formatted(hop, window, fft));
    }
  }

  static StftSettings wholeWindow(int fft, int hop) {
    return new StftSettings(fft, hop, fft);
  }

  int bins() {
    return fft / 2 + 1;
  }
}
