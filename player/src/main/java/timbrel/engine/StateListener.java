package timbrel.engine;

/// Is told what changed: the terminal, faders of an OSC controller.
///
/// One thread tells all listeners, never the audio thread. Every action that the engine accepted is
/// told, [Control#HIT] included, with the value that it has now.
public interface StateListener {

  /// @param pad 0 to 15, or [Control#ALL_PADS] for what belongs to no pad
  void changed(Control control, int pad, int index, float value);
}
