package timbrel.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import timbrel.codec.AudioCodec;

/// Sends what rings through the codec and through Opus and looks for its strongest partial there.
final class PitchEvaluation {
  private final AudioCodec codec;

  PitchEvaluation(AudioCodec codec) {
    this.codec = codec;
  }

  /// What became of the strongest partial of one recording, by the name of the version.
  private record Measured(String soundClass, Map<String, StrongestPartial.Kept> versions) {}

  PitchReport report(List<LabelledSound> heldOut, EvaluationListener listener) {
    AtomicInteger done = new AtomicInteger();
    List<Measured> measured =
        heldOut.parallelStream()
            .map(sound -> {
              Optional<Measured> result =
                  StrongestPartial.of(sound.samples()).map(partial -> measure(sound, partial));
              listener.progress("pitch", done.incrementAndGet(), heldOut.size());
              return result;
            })
            .flatMap(Optional::stream)
            .toList();
    Map<String, List<Measured>> classes = new TreeMap<>();
    measured.forEach(
        m -> classes.computeIfAbsent(m.soundClass(), name -> new ArrayList<>()).add(m));
    Map<String, Map<String, PitchReport.Partials>> ofClasses = new LinkedHashMap<>();
    classes.forEach((name, members) -> ofClasses.put(name, partials(members)));
    return new PitchReport(heldOut.size(), partials(measured), ofClasses);
  }

  private Measured measure(LabelledSound sound, StrongestPartial partial) {
    float[] original = sound.samples();
    Map<String, StrongestPartial.Kept> versions = new LinkedHashMap<>();
    versions.put(CodecReport.WHOLE, partial.in(codec.decode(codec.encode(original))));
    versions.put(CodecReport.OPUS, partial.in(opus(original, codec.config().bitRate())));
    versions.put(
        CodecReport.OPUS_REFERENCE, partial.in(opus(original, CodecReport.REFERENCE_BITS)));
    return new Measured(sound.soundClass(), versions);
  }

  private float[] opus(float[] original, double bits) {
    return OpusRoundTrip.of(original, codec.config().sampleRate(), bits).samples();
  }

  private static Map<String, PitchReport.Partials> partials(List<Measured> measured) {
    Map<String, List<StrongestPartial.Kept>> kept = new LinkedHashMap<>();
    for (Measured m : measured) {
      m.versions().forEach((name, k) -> kept.computeIfAbsent(name, n -> new ArrayList<>()).add(k));
    }
    Map<String, PitchReport.Partials> partials = new LinkedHashMap<>();
    kept.forEach((name, list) -> partials.put(name, PitchReport.Partials.of(list)));
    return partials;
  }
}
