package timbrel.evaluation;

/// Hears how an evaluation gets on. Called from several threads at once.
@FunctionalInterface
public interface EvaluationListener {
  /// A listener that hears nothing.
  EvaluationListener SILENT = (phase, done, of) -> {};

  /// @param phase such as `codec`
  /// @param done items of the phase so far
  /// @param of items of the phase in all
  void progress(String phase, int done, int of);
}
