package timbrel.evaluation;

import static timbrel.evaluation.Html.escape;
import static timbrel.evaluation.ReportText.number;

import java.util.ArrayList;
import java.util.List;

/// How heavy is the instrument? Sizes, speeds, and what training took.
final class CostSection {
  private final PageBuilder html;

  CostSection(PageBuilder html) {
    this.html = html;
  }

  void add(CostReport cost) {
    html.heading("How heavy is it?");
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("parameters", Html.format("%,d", cost.parameters())));
    rows.add(List.of("of the codec", Html.format("%,d", cost.codecParameters())));
    rows.add(List.of("of the token model", Html.format("%,d", cost.tokenModelParameters())));
    rows.add(List.of("of the classifier", Html.format("%,d", cost.classifierParameters())));
    rows.add(List.of("file", Html.format("%,d bytes", cost.fileBytes())));
    rows.add(
        List.of(
            "decoder, multiply-adds per second of sound",
            number(cost.decoderMultiplyAdds() / 1e9, 3) + " G"));
    rows.add(
        List.of(
            "token model, multiply-adds per second of sound",
            number(cost.tokenModelMultiplyAdds() / 1e9, 3) + " G"));
    rows.add(List.of("encode, one core", number(cost.encodeTimesRealTime(), 0) + " × real time"));
    rows.add(List.of("decode, one core", number(cost.decodeTimesRealTime(), 0) + " × real time"));
    rows.add(
        List.of("generate, one core", number(cost.generateTimesRealTime(), 0) + " × real time"));
    rows.add(
        List.of(
            "peak memory while measuring", Html.format("%,d MB", cost.peakMemoryBytes() >> 20)));
    rows.add(List.of("training", number(cost.trainingMinutes(), 1) + " minutes"));
    rows.add(List.of("energy of training, estimated", number(cost.trainingWattHours(), 1) + " Wh"));
    rows.add(List.of("estimated as", escape(cost.energyFormula())));
    html.append(
        Html.table("Speeds were measured on the machine that wrote this", List.of("", ""), rows));
  }
}
