package timbrel.cli;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import timbrel.descriptors.Knob;

/// Checks `--set`.
final class KnobSettings {
  private KnobSettings() {}

  static Map<Knob, Double> parse(Map<String, String> settings) {
    Map<Knob, Double> knobs = new EnumMap<>(Knob.class);
    settings.forEach((name, value) -> knobs.put(knob(name), share(name, value)));
    return knobs;
  }

  private static Knob knob(String name) {
    return Arrays.stream(Knob.values())
        .filter(knob -> knob.label().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(() ->
            CommandException.usage(
                "knob '%s' is not one of %s"
                    .formatted(
                        name,
                        Arrays.stream(Knob.values())
                            .map(Knob::label)
                            .collect(Collectors.joining(", ")))));
  }

  private static double share(String name, String text) {
    try {
      double value = Double.parseDouble(text);
      if (value >= 0 && value <= 1) {
        return value;
      }
    } catch (NumberFormatException e) {
      // complained of below
    }
    throw CommandException.usage(
        "--set %s=%s: expected a number from 0 to 1".formatted(name, text));
  }
}
