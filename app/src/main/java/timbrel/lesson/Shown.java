package timbrel.lesson;

import java.util.List;
import timbrel.audio.Sound;

/// What a demonstration shows: text in columns, and sounds.
public record Shown(String text, List<NamedSound> sounds) {

  public Shown {
    sounds = List.copyOf(sounds);
  }

  /// @param name of a file, without its ending
  /// @param about what to listen for
  public record NamedSound(String name, String about, Sound sound) {}
}
