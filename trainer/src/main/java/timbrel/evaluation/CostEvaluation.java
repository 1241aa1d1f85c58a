package timbrel.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import timbrel.codec.AudioCodec;
import timbrel.codec.Codes;
import timbrel.instrument.Card;
import timbrel.instrument.Hit;
import timbrel.instrument.HitMaker;
import timbrel.instrument.HitRequest;
import timbrel.instrument.Instrument;

/// Counts what an instrument is made of and takes the time it needs.
final class CostEvaluation {
  private static final int SPEED_HITS = 8;
  private static final double LEAST_SECONDS = 0.5;

  private CostEvaluation() {}

  static CostReport of(Instrument instrument, Optional<HitMaker> maker, List<float[]> sounds) {
    Card card = instrument.card();
    AudioCodec codec = instrument.codec();
    List<Codes> codes = sounds.stream().map(codec::encode).toList(); // warms the code up, too
    double seconds = sounds.stream().mapToDouble(s -> s.length).sum() / codec.config().sampleRate();
    return new CostReport(
        instrument.weights().parameterCount(),
        instrument.weights().withPrefix("codec.").parameterCount(),
        instrument.weights().withPrefix("lm.").parameterCount(),
        instrument.weights().withPrefix("classifier.").parameterCount(),
        instrument.file().bytes(),
        codec.config().decoderMultiplyAddsPerSecond(),
        card.lm()
            .map(lm -> Math.round(lm.multiplyAddsPerStep() * codec.config().frameRate()))
            .orElse(0L),
        timesRealTime(seconds, () -> sounds.forEach(codec::encode)),
        timesRealTime(seconds, () -> codes.forEach(codec::decode)),
        maker.map(m -> generateTimesRealTime(m, card)).orElse(Double.NaN),
        peakMemory(),
        card.training().minutes(),
        card.training().energy().wattHours(),
        card.training().energy().formula());
  }

  /// @param seconds of sound in one round of work
  private static double timesRealTime(double seconds, Runnable work) {
    if (seconds == 0) {
      return Double.NaN;
    }
    long start = System.nanoTime();
    int rounds = 0;
    while (System.nanoTime() - start < LEAST_SECONDS * 1e9) {
      work.run();
      rounds++;
    }
    return seconds * rounds / ((System.nanoTime() - start) / 1e9);
  }

  private static double generateTimesRealTime(HitMaker maker, Card card) {
    List<HitRequest> requests = new ArrayList<>();
    for (int i = 0; i < SPEED_HITS; i++) {
      String name = card.classes().isEmpty() ? "" : card.classes().get(i % card.classes().size());
      requests.add(new HitRequest(name, Map.of(), OptionalDouble.empty(), card.sampling(), 1, i));
    }
    long start = System.nanoTime();
    double seconds = 0;
    for (Hit hit : maker.make(requests)) {
      seconds += (double) hit.sound().length() / hit.sound().sampleRate();
    }
    return seconds / ((System.nanoTime() - start) / 1e9);
  }

  /// The most memory that the process ever held, where the system tells; else what the JVM holds.
  private static long peakMemory() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
        if (line.startsWith("VmHWM:")) {
          return 1024 * Long.parseLong(line.replaceAll("[^0-9]", ""));
        }
      }
    } catch (IOException e) {
      // Not Linux: the next best answer follows.
    }
    return Runtime.getRuntime().totalMemory();
  }
}
