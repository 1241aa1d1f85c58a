package timbrel.evaluation;

import timbrel.instrument.EvaluationSummary;

/// A report with the sounds and pictures that belong to it.
public final class Evaluation {
  private final EvaluationReport report;
  private final Gallery gallery;

  Evaluation(EvaluationReport report, Gallery gallery) {
    this.report = report;
    this.gallery = gallery;
  }

  public EvaluationReport report() {
    return report;
  }

  /// One self-contained page, with pictures and players for the sounds.
  public String html() {
    return new ReportPage(report, gallery).html();
  }

  /// What an instrument's card keeps of it.
  public EvaluationSummary summary() {
    return new EvaluationSummary(report.headline(), report.toJson());
  }
}
