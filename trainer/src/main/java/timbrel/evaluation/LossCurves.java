package timbrel.evaluation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How the losses of a run fell.
///
/// @param phases by name, such as `codec`, the curves of each by the name of the loss
public record LossCurves(Map<String, Map<String, List<Value>>> phases) {
  /// No run is known.
  public static final LossCurves NONE = new LossCurves(Map.of());

  /// @param step of the optimiser
  /// @param loss at that step
  public record Value(long step, double loss) {}

  /// Reads the `losses.csv` of a run directory: lines of phase, step and `name=value` pairs. Lines
  /// that are not like that, such as one that a kill cut short, are passed over.
  public static LossCurves read(Path file) {
    Map<String, Map<String, List<Value>>> phases = new LinkedHashMap<>();
    try {
      for (String line : Files.readAllLines(file)) {
        addLine(line.split(","), phases);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("losses " + file + " cannot be read", e);
    }
    return new LossCurves(phases);
  }

  private static void addLine(String[] fields, Map<String, Map<String, List<Value>>> phases) {
    for (int i = 2; i < fields.length; i++) {
      int equals = fields[i].indexOf('=');
      try {
        long step = Long.parseLong(fields[1]);
        double loss = Double.parseDouble(fields[i].substring(equals + 1));
        if (equals > 0 && Double.isFinite(loss)) {
          phases
              .computeIfAbsent(fields[0], name -> new LinkedHashMap<>())
              .computeIfAbsent(fields[i].substring(0, equals), name -> new ArrayList<>())
              .add(new Value(step, loss));
        }
      } catch (NumberFormatException e) {
        // a head line or a damaged one
      }
    }
  }
}
