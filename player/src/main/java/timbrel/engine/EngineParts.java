package timbrel.engine;

/// What the engine shares with those around it.
///
/// @param sampleRate of the device, in Hz
/// @param board shows the pads' settings
/// @param rings `[pad][layer]` of prepared hits
/// @param counters of the audio thread
record EngineParts(int sampleRate, PadBoard board, HitRing[][] rings, Counters counters) {

  static EngineParts at(int sampleRate) {
    HitRing[][] rings = new HitRing[Control.PADS][VelocityLayers.COUNT];
    for (HitRing[] layers : rings) {
      java.util.Arrays.setAll(layers, layer -> new HitRing());
    }
    return new EngineParts(
        sampleRate, new PadBoard(Control.PADS, PadWords.COUNT), rings, new Counters());
  }
}
