package timbrel.driver.jack;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Finds libjack on this computer.
final class JackLibrary {
  /// Names a library file that the search would not find, or another than it finds.
  static final String VARIABLE = "TIMBREL_JACK_LIBRARY";

  static final String HOW_TO_INSTALL =
      "JACK is not installed: sudo apt-get install jackd2 (or pipewire-jack, where PipeWire runs); "
          + VARIABLE
          + " names libjack in an unusual place";

  private JackLibrary() {}

  static Optional<SymbolLookup> find() {
    return find(Optional.ofNullable(System.getenv(VARIABLE)), System.getProperty("os.name"));
  }

  /// The first that can be loaded: `named`, or where nothing is named the usual names on `system`.
  static Optional<SymbolLookup> find(Optional<String> named, String system) {
    return named.map(List::of).orElseGet(() -> usualNames(system)).stream()
        .map(JackLibrary::load)
        .flatMap(Optional::stream)
        .findFirst();
  }

  /// What the dynamic linker knows comes first. PipeWire's library stands aside on systems that
  /// have both, and there is the only one.
  private static List<String> usualNames(String system) {
    String name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      return List.of("libjack64.dll");
    }
    if (name.startsWith("mac")) {
      return List.of(
          "libjack.0.dylib", "/usr/local/lib/libjack.0.dylib", "/opt/homebrew/lib/libjack.0.dylib");
    }
    return List.of(
        "libjack.so.0",
        "/usr/lib/x86_64-linux-gnu/pipewire-0.3/jack/libjack.so.0",
        "/usr/lib/aarch64-linux-gnu/pipewire-0.3/jack/libjack.so.0",
        "/usr/lib64/pipewire-0.3/jack/libjack.so.0");
  }

  private static Optional<SymbolLookup> load(String name) {
    try {
      return Optional.of(SymbolLookup.libraryLookup(name, Arena.global()));
    } catch (IllegalArgumentException notThere) {
      return Optional.empty();
    }
  }
}
