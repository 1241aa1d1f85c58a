package timbrel.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// An [EvaluationReport] as plain text.
final class ReportText {
  private final EvaluationReport report;
  private final StringBuilder text = new StringBuilder();

  ReportText(EvaluationReport report) {
    this.report = report;
  }

  @Override
  public String toString() {
    text.setLength(0);
    EvaluationReport.Subject subject = report.subject();
    line("%s", TextTable.printable(subject.instrument()));
    line(
        "%d training sounds, %d held out (%d of them lossless), seed %d",
        subject.trainingSounds(),
        subject.heldOutSounds(),
        subject.heldOutLossless(),
        subject.seed());
    addCodec(report.codec());
    addPitch(report.pitch());
    addGenerated(report.generated());
    addNovelty(report.novelty());
    addHits(report.hits());
    addKnobs(report.knobs());
    addCost(report.cost());
    return text.toString();
  }

  private void addCodec(CodecReport codec) {
    heading("Does the codec keep the sound?");
    line("%d held-out lossless sounds, %.0f s; lower is better", codec.sounds(), codec.seconds());
    TextTable table = new TextTable("", "kbit/s", "MSS", "LSD", "onset", "MFCC", "log-mel");
    for (CodecReport.Version version : codec.versions()) {
      SoundDistance d = version.distance();
      table.add(
          version.name(),
          number(version.bitsPerSecond() / 1000, 1),
          number(d.mss(), 2),
          number(d.lsd(), 2),
          number(d.onset(), 2),
          number(d.mfcc(), 2),
          number(d.logMel(), 2));
    }
    text.append(table);
    TextTable classes =
        new TextTable("MSS by class", "sounds", "Timbrel", "Opus", "Opus x 2", "Opus 12k", "noise");
    codec
        .classes()
        .forEach((name, c) ->
            classes.add(
                TextTable.printable(name),
                Integer.toString(c.sounds()),
                mss(c, CodecReport.WHOLE),
                mss(c, CodecReport.OPUS),
                mss(c, CodecReport.OPUS_TWICE),
                mss(c, CodecReport.OPUS_REFERENCE),
                mss(c, CodecReport.NOISE)));
    text.append(classes);
    CodecReport.Tokens tokens = codec.tokens();
    line(
        "bits per token, codes alone:          %s  mean %s (of %s)",
        numbers(tokens.unigramBits()),
        number(mean(tokens.unigramBits()), 2),
        number(Math.log(tokens.codebookSize()) / Math.log(2), 0));
    line(
        "bits per token, knowing the one before: %s  mean %s",
        numbers(tokens.firstOrderBits()), number(mean(tokens.firstOrderBits()), 2));
    line(
        "codes in use: %s of %d, over %d codes",
        Arrays.toString(tokens.codesUsed()), tokens.codebookSize(), tokens.codes());
  }

  private void addPitch(PitchReport pitch) {
    heading("Does the codec keep the pitch?");
    line(
        "%d of %d held-out sounds ring; their strongest partial: within %.0f cents, still the"
            + " strongest, level against the recording",
        pitch.of(CodecReport.WHOLE).sounds(), pitch.heldOut(), PitchReport.IN_TUNE_CENTS);
    TextTable table = new TextTable(PitchSection.HEADS.toArray(String[]::new));
    PitchSection.rows(pitch)
        .forEach(row -> table.add(row.stream().map(TextTable::printable).toArray(String[]::new)));
    text.append(table);
  }

  private static String mss(CodecReport.ClassDistances distances, String version) {
    return number(distances.distances().getOrDefault(version, SoundDistance.NONE).mss(), 2);
  }

