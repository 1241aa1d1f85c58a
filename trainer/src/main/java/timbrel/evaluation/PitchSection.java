package timbrel.evaluation;

import static timbrel.evaluation.ReportText.number;
import static timbrel.evaluation.ReportText.percent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Does the codec keep the pitch of what rings? By class, beside Opus.
final class PitchSection {
  static final List<String> HEADS =
      List.of(
          "", "sounds", "in tune", "strongest", "level, dB", "Opus in tune", "Opus 12k in tune");

  private final PageBuilder html;

  PitchSection(PageBuilder html) {
    this.html = html;
  }

  void add(PitchReport pitch) {
    html.heading("Does the codec keep the pitch?");
    html.paragraph(
        "Of %d held-out recordings %d have a partial that holds a tenth of their power, 20 to"
            + " 320 ms behind their start. It is in tune if it is within %.0f cents afterwards;"
            + " the level is the median at the recording's own frequency, against the recording.",
        pitch.heldOut(), pitch.of(CodecReport.WHOLE).sounds(), PitchReport.IN_TUNE_CENTS);
    List<List<String>> rows =
        rows(pitch).stream().map(row -> row.stream().map(Html::escape).toList()).toList();
    html.append(Html.table("What becomes of the strongest partial", HEADS, rows));
  }

  /// Cells under [#HEADS], of all classes together and of each.
  static List<List<String>> rows(PitchReport pitch) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("all", pitch.versions()));
    pitch.classes().forEach((name, versions) -> rows.add(row(name, versions)));
    return rows;
  }

  private static List<String> row(String name, Map<String, PitchReport.Partials> versions) {
    PitchReport.Partials codec = PitchReport.of(versions, CodecReport.WHOLE);
    return List.of(
        name,
        Integer.toString(codec.sounds()),
        percent(codec.inTune()),
        percent(codec.leads()),
        number(codec.level(), 0),
        percent(PitchReport.of(versions, CodecReport.OPUS).inTune()),
        percent(PitchReport.of(versions, CodecReport.OPUS_REFERENCE).inTune()));
  }
}
