package timbrel.evaluation;

import timbrel.audio.RealFft;

/// Power spectra of a sound, frame after frame, with the conventions of `torch.stft`: spectrum `t`
/// is centred on sample `t * hop`, the sound is mirrored at its ends, the Hann window is periodic.
///
/// @param power `[frames][bins]`, flat
record Spectrogram(float[] power, int frames, int bins) {

  /// @param samples at least `fft / 2 + 1` of them, because a shorter sound cannot be mirrored
  static Spectrogram of(float[] samples, StftSettings settings) {
    int fft = settings.fft();
    int half = fft / 2;
    if (samples.length <= half) {
      throw new IllegalArgumentException(
          "%d samples, expected more than half the transform %d".formatted(samples.length, fft));
    }
    int frames = samples.length / settings.hop() + 1;
    int bins = settings.bins();
    float[] power = new float[Math.multiplyExact(frames, bins)];
    RealFft transform = new RealFft(fft);
    float[] window = centredHann(settings.window(), fft);
    float[] block = new float[fft];
    float[] re = new float[bins];
    float[] im = new float[bins];
    for (int t = 0; t < frames; t++) {
      int start = t * settings.hop() - half;
      for (int i = 0; i < fft; i++) {
        block[i] = window[i] == 0 ? 0 : window[i] * samples[mirror(start + i, samples.length)];
      }
      transform.forward(block, re, im);
      for (int k = 0; k < bins; k++) {
        power[t * bins + k] = re[k] * re[k] + im[k] * im[k];
      }
    }
    return new Spectrogram(power, frames, bins);
  }

  private static int mirror(int index, int length) {
    int i = Math.abs(index);
    return i < length ? i : 2 * (length - 1) - i;
  }

  private static float[] centredHann(int length, int fft) {
    float[] window = new float[fft];
    int offset = (fft - length) / 2;
    for (int i = 0; i < length; i++) {
      window[offset + i] = (float) (0.5 - 0.5 * Math.cos(2 * Math.PI * i / length));
    }
    return window;
  }

  /// Square roots of the powers, none below `least`.
  float[] magnitudes(float least) {
    float[] magnitudes = new float[power.length];
    for (int i = 0; i < power.length; i++) {
      magnitudes[i] = Math.max(least, (float) Math.sqrt(power[i]));
    }
    return magnitudes;
  }
}
