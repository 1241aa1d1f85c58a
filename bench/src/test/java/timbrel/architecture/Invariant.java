package timbrel.architecture;

import com.tngtech.archunit.lang.ArchRule;
import java.util.function.Function;

/// One invariant of `ARCHITECTURE.md`: a rule over the classes below a root package, and the name
/// of a class below [#PLANTED] that breaks it.
///
/// A rule that finds no class to look at fails (ArchUnit's `failOnEmptyShould`), so a package that
/// is renamed cannot take its rules along unnoticed.
record Invariant(String name, Function<String, ArchRule> below, String violator) {
  static final String ROOT = "timbrel";
  static final String PLANTED = "timbrel.architecture.planted";

  ArchRule rule() {
    return below.apply(ROOT);
  }

  ArchRule ruleForPlanted() {
    return below.apply(PLANTED);
  }

  /// The packages of the module `core` below `root`.
  static String[] core(String root) {
    return new String[] {
      root + ".realtime",
      root + ".audio",
      root + ".descriptors",
      root + ".nn..",
      root + ".json",
      root + ".classifier",
      root + ".codec..",
      root + ".lm",
      root + ".instrument"
    };
  }

  /// The packages of the module `player` below `root`.
  static String[] player(String root) {
    return new String[] {
      root + ".engine", root + ".driver..", root + ".control..", root + ".session"
    };
  }

  @Override
  public String toString() {
    return name;
  }
}
