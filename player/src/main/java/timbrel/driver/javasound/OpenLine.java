package timbrel.driver.javasound;

import java.util.List;
import java.util.stream.IntStream;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.SourceDataLine;
import timbrel.driver.DriverException;

/// A line that takes sound, in the best encoding and at the nearest rate that the device offers.
///
/// @param bufferFrames how much it holds
record OpenLine(SourceDataLine line, SampleEncoding encoding, int sampleRate, int bufferFrames) {
  private static final List<Integer> COMMON_RATES = List.of(48_000, 44_100);

  /// @throws DriverException if the device takes no sound; says why
  static OpenLine open(Lines lines, int sampleRate, int bufferFrames) {
    String reason = "there is no device";
    int[] rates =
        IntStream.concat(
                IntStream.of(sampleRate), COMMON_RATES.stream().mapToInt(Integer::intValue))
            .distinct()
            .toArray();
    for (int rate : rates) {
      for (SampleEncoding encoding : SampleEncoding.values()) {
        try {
          SourceDataLine line = lines.get(encoding.format(rate));
          line.open(encoding.format(rate), bufferFrames * encoding.frameBytes());
          int frames = line.getBufferSize() / encoding.frameBytes();
          return new OpenLine(line, encoding, rate, frames);
        } catch (IllegalArgumentException notOffered) {
          // The next encoding or rate may be.
        } catch (LineUnavailableException e) {
          reason = "the device is in use (%s)".formatted(e.getMessage());
        }
      }
    }
    throw new DriverException(
        "javax.sound plays nothing: %s; connect a sound device, or install JACK (sudo apt-get install jackd2)"
            .formatted(reason));
  }
}
