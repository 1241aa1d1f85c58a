package timbrel.engine;

import timbrel.descriptors.Knob;
import timbrel.descriptors.KnobRange;
import timbrel.nn.kernels.Maths;
import timbrel.realtime.RealTime;

/// What a pad's settings mean for a voice: gains, speed, filter and damping.
///
/// Knobs act twice. New hits are made for them; and until such hits are there, what is sounding or
/// prepared is moved by the difference between the knob and what the hit was made for. A knob that
/// a hit was not made for counts as in its middle.
final class VoiceAim {
  private static final float LN2 = 0.6931472f;
  private static final float DECIBEL = 0.115129255f; // ln(10) / 20
  private static final float MIDDLE = 0.5f;

  /// Octaves of gain at the high end for a stroke that is 1 harder than the hit was made for.
  private static final float VELOCITY_TILT = 1.5f;

  private static final float BRIGHTNESS_TILT = 2;

  /// Damping of a pad whose decay is 0, in dB a second: 20 ms to silence.
  private static final float STRONGEST_DAMPING = 3000;

  private static final float CLOSED_DAMPING = 1500;
  private static final float KNOB_DAMPING = 600;
  private static final float KNOB_SUSTAIN = 40;
  private static final float LONGEST_ATTACK_SECONDS = 0.2f;
  private static final float LEAST_ATTACK = 0.02f;

  private final int sampleRate;
  private final float pitchOctaves;
  private final float loudnessDecibels;

  VoiceAim(KnobRange range, int sampleRate) {
    this.sampleRate = sampleRate;
    double octaves =
        StrictMath.log(range.high(Knob.PITCH) / range.low(Knob.PITCH)) / StrictMath.log(2);
    pitchOctaves = (float) octaves;
    loudnessDecibels = (float) (range.high(Knob.LOUDNESS) - range.low(Knob.LOUDNESS));
  }

  /// Tells a voice where to go.
  ///
  /// @param openness of the hi-hat
  @RealTime
  void aim(Voice voice, PreparedHit hit, Pad pad, float openness) {
    long[] words = pad.words;
    float semitones = PadWords.get(words, PadWords.TUNE) + pad.bend;
    float octaves = semitones / 12 + pitchOctaves * moved(hit, words, Knob.PITCH);
    float loudness = DECIBEL * loudnessDecibels * moved(hit, words, Knob.LOUDNESS);
    float gain =
        PadWords.get(words, PadWords.LEVEL) * strength(voice.velocity) * Maths.exp(loudness);
    float pan = PadWords.get(words, PadWords.PAN);
    voice.aim(
        Maths.exp(LN2 * Math.max(-4, Math.min(4, octaves))),
        gain * (float) Math.sqrt(0.5f * (1 - pan)),
        gain * (float) Math.sqrt(0.5f * (1 + pan)));
    float tilt =
        VELOCITY_TILT * (voice.velocity - VelocityLayers.velocity(hit.layer()))
            + BRIGHTNESS_TILT * moved(hit, words, Knob.BRIGHTNESS);
    float decibels = damping(words, moved(hit, words, Knob.DECAY), openness);
    voice.shape(
        Maths.exp(-0.5f * LN2 * tilt),
        Maths.exp(LN2 * tilt),
        PadWords.get(words, PadWords.DRIVE),
        Maths.exp(DECIBEL * decibels / sampleRate));
  }

  /// The fade in with which a hit starts, in samples, until new ones start softly by themselves.
  @RealTime
  int attackSamples(PreparedHit hit, Pad pad) {
    float softer = moved(hit, pad.words, Knob.ATTACK);
    return softer > LEAST_ATTACK ? (int) (softer * LONGEST_ATTACK_SECONDS * sampleRate) : 0;
  }

  /// Level of a stroke, 1 for the hardest: velocity to the power of 1.5, so that half is 9 dB less.
  @RealTime
  private static float strength(float velocity) {
    return velocity * (float) Math.sqrt(velocity);
  }

  @RealTime
  private static float damping(long[] words, float longer, float openness) {
    float shorter = 1 - PadWords.get(words, PadWords.DECAY);
    float closed = 1 - openness;
    float knob = longer < 0 ? -KNOB_DAMPING * longer * longer : KNOB_SUSTAIN * longer;
    return knob
        - STRONGEST_DAMPING * shorter * shorter * shorter
        - CLOSED_DAMPING * closed * closed * closed;
  }

  /// How far the knob is from where it was when the hit was made.
  @RealTime
  private static float moved(PreparedHit hit, long[] words, Knob knob) {
    float now = PadWords.get(words, PadWords.KNOBS + knob.ordinal());
    float made = hit.knobs()[knob.ordinal()];
    return Float.isNaN(now) ? 0 : now - (Float.isNaN(made) ? MIDDLE : made);
  }
}
