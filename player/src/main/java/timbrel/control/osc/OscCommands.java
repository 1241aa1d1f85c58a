package timbrel.control.osc;

import java.util.List;

/// What OSC can ask for beside playing. Called on the OSC thread; what is thrown is told to the
/// sender.
public interface OscCommands {
  /// @param name of a set, not a path
  /// @return remarks on what the instrument cannot do as the set wants it
  /// @throws RuntimeException that says why it cannot be loaded
  List<String> loadSet(String name);

  /// @throws RuntimeException that says why it cannot be saved
  void saveSet(String name);

  /// MIDI learn.
  ///
  /// @param target in the words of a mapping file, such as `knob brightness pad 3`
  /// @throws RuntimeException that says what is wrong with it
  void learn(String target);

  void stopLearning();
}
