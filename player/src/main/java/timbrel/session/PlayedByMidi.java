package timbrel.session;

import timbrel.control.midi.MidiInput;
import timbrel.engine.AudioCallback;
import timbrel.engine.Engine;
import timbrel.realtime.RealTime;

/// The end of the chain that a driver drives: MIDI messages become actions, and the engine renders.
final class PlayedByMidi implements AudioCallback {
  private final MidiInput midi;
  private final Engine engine;
  private volatile long frames; // then written by the audio thread alone

  /// @param before frames that were played before this one
  PlayedByMidi(MidiInput midi, Engine engine, long before) {
    frames = before;
    this.midi = midi;
    this.engine = engine;
  }

  @RealTime
  @Override
  public void midi(int frame, int status, int data1, int data2) {
    midi.message(frame, status, data1, data2);
  }

  @RealTime
  @Override
  public void process(float[][] in, float[][] out, int count) {
    engine.process(out, count);
    frames = frames + count;
  }

  /// Frames rendered so far, with those before. Any thread.
  long frames() {
    return frames;
  }
}
