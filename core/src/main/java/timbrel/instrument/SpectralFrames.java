package timbrel.instrument;

import java.util.Arrays;
import timbrel.audio.RealFft;
import timbrel.audio.Windows;

/// Takes a sound apart into overlapping spectra, a quarter of a frame from one to the next, and
/// puts it together again. The root of a Hann window fades each frame, both times, so that spectra
/// that nobody changed make the same sound.
final class SpectralFrames {
  private final RealFft fft;
  private final float[] window;
  private final float[] frame;

  SpectralFrames(int size) {
    fft = new RealFft(size);
    window = Windows.hann(size);
    frame = new float[size];
    for (int t = 0; t < size; t++) {
      window[t] = (float) Math.sqrt(Math.max(0, window[t]));
    }
  }

  int bins() {
    return fft.bins();
  }

  int hop() {
    return fft.size() / 4;
  }

  /// The spectrum of the frame around `middle`; around the sound there is silence.
  void analyze(float[] samples, int middle, float[] re, float[] im) {
    int start = middle - fft.size() / 2;
    int from = Math.clamp(-start, 0, frame.length);
    int to = Math.clamp(samples.length - start, from, frame.length);
    Arrays.fill(frame, 0, from, 0);
    for (int i = from; i < to; i++) {
      frame[i] = samples[start + i] * window[i];
    }
    Arrays.fill(frame, to, frame.length, 0);
    fft.forward(frame, re, im);
  }

  /// Adds a frame to the sound that is put together.
  void add(float[] re, float[] im, int middle, float[] out) {
    fft.inverse(re, im, frame);
    int start = middle - fft.size() / 2;
    for (int i = Math.max(0, -start); i < Math.min(frame.length, out.length - start); i++) {
      out[start + i] += 0.5f * frame[i] * window[i]; // four Hann windows add up to 2
    }
  }
}
