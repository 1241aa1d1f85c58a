package timbrel.learning;

import java.util.LinkedHashMap;
import timbrel.dataset.Split;
import timbrel.evaluation.Evaluation;
import timbrel.evaluation.EvaluationListener;
import timbrel.evaluation.Evaluator;
import timbrel.evaluation.LossCurves;
import timbrel.instrument.EvaluationSummary;
import timbrel.instrument.Instrument;
import timbrel.instrument.InstrumentFile;
import timbrel.learning.LearnListener.Progress;

/// The last phase of a run: judges the instrument as a player reads it, and leaves the report's
/// page in the run directory.
final class EvaluationPhase {
  private final Recipe recipe;
  private final RunDirectory run;
  private final LearnListener listener;

  EvaluationPhase(Recipe recipe, RunDirectory run, LearnListener listener) {
    this.recipe = recipe;
    this.run = run;
    this.listener = listener;
  }

  /// @param split of the sounds that were learnt from; only those put aside are heard
  EvaluationSummary evaluate(Split split) {
    listener.phase("evaluation");
    Instrument instrument = InstrumentFile.read(run.config().output());
    Evaluator evaluator =
        new Evaluator(recipe.evaluation(), run.config().seed(), progress(System.nanoTime()))
            .withLosses(LossCurves.read(run.losses()));
    instrument.classifier().ifPresent(evaluator::withJudge);
    Evaluation evaluation = evaluator.evaluate(instrument, split);
    run.replace("report.html", evaluation.html());
    return evaluation.summary();
  }

  private EvaluationListener progress(long start) {
    return (phase, done, of) ->
        listener.progress(
            new Progress(
                "evaluation: " + phase,
                (double) done / of,
                done,
                new LinkedHashMap<>(),
                done / Math.max(1e-9, (System.nanoTime() - start) / 1e9),
                Double.NaN));
  }
}
