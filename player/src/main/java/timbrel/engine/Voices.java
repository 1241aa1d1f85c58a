package timbrel.engine;

import org.jspecify.annotations.Nullable;
import timbrel.engine.Counters.Count;
import timbrel.realtime.RealTime;

/// All voices. When too many are held, the oldest fades within milliseconds, and the new one starts
/// at once in another place: nobody is cut off.
final class Voices {
  /// Voices that sound at once; more would hardly be told apart.
  static final int MOST_HELD = 32;

  /// Of one pad, so that a roll does not take the others' voices.
  private static final int MOST_OF_A_PAD = 6;

  /// Places for those that fade out besides.
  private static final int PLACES = 96;

  private final Voice[] voices = new Voice[PLACES];
  private final Counters counters;
  private long strokes;

  Voices(Smoothing smoothing, Counters counters) {
    this.counters = counters;
    for (int i = 0; i < voices.length; i++) {
      voices[i] = new Voice(smoothing);
    }
  }

  @RealTime
  int count() {
    return voices.length;
  }

  @RealTime
  Voice get(int index) {
    return voices[index];
  }

  /// A free voice for a stroke on `pad`, or null when even the places for fading ones are taken.
  @RealTime
  @Nullable Voice claim(int pad) {
    Voice free = null;
    Voice oldest = null;
    Voice oldestOfPad = null;
    int held = 0;
    int heldOfPad = 0;
    for (int i = 0; i < voices.length; i++) {
      Voice voice = voices[i];
      if (voice.isFree()) {
        free = free == null ? voice : free;
      } else if (voice.isHeld()) {
        held++;
        oldest = older(oldest, voice);
        if (voice.pad == pad) {
          heldOfPad++;
          oldestOfPad = older(oldestOfPad, voice);
        }
      }
    }
    if (heldOfPad >= MOST_OF_A_PAD) {
      steal(oldestOfPad);
    } else if (held >= MOST_HELD) {
      steal(oldest);
    }
    if (free != null) {
      free.pad = pad;
      free.stroke = ++strokes;
    }
    return free;
  }

  /// How many sound, fading ones included.
  @RealTime
  int sounding() {
    int sounding = 0;
    for (int i = 0; i < voices.length; i++) {
      sounding += voices[i].isFree() ? 0 : 1;
    }
    return sounding;
  }

  @RealTime
  void render(float[] left, float[] right, int offset, int frames) {
    for (int i = 0; i < voices.length; i++) {
      voices[i].render(left, right, offset, frames);
    }
  }

  /// Lets the voices of a pad fade; [Control#ALL_PADS] for all.
  @RealTime
  void release(int pad) {
    for (int i = 0; i < voices.length; i++) {
      if (pad == Control.ALL_PADS || voices[i].pad == pad) {
        voices[i].release();
      }
    }
  }

  @RealTime
  private void steal(@Nullable Voice voice) {
    if (voice != null) {
      voice.release();
      counters.add(Count.STOLEN);
    }
  }

  @RealTime
  private static Voice older(@Nullable Voice a, Voice b) {
    return a == null || b.stroke < a.stroke ? b : a;
  }
}
