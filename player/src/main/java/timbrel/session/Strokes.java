package timbrel.session;

import timbrel.engine.AudioCallback;
import timbrel.engine.Control;

/// Plays densely for a measurement: a stroke every 30 ms on one of all pads, and a few turned
/// knobs.
final class Strokes {
  private static final int A_SECOND = 33;
  private static final int NOTE_ON = 0x99;
  private static final int CONTROLLER = 0xB9;
  private static final int BEND = 0xE9;
  private static final int FIRST_NOTE = 36;
  private static final int DECAY = 72;
  private static final int TURNED_EVERY = 500;

  private final int blockFrames;
  private final int every;

  Strokes(int sampleRate, int blockFrames) {
    this.blockFrames = blockFrames;
    every = Math.max(1, sampleRate / A_SECOND / blockFrames);
  }

  /// What comes before block `block` is processed.
  void play(AudioCallback callback, int block) {
    if (block % every == 0) {
      int n = block / every;
      hit(callback, n % blockFrames, n % Control.PADS, 40 + n * 7 % 88);
    }
    if (block % TURNED_EVERY == TURNED_EVERY - 1) {
      callback.midi(0, CONTROLLER, DECAY, 127); // decay stays open
      callback.midi(0, BEND, 0, 60 + block / TURNED_EVERY % 8);
    }
  }

  static void hit(AudioCallback callback, int frame, int pad, int velocity) {
    callback.midi(frame, NOTE_ON, FIRST_NOTE + pad, velocity);
  }
}
