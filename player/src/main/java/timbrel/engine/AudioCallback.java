package timbrel.engine;

import timbrel.realtime.RealTime;

/// What a driver drives, on the audio thread only.
public interface AudioCallback {

  /// A MIDI channel message of the block that is about to be processed; frames never fall within
  /// one block. To be called before that block's [#process].
  ///
  /// @param frame 0 to frames - 1; what lies outside is played at the nearer end
  @RealTime
  void midi(int frame, int status, int data1, int data2);

  /// Renders one block.
  ///
  /// @param in `in[port][frame]`: control voltages and gates, full scale ±1; no rows where there
  ///   are none
  /// @param out receives `out[0]` left and `out[1]` right; overwritten, not added to
  /// @param frames at most what was prepared
  @RealTime
  void process(float[][] in, float[][] out, int frames);
}