  private void addGenerated(GeneratedReport generated) {
    heading("Are generated sounds like drums?");
    TextTable table =
        new TextTable(
            "judge",
            "sounds",
            "right class",
            "mean of classes",
            "kick, snare, hat told apart",
            "inception score");
    table.add(
        "held-out recordings",
        Integer.toString(generated.heldOut().sounds()),
        percent(generated.heldOut().accuracy()),
        percent(generated.heldOut().classAccuracy()),
        percent(generated.heldOut().told()),
        number(generated.inceptionHeldOut(), 2));
    table.add(
        "generated sounds",
        Integer.toString(generated.generated().sounds()),
        percent(generated.generated().accuracy()),
        percent(generated.generated().classAccuracy()),
        percent(generated.generated().told()),
        number(generated.inceptionGenerated(), 2));
    if (generated.secondJudge().sounds() > 0) {
      table.add(
          "generated, judge knows held-out only",
          Integer.toString(generated.secondJudge().sounds()),
          percent(generated.secondJudge().accuracy()),
          percent(generated.secondJudge().classAccuracy()),
          percent(generated.secondJudge().told()),
          "");
    }
    text.append(table);
    TextTable distances =
        new TextTable(
            "distance from training sounds", "FAD", "FAD of held-out", "KAD", "KAD of held-out");
    for (GeneratedReport.SetDistances d : generated.distances()) {
      distances.add(
          "embedding of the " + d.embedding(),
          number(d.fad(), 2),
          number(d.fadFloor(), 2),
          number(d.kad(), 2),
          number(d.kadFloor(), 2));
    }
    text.append(distances);
    line("each set: %d sounds, equally many of each class", generated.compared());
    generated
        .generated()
        .accuracyOfClasses()
        .forEach((name, accuracy) ->
            line(
                "  %-16s %s (held-out %s)",
                TextTable.printable(name),
                percent(accuracy),
                percent(generated.heldOut().accuracyOfClasses().getOrDefault(name, Double.NaN))));
  }

  private void addNovelty(NoveltyReport novelty) {
    heading("Are they new?");
    line(
        "nearest training sound: %s dB away on average (held-out recordings: %s dB)",
        number(novelty.meanNearest(), 1), number(novelty.meanNearestHeldOut(), 1));
    line(
        "near copies (closer than %s dB): %s (held-out recordings: %s)",
        number(novelty.copyThreshold(), 1),
        percent(novelty.copies()),
        percent(novelty.heldOutCopies()));
    line(
        "spread within a class, real = 1: %s (lowest: %s)",
        number(novelty.spread(), 2),
        novelty.spreadOfClasses().entrySet().stream()
            .filter(e -> Double.isFinite(e.getValue()))
            .sorted(java.util.Map.Entry.comparingByValue())
            .limit(3)
            .map(e -> TextTable.printable(e.getKey()) + " " + number(e.getValue(), 2))
            .collect(Collectors.joining(", ")));
    TextTable variation =
        new TextTable("variation", "sounds", "nearest, dB", "near copies", "spread");
    for (NoveltyReport.Variation v : novelty.variation()) {
      variation.add(
          number(v.amount(), 2),
          Integer.toString(v.sounds()),
          number(v.meanNearest(), 2),
          percent(v.copies()),
          number(v.spread(), 2));
    }
    text.append(variation);
    for (NoveltyReport.Neighbour n : novelty.nearest().stream().limit(5).toList()) {
      line(
          "  %-16s %5s dB from %s",
          TextTable.printable(n.generated()),
          number(n.distance(), 1),
          TextTable.printable(n.training()));
    }
  }

  private void addHits(List<ClassComparison> hits) {
    heading("Hits next to real ones: median (middle half)");
    TextTable table =
        new TextTable(
            "class",
            "attack ms, real",
            "generated",
            "decay ms, real",
            "generated",
            "brightness Hz, real",
            "generated",
            "spectrum dB off");
    for (ClassComparison hit : hits) {
      table.add(
          TextTable.printable(hit.soundClass()),
          spread(hit.realAttack(), 1),
          spread(hit.generatedAttack(), 1),
          spread(hit.realDecay(), 0),
          spread(hit.generatedDecay(), 0),
          spread(hit.realBrightness(), 0),
          spread(hit.generatedBrightness(), 0),
          number(hit.spectrumDifference(), 1));
    }
    text.append(table);
  }

