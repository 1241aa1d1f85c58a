package timbrel.engine;

import java.util.Arrays;
import timbrel.descriptors.Knob;
import timbrel.realtime.RealTime;

/// All that is set on a pad and counted of it, as numbers of 64 bits, so that one copy takes it
/// from the audio thread to others ([PadBoard]). Floats are kept as their bits.
final class PadWords {
  /// Rises with each change after which prepared hits are out of date.
  static final int VERSION = 0;

  static final int CLASS = 1;

  /// Class index, or -1.
  static final int MORPH_TO = 2;

  static final int MORPH = 3;
  static final int VARIATION = 4;
  static final int KNOBS = 5;
  static final int TUNE = 12;
  static final int DECAY = 13;
  static final int LEVEL = 14;
  static final int PAN = 15;
  static final int DRIVE = 16;
  static final int CHOKE_GROUP = 17;

  /// 1 where the pad keeps one sound.
  static final int FROZEN = 18;

  static final int FROZEN_SEED = 19;
  static final int FROZEN_LAYER = 20;

  /// How often prepared hits were thrown away; part of the seeds of the next ones.
  static final int REROLLS = 21;

  /// Prepared hits taken, of each layer.
  static final int TAKEN = 22;

  /// Which hit of the whole engine was this pad's last; 0 before the first.
  static final int LAST_HIT = TAKEN + VelocityLayers.COUNT;

  static final int LAST_LAYER = LAST_HIT + 1;

  /// When the pad's last hit was made, by the worker's clock.
  static final int LAST_MADE = LAST_HIT + 2;

  static final int COUNT = LAST_HIT + 3;
  private static final int KNOB_COUNT = Knob.values().length;

  private PadWords() {}

  /// A pad as it starts.
  static long[] initial(int classIndex) {
    long[] words = new long[COUNT];
    words[CLASS] = classIndex;
    words[MORPH_TO] = -1;
    set(words, VARIATION, Control.VARIATION.initial());
    for (int k = 0; k < KNOB_COUNT; k++) {
      set(words, KNOBS + k, Float.NaN);
    }
    set(words, TUNE, Control.TUNE.initial());
    set(words, DECAY, Control.DECAY.initial());
    set(words, LEVEL, Control.LEVEL.initial());
    set(words, PAN, Control.PAN.initial());
    set(words, DRIVE, Control.DRIVE.initial());
    return words;
  }

  @RealTime
  static float get(long[] words, int at) {
    return Float.intBitsToFloat((int) words[at]);
  }

  @RealTime
  static void set(long[] words, int at, float value) {
    words[at] = Float.floatToRawIntBits(value);
  }

  static float[] knobs(long[] words) {
    float[] knobs = new float[KNOB_COUNT];
    for (int k = 0; k < knobs.length; k++) {
      knobs[k] = get(words, KNOBS + k);
    }
    return knobs;
  }

  /// Whether hits made for `a` are also right for `b`, but for the version.
  static boolean sameSound(long[] a, long[] b) {
    return Arrays.equals(a, CLASS, TUNE, b, CLASS, TUNE);
  }
}
