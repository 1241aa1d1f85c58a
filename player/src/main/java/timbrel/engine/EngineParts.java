package timbrel.engine;

import java.util.Arrays;

/// What the engine shares with those around it.
///
/// @param sampleRate of the device, in Hz
/// @param board shows the pads' settings
/// @param rings `[pad][layer]` of prepared hits
/// @param counters of the audio thread
/// @param ports ways in from other threads
record EngineParts(
    int sampleRate, PadBoard board, HitRing[][] rings, Counters counters, ControlPorts ports) {

  static EngineParts at(int sampleRate, ControlPorts ports) {
    HitRing[][] rings = new HitRing[Control.PADS][VelocityLayers.COUNT];
    for (HitRing[] layers : rings) {
      Arrays.setAll(layers, layer -> new HitRing());
    }
    return new EngineParts(
        sampleRate, new PadBoard(Control.PADS, PadWords.COUNT), rings, new Counters(), ports);
  }
}