  private void addKnobs(KnobReport knobs) {
    heading("Do the knobs work?");
    TextTable table =
        new TextTable(
            "knob",
            "r",
            "mean error",
            "monotonic sweeps",
            "measurable",
            "sounds",
            "r without loop",
            "error",
            "monotonic");
    for (KnobReport.KnobResult knob : knobs.knobs()) {
      KnobReport.Figures with = knob.whole();
      KnobReport.Figures without = knob.withoutLoop();
      table.add(
          knob.knob(),
          number(with.correlation(), 3),
          number(with.meanError(), 3),
          percent(with.monotonic()),
          percent(with.measurable()),
          Integer.toString(with.sounds()),
          number(without.correlation(), 3),
          number(without.meanError(), 3),
          percent(without.monotonic()));
    }
    table.add(
        "mean",
        number(knobs.meanCorrelation(), 3),
        "",
        percent(knobs.monotonic()),
        "",
        "",
        number(knobs.meanCorrelationWithoutLoop(), 3),
        "",
        "");
    text.append(table);
    line(
        "pitch is asked of: %s",
        TextTable.printable(String.join(", ", knobs.voicedClasses().stream().limit(10).toList())));
    addKnobsByClass(knobs);
  }

  private void addKnobsByClass(KnobReport knobs) {
    List<String> heads = new ArrayList<>(List.of("r (error) by class"));
    knobs.knobs().forEach(knob -> heads.add(knob.knob()));
    TextTable table = new TextTable(heads.toArray(String[]::new));
    for (String name : knobs.classes()) {
      List<String> row = new ArrayList<>(List.of(TextTable.printable(name)));
      for (KnobReport.KnobResult knob : knobs.knobs()) {
        row.add(knob.of(name).map(ReportText::agreement).orElse("–"));
      }
      table.add(row.toArray(String[]::new));
    }
    text.append(table);
  }

  static String agreement(KnobReport.Figures figures) {
    return number(figures.correlation(), 2) + " (" + number(figures.meanError(), 2) + ")";
  }

  private void addCost(CostReport cost) {
    heading("How heavy is it?");
    line(
        "%,d parameters: codec %,d, token model %,d, classifier %,d; file %,d bytes",
        cost.parameters(),
        cost.codecParameters(),
        cost.tokenModelParameters(),
        cost.classifierParameters(),
        cost.fileBytes());
    line(
        "multiply-adds per second of sound: decoder %s G, token model %s G",
        number(cost.decoderMultiplyAdds() / 1e9, 3),
        number(cost.tokenModelMultiplyAdds() / 1e9, 3));
    line(
        "times real time on one core: encode %s, decode %s, generate %s",
        number(cost.encodeTimesRealTime(), 0),
        number(cost.decodeTimesRealTime(), 0),
        number(cost.generateTimesRealTime(), 0));
    line("peak memory while measuring: %,d MB", cost.peakMemoryBytes() >> 20);
    line(
        "training: %s minutes, about %s Wh (%s)",
        number(cost.trainingMinutes(), 1),
        number(cost.trainingWattHours(), 1),
        TextTable.printable(cost.energyFormula()));
  }

  private void heading(String title) {
    text.append('\n').append(title).append('\n');
  }

  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  static String number(double value, int digits) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%." + digits + "f", value) : "–";
  }

  static String percent(double share) {
    return Double.isFinite(share) ? String.format(Locale.ROOT, "%.0f %%", 100 * share) : "–";
  }

  static String spread(Spread spread, int digits) {
    return Double.isFinite(spread.median())
        ? number(spread.median(), digits)
            + " ("
            + number(spread.low(), digits)
            + " to "
            + number(spread.high(), digits)
            + ")"
        : "–";
  }

  private static String numbers(double[] values) {
    return Arrays.stream(values).mapToObj(v -> number(v, 1)).collect(Collectors.joining(" "));
  }

  static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }
}
