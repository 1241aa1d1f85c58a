package timbrel.driver.javasound;

import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioFormat.Encoding;
import timbrel.realtime.RealTime;

/// How a stereo frame lies in the bytes of a line, little end first.
enum SampleEncoding {
  FLOAT_32(Encoding.PCM_FLOAT, 4),
  PCM_16(Encoding.PCM_SIGNED, 2);

  static final int CHANNELS = 2;
  private static final float FULL_SCALE = Short.MAX_VALUE;

  private final Encoding encoding;
  private final int sampleBytes;

  SampleEncoding(Encoding encoding, int sampleBytes) {
    this.encoding = encoding;
    this.sampleBytes = sampleBytes;
  }

  AudioFormat format(int sampleRate) {
    return new AudioFormat(
        encoding, sampleRate, 8 * sampleBytes, CHANNELS, frameBytes(), sampleRate, false);
  }

  int frameBytes() {
    return CHANNELS * sampleBytes;
  }

  /// Writes `frames` of `out[0]` and `out[1]` into `bytes`. Integers are clipped at full scale;
  /// what is no number becomes 0.
  @RealTime
  void encode(float[][] out, int frames, byte[] bytes) {
    int at = 0;
    for (int i = 0; i < frames; i++) {
      for (int channel = 0; channel < CHANNELS; channel++) {
        int bits = bits(out[channel][i]);
        for (int b = 0; b < sampleBytes; b++) {
          bytes[at++] = (byte) (bits >> (8 * b));
        }
      }
    }
  }

  @RealTime
  private int bits(float sample) {
    return this == FLOAT_32
        ? Float.floatToRawIntBits(sample)
        : Math.round(Math.clamp(sample, -1f, 1f) * FULL_SCALE);
  }
}
