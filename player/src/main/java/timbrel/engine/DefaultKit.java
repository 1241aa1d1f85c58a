package timbrel.engine;

import java.util.List;
import java.util.stream.IntStream;
import timbrel.realtime.RealTime;

/// Which class a pad makes, and how it is tuned and choked, until somebody says otherwise: the
/// General MIDI drums from note 36 to 51, as far as the instrument knows such classes.
final class DefaultKit {
  private static final int HATS = 1;

  /// @param name of the drum
  /// @param classes names of classes that will do, the best first; compared without case and
  ///   hyphens
  /// @param tune semitones
  /// @param chokeGroup 0 for none
  private record Drum(String name, List<String> classes, float tune, int chokeGroup) {}

  private static final List<String> TOMS = List.of("tom", "hand-drum", "kick");
  private static final List<String> SNARES = List.of("snare", "sd");
  private static final List<String> HATS_CLOSED =
      List.of("hat-closed", "hihat-closed", "closed-hat", "hat", "hihat");
  private static final List<Drum> DRUMS =
      List.of(
          new Drum("kick", List.of("kick", "bass-drum", "bd"), 0, 0),
          new Drum(
              "side stick", List.of("rim", "rimshot", "side-stick", "wood", "impact-wood"), 0, 0),
          new Drum("snare", SNARES, 0, 0),
          new Drum("clap", List.of("clap", "handclap", "snap"), 0, 0),
          new Drum("snare 2", SNARES, 0, 0),
          new Drum("low tom", TOMS, -5, 0),
          new Drum("closed hat", HATS_CLOSED, 0, HATS),
          new Drum("floor tom", TOMS, -3, 0),
          new Drum("pedal hat", HATS_CLOSED, 0, HATS),
          new Drum("tom", TOMS, -1, 0),
          new Drum(
              "open hat", List.of("hat-open", "hihat-open", "open-hat", "hat", "hihat"), 0, HATS),
          new Drum("mid tom", TOMS, 1, 0),
          new Drum("high tom", TOMS, 3, 0),
          new Drum("crash", List.of("cymbal", "crash", "impact-metal"), 0, 0),
          new Drum("highest tom", TOMS, 5, 0),
          new Drum("ride", List.of("bell", "ride", "cowbell", "cymbal", "impact-metal"), 0, 0));

  private DefaultKit() {}

  /// What the pad is called.
  static String name(int pad) {
    return DRUMS.get(pad).name();
  }

  /// Whether openness acts on the pad: the hats that ring.
  @RealTime
  static boolean isOpenHat(int pad) {
    return pad == 10;
  }

  /// The pad's class among those of the instrument; where none of its own is there, they go round.
  static int classOf(int pad, List<String> known) {
    List<String> plain = known.stream().map(DefaultKit::plain).toList();
    return DRUMS.get(pad).classes().stream()
        .mapToInt(name -> plain.indexOf(plain(name)))
        .filter(index -> index >= 0)
        .findFirst()
        .orElse(known.isEmpty() ? 0 : pad % known.size());
  }

  /// All pads as they start.
  static long[][] words(List<String> known) {
    return IntStream.range(0, Control.PADS)
        .mapToObj(pad -> {
          long[] words = PadWords.initial(classOf(pad, known));
          PadWords.set(words, PadWords.TUNE, DRUMS.get(pad).tune());
          words[PadWords.CHOKE_GROUP] = DRUMS.get(pad).chokeGroup();
          return words;
        })
        .toArray(long[][]::new);
  }

  private static String plain(String name) {
    return name.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }
}
