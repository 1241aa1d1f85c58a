package timbrel.dataset;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Which files are recordings of one drum, as far as their names tell.
///
/// Within a folder, names that differ only in what numbers a stroke at their end are a group:
/// `snare_v3_rr2_close` and `snare_v1_rr1_room` are both `snare`. A bare number at the end, as in
/// `Kick 07`, counts strokes where a folder holds three drums or more with at most eight numbers
/// each; otherwise it is the drum's own number, since fifty kicks in a folder are fifty kicks.
final class GroupNames {
  private static final int MANY_DRUMS = 3;
  private static final int MANY_STROKES = 8;

  /// Words with a number that say which stroke, how hard or through which microphone.
  private static final Pattern NUMBERED_WORD =
      Pattern.compile(
          "[ _.\\-()\\[\\]]*(?<![a-z])"
              + "(?:rr|roundrobin|round robin|vel|velocity|v|vl|layer|lyr|dyn|take|tk|hit|alt|var"
              + "|mic|ch)[ _.\\-]?\\d+[ _.\\-()\\[\\]]*$");

  /// The same without a number, after a separator.
  private static final Pattern WORD =
      Pattern.compile(
          "[ _.\\-()\\[\\]]+(?:close|far|near|room|rooms|oh|overhead|overheads|amb|ambient|ambience"
              + "|top|btm|bottom|front|side|mono|stereo|left|right|l|r|mic|dry|wet"
              + "|ppp|pp|p|mp|mf|f|ff|fff|soft|medium|med|hard|loud|ghost)[ _.\\-()\\[\\]]*$");

  private static final Pattern BARE_NUMBER = Pattern.compile("[ _.\\-()\\[\\]#]*\\d+[ )\\]]*$");

  private GroupNames() {}

  /// The group of each file.
  ///
  /// @param files paths with `/` between their parts
  static Map<String, String> of(List<String> files) {
    Map<String, Map<String, Set<String>>> folders = new TreeMap<>();
    for (String file : files) {
      folders
          .computeIfAbsent(folder(file), name -> new HashMap<>())
          .computeIfAbsent(withoutNumber(stem(file)), name -> new HashSet<>())
          .add(stem(file));
    }
    Map<String, String> groups = new HashMap<>();
    for (String file : files) {
      String folder = folder(file);
      Map<String, Set<String>> drums = folders.getOrDefault(folder, Map.of());
      String bare = withoutNumber(stem(file));
      boolean strokes =
          drums.size() >= MANY_DRUMS
              && drums.getOrDefault(bare, Set.of()).size() <= MANY_STROKES
              && !bare.isEmpty();
      groups.put(file, folder + (strokes ? bare : stem(file)));
    }
    return groups;
  }

  private static String folder(String file) {
    return file.substring(0, file.lastIndexOf('/') + 1);
  }

  /// The name in lower case without extension, and without what numbers a stroke in so many words.
  static String stem(String file) {
    String name = file.substring(file.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    String before;
    do {
      before = stem;
      stem = strip(strip(stem, NUMBERED_WORD), WORD);
    } while (!stem.equals(before));
    return stem;
  }

  private static String withoutNumber(String stem) {
    // a number may stand before the words too: snare_03_room
    return BARE_NUMBER.matcher(stem).replaceFirst("");
  }

  private static String strip(String name, Pattern end) {
    String rest = end.matcher(name).replaceFirst("");
    return rest.isBlank() ? name : rest;
  }
}
