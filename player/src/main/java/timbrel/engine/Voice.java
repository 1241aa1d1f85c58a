package timbrel.engine;

import org.jspecify.annotations.Nullable;
import timbrel.realtime.RealTime;

/// One hit while it sounds.
///
/// Every sample is computed from the one before it and the targets, which change only where an
/// event is; so it does not matter in which blocks the voice is rendered.
final class Voice {
  /// Keeps filters from numbers so small that processors slow down; far below hearing.
  private static final float NO_DENORMALS = 1e-20f;

  /// Damping cannot make a tail louder than this.
  private static final float LOUDEST_TAIL = 8;

  private static final float HARDEST_DRIVE = 15;

  private final Smoothing smoothing;
  private @Nullable PreparedHit hit;

  /// Which pad it belongs to.
  int pad;

  /// Counts up with each stroke of the engine.
  long stroke;

  /// How hard it was struck.
  float velocity;

  // Where parameters are, and where they are going.
  private double position;
  private float speed;
  private float targetSpeed;
  private float left;
  private float targetLeft;
  private float right;
  private float targetRight;
  private float low;
  private float targetLow;
  private float high;
  private float targetHigh;
  private float drive;
  private float targetDrive;

  private float lowPassed;
  private float rise; // fade in, up to 1
  private float riseStep;
  private float damping; // envelope from the peak on
  private float dampingStep; // factor a sample
  private float fade; // fade out, from 1
  private float fadeStep;

  Voice(Smoothing smoothing) {
    this.smoothing = smoothing;
  }

  @RealTime
  boolean isFree() {
    return hit == null;
  }

  /// Sounding and not about to end.
  @RealTime
  boolean isHeld() {
    return hit != null && fadeStep == 0;
  }

  @RealTime
  @Nullable PreparedHit hit() {
    return hit;
  }

  /// Starts `next` at its first sample, with all parameters at their targets.
  ///
  /// @param attackSamples length of a fade in; 0 for none
  @RealTime
  void start(PreparedHit next, int attackSamples) {
    hit = next;
    position = 0;
    lowPassed = 0;
    damping = 1;
    fade = 1;
    fadeStep = 0;
    rise = attackSamples > 0 ? 0 : 1;
    riseStep = attackSamples > 0 ? 1f / attackSamples : 0;
    speed = targetSpeed;
    left = targetLeft;
    right = targetRight;
    low = targetLow;
    high = targetHigh;
    drive = targetDrive;
  }

  /// Where the parameters go from here.
  ///
  /// @param newSpeed samples of the hit per sample
  /// @param newLeft gain of the left channel
  /// @param newRight gain of the right channel
  @RealTime
  void aim(float newSpeed, float newLeft, float newRight) {
    targetSpeed = newSpeed;
    targetLeft = newLeft;
    targetRight = newRight;
  }

  /// @param newLow gain of what lies low
  /// @param newHigh gain of what lies high
  /// @param newDrive 0 to 1
  /// @param newDampingStep factor a sample from the peak on
  @RealTime
  void shape(float newLow, float newHigh, float newDrive, float newDampingStep) {
    targetLow = newLow;
    targetHigh = newHigh;
    targetDrive = newDrive;
    dampingStep = newDampingStep;
  }

  /// Ends it within milliseconds.
  @RealTime
  void release() {
    if (fadeStep == 0) {
      fadeStep = smoothing.fade();
    }
  }

  /// Adds the next `frames` samples to both channels from `offset` on.
  @RealTime
  void render(float[] outLeft, float[] outRight, int offset, int frames) {
    PreparedHit playing = hit;
    if (playing == null) {
      return;
    }
    float[] samples = playing.samples();
    int length = playing.length();
    int peakAt = playing.peakAt();
    float step = smoothing.step();
    float pole = smoothing.tiltPole();
    for (int t = offset; t < offset + frames; t++) {
      int at = (int) position;
      if (at >= length || fade <= 0) {
        hit = null;
        return;
      }
      float x = cubic(samples, at, (float) (position - at)) * rise * damping * fade;
      lowPassed += (x - lowPassed) * pole + NO_DENORMALS;
      float y = saturate(low * lowPassed + high * (x - lowPassed), drive);
      outLeft[t] += y * left;
      outRight[t] += y * right;

      position += speed;
      rise = Math.min(1, rise + riseStep);
      damping = at < peakAt ? damping : Math.min(LOUDEST_TAIL, damping * dampingStep);
      fade -= fadeStep;
      speed += (targetSpeed - speed) * step;
      left += (targetLeft - left) * step;
      right += (targetRight - right) * step;
      low += (targetLow - low) * step;
      high += (targetHigh - high) * step;
      drive += (targetDrive - drive) * step;
    }
  }

  /// Catmull and Rom's cubic through four samples; at `f` = 0 exactly the sample at `at`.
  @RealTime
  private static float cubic(float[] samples, int at, float f) {
    float before = samples[at];
    float here = samples[at + 1];
    float next = samples[at + 2];
    float after = samples[at + 3];
    float slope = 0.5f * (next - before);
    float bend = before - 2.5f * here + 2 * next - 0.5f * after;
    float twist = 0.5f * (after - before) + 1.5f * (here - next);
    return ((twist * f + bend) * f + slope) * f + here;
  }

  /// Full scale stays where it is; what lies below comes up.
  @RealTime
  private static float saturate(float x, float amount) {
    float gain = HARDEST_DRIVE * amount * amount;
    return x * (1 + gain) / (1 + Math.abs(x) * gain);
  }
}
