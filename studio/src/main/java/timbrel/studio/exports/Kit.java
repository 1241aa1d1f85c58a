package timbrel.studio.exports;

import java.util.List;
import timbrel.audio.Sound;

/// A kit that was made, in no format yet.
///
/// @param name for people
/// @param credits who made the sounds that it was learnt from, and what made these
/// @param voices one for each pad
public record Kit(String name, String credits, List<Voice> voices) {

  /// All sounds of one pad.
  ///
  /// @param samples by strength, then by turn
  /// @param layers strengths
  /// @param rounds turns of each strength
  public record Voice(KitPad pad, List<Sample> samples, int layers, int rounds) {}

  /// @param layer 0 is the softest
  /// @param round counts the turns from 0
  /// @param file its name without folder
  public record Sample(int layer, int round, String file, Sound sound) {

    /// The lowest MIDI velocity that plays it, of `layers` equal parts of 1 to 127.
    int lowVelocity(int layers) {
      return 1 + 127 * layer / layers;
    }

    int highVelocity(int layers) {
      return 127 * (layer + 1) / layers;
    }
  }
}
