package timbrel.driver.javasound;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.Mixer;
import javax.sound.sampled.SourceDataLine;
import timbrel.driver.DriverException;

/// Where a [JavaSoundDriver] gets its line from.
interface Lines {
  /// A line for stereo in this format that is not open yet.
  ///
  /// @throws LineUnavailableException if another program has it
  /// @throws IllegalArgumentException if no device plays this format
  SourceDataLine get(AudioFormat format) throws LineUnavailableException;

  /// Those of the first device whose name contains `part`; of the system's usual one if it is
  /// empty.
  ///
  /// @throws DriverException if no device has such a name; lists those that there are
  static Lines of(String part) {
    if (part.isEmpty()) {
      return AudioSystem::getSourceDataLine;
    }
    List<Mixer.Info> players =
        Arrays.stream(AudioSystem.getMixerInfo()).filter(Lines::plays).toList();
    Mixer.Info meant =
        players.stream()
            .filter(mixer -> mixer.getName().contains(part))
            .findFirst()
            .orElseThrow(() -> new DriverException(noDevice(part, players)));
    return format -> AudioSystem.getSourceDataLine(format, meant);
  }

  private static boolean plays(Mixer.Info mixer) {
    return Arrays.stream(AudioSystem.getMixer(mixer).getSourceLineInfo())
        .anyMatch(
            line -> line instanceof DataLine.Info && line.getLineClass() == SourceDataLine.class);
  }

  private static String noDevice(String part, List<Mixer.Info> players) {
    String names =
        players.stream()
            .map(mixer -> "'" + mixer.getName() + "'")
            .collect(Collectors.joining(", "));
    return "javax.sound knows no device '%s'; %s"
        .formatted(part, names.isEmpty() ? "it knows none at all" : "there are " + names);
  }
}
