package timbrel.codec.waveform;

/// The root of a sound's mean square.
final class LoudnessScale {
  /// Keeps silence from being divided by nothing.
  private static final float EPSILON = 1e-8f;

  private LoudnessScale() {}

  /// @param interleaved `frames` frames from `start` on
  static float of(float[] interleaved, int start, int frames, int channels) {
    double sum = 0;
    for (int t = 0; t < frames; t++) {
      float mono = 0;
      for (int c = 0; c < channels; c++) {
        mono += interleaved[start + t * channels + c];
      }
      mono /= channels;
      sum += (double) (mono * mono);
    }
    return (float) Math.sqrt((float) (sum / frames)) + EPSILON;
  }
}
