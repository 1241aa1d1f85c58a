package timbrel.learning;

import java.util.SequencedMap;

/// Hears how a run gets on. Called from the thread that learns.
public interface LearnListener {

  /// A listener that hears nothing.
  LearnListener SILENT =
      new LearnListener() {
        @Override
        public void phase(String name) {}

        @Override
        public void progress(Progress progress) {}

        @Override
        public void message(String line) {}
      };

  /// What a display shows while a phase goes on.
  ///
  /// @param phase its name
  /// @param share done so far, 0 to 1
  /// @param step of the optimiser, or files read
  /// @param losses the latest, by name; empty outside training
  /// @param soundsPerSecond worked through lately
  /// @param secondsLeft of this phase
  record Progress(
      String phase,
      double share,
      long step,
      SequencedMap<String, Double> losses,
      double soundsPerSecond,
      double secondsLeft) {}

  /// A phase begins.
  void phase(String name);

  /// At most a few times a second.
  void progress(Progress progress);

  /// Something worth a line of its own.
  void message(String line);
}
