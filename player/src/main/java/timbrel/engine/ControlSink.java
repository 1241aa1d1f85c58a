package timbrel.engine;

import timbrel.realtime.RealTime;

/// Where musical actions go.
///
/// The engine is one, to be called on the audio thread. Adapters on other threads write into a
/// [ControlPort], which is one too.
public interface ControlSink {

  /// @param frame when, in the block about to be processed; a [ControlPort] ignores it: what comes
  ///   through it happens at the start of the next block
  @RealTime
  void accept(int frame, Control control, int pad, int index, float value);
}
