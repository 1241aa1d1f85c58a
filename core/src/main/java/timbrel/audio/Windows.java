package timbrel.audio;

/// The shapes that frames of a sound are faded in and out with. All are periodic, as the transform
/// needs them: entry `size` would equal entry 0.
public final class Windows {
  private Windows() {}

  public static float[] hann(int size) {
    return cosine(size, 0.5);
  }

  public static float[] hamming(int size) {
    return cosine(size, 0.54);
  }

  private static float[] cosine(int size, double base) {
    if (size < 1) {
      throw new IllegalArgumentException("window of size %d, expected at least 1".formatted(size));
    }
    float[] window = new float[size];
    for (int t = 0; t < size; t++) {
      window[t] = (float) (base - (1 - base) * StrictMath.cos(2 * StrictMath.PI * t / size));
    }
    return window;
  }
}
