package timbrel.audio;

import java.nio.file.Path;

/// Writes one mono sound as a WAV file.
final class WavWriter {
  private WavWriter() {}

  static int write(Path path, Sound sound, SampleFormat format) {
    if ((long) sound.length() * format.bytes() > 0xFFFF_0000L) {
      throw new AudioFormatException(
          path.toString(), "length", sound.length() + " samples", "less than 4 GB of them");
    }
    new Wav(new float[][] {sound.samples()}, sound.sampleRate()).requireFinite(path.toString());
    try (WavOutput out = WavOutput.create(path, 1, sound.sampleRate(), format)) {
      out.write(sound.samples(), 0, sound.length());
      return out.finish();
    }
  }
}
