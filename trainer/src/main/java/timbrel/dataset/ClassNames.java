package timbrel.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Class names out of the names of folders and files. `Kick Drums`, `BD` and `01_kicks` are all
/// `kick`; a folder that is none of the fifteen known classes becomes a class of its own name.
public final class ClassNames {
  /// Class of sounds whose folder does not tell.
  public static final String UNKNOWN = "unknown";

  /// The classes of the built-in instrument.
  public static final List<String> KNOWN =
      List.of(
          "bell",
          "clap",
          "cymbal",
          "hand-drum",
          "hat-closed",
          "hat-open",
          "impact-glass",
          "impact-metal",
          "impact-wood",
          "kick",
          "other",
          "rim",
          "shaker",
          "snare",
          "tom");

  /// Words of a folder name that make it a class; the first line that matches wins. Several words
  /// in one string must all be there.
  private static final List<Map.Entry<String, List<String>>> WORDS =
      List.of(
          Map.entry(
              "hat-open", List.of("open hat", "open hihat", "open hi", "open hh", "oh", "ohh")),
          Map.entry(
              "hat-closed",
              List.of(
                  "closed hat",
                  "closed hihat",
                  "closed hi",
                  "closed hh",
                  "ch",
                  "chh",
                  "pedal hat",
                  "pedal hihat",
                  "hihat",
                  "hat",
                  "hh",
                  "hi hat")),
          Map.entry("kick", List.of("kick", "bassdrum", "bass drum", "bd", "kd")),
          Map.entry(
              "rim",
              List.of(
                  "rim", "rimshot", "sidestick", "side stick", "crossstick", "cross stick", "rs")),
          Map.entry("snare", List.of("snare", "sd", "sn")),
          Map.entry("clap", List.of("clap", "handclap", "snap", "fingersnap", "cp")),
          Map.entry("bell", List.of("bell", "cowbell", "agogo", "triangle", "chime", "cb")),
          Map.entry(
              "cymbal", List.of("cymbal", "crash", "ride", "splash", "china", "gong", "cy", "cym")),
          Map.entry("tom", List.of("tom", "tomtom", "lt", "mt", "ht", "ft")),
          Map.entry(
              "hand-drum",
              List.of(
                  "hand drum",
                  "handdrum",
                  "conga",
                  "bongo",
                  "djembe",
                  "cajon",
                  "darbuka",
                  "doumbek",
                  "tabla",
                  "frame drum",
                  "udu")),
          Map.entry(
              "shaker",
              List.of("shaker", "maraca", "cabasa", "caxixi", "tambourine", "tamb", "egg")),
          Map.entry("impact-glass", List.of("glass", "bottle")),
          Map.entry("impact-metal", List.of("metal", "anvil")),
          Map.entry("impact-wood", List.of("wood", "woodblock", "block", "clave", "castanet")),
          Map.entry(
              "other", List.of("other", "misc", "perc", "percussion", "fx", "foley", "various")));

  private ClassNames() {}

  /// The class of a sound in these folders, from the outermost below the imported one to the one
  /// that holds it: the nearest folder with a known class, else the nearest folder's own name.
  public static String ofFolders(List<String> folders) {
    for (int i = folders.size() - 1; i >= 0; i--) {
      Optional<String> known = known(folders.get(i));
      if (known.isPresent()) {
        return known.get();
      }
    }
    return folders.isEmpty() ? UNKNOWN : ownName(folders.getLast());
  }

  /// Which of the fifteen classes a folder's name means, if any.
  public static Optional<String> known(String folder) {
    String own = ownName(folder);
    if (KNOWN.contains(own)) {
      return Optional.of(own);
    }
    Set<String> words = words(folder);
    for (Map.Entry<String, List<String>> line : WORDS) {
      for (String all : line.getValue()) {
        if (words.containsAll(Arrays.asList(all.split(" ")))) {
          return Optional.of(line.getKey());
        }
      }
    }
    return Optional.empty();
  }

  /// Which of the fifteen classes a file's name means, if any. What it says first counts: later
  /// words are often a microphone or a room (`tom-low vel12 oh.flac` is no open hat). Two letters
  /// are a class (`BD0075.wav`) where there is no other word.
  static Optional<String> ofFile(String file) {
    List<String> words = words(file).stream().filter(word -> !word.isEmpty()).toList();
    if (words.size() > 1 && words.getFirst().length() <= 2) {
      return Optional.empty();
    }
    for (int count = 1; count <= words.size(); count++) {
      Optional<String> known = known(String.join(" ", words.subList(0, count)));
      if (known.isPresent()) {
        boolean open = words.contains("open") && !words.contains("closed");
        return open && known.get().equals("hat-closed") ? Optional.of("hat-open") : known;
      }
    }
    return Optional.empty();
  }

  /// Lower case, with single hyphens between letters and digits.
  private static String ownName(String folder) {
    String name =
        folder.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "-").replaceAll("^-|-$", "");
    return name.isEmpty() ? UNKNOWN : name;
  }

  private static Set<String> words(String folder) {
    String spaced = folder.replaceAll("(?<=\\p{Ll})(?=\\p{Lu})", " ").toLowerCase(Locale.ROOT);
    List<String> words = new ArrayList<>();
    for (String word : spaced.split("[^\\p{L}]+")) {
      boolean plural = word.length() > 3 && word.endsWith("s") && !word.endsWith("ss");
      words.add(plural ? word.substring(0, word.length() - 1) : word);
    }
    return new LinkedHashSet<>(words);
  }
}
