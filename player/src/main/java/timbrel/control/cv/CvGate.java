package timbrel.control.cv;

import org.jspecify.annotations.Nullable;
import timbrel.control.CvAssignment;
import timbrel.control.Range;
import timbrel.engine.Control;
import timbrel.engine.ControlSink;
import timbrel.realtime.RealTime;

/// A gate: opens at the sample at which the voltage reaches the threshold, and closes when it has
/// fallen below it by the hysteresis, so that noise on a slow edge does not strike twice.
final class CvGate {
  private static final float SOFTEST = 1 / 127f;

  private final CvInput gate;
  private final CvAssignment.Gate config;
  private final int index;
  private final @Nullable CvInput velocity;
  private final Range velocityVolts;
  private final CvPitch[] pitches;
  private boolean open;

  /// @param velocity the input that the velocity comes from, or null
  /// @param pitches those that tune the pad that it strikes
  CvGate(
      CvInput gate,
      CvAssignment.Gate config,
      int index,
      @Nullable CvInput velocity,
      CvPitch[] pitches) {
    this.gate = gate;
    this.config = config;
    this.index = index;
    this.velocity = velocity;
    this.velocityVolts =
        config.velocityFrom().map(CvAssignment.Voltage::volts).orElse(new Range(0, 1));
    this.pitches = pitches;
  }

  @RealTime
  void process(int frames, ControlSink sink) {
    float threshold = config.threshold();
    float low = threshold - config.hysteresis();
    for (int t = 0; t < frames; t++) {
      float volts = gate.at(t);
      if (!open && volts >= threshold) {
        open = true;
        rise(t, sink);
      } else if (open && volts < low) {
        open = false;
        fall(t, sink);
      }
    }
  }

  @RealTime
  private void rise(int frame, ControlSink sink) {
    for (CvPitch pitch : pitches) {
      pitch.sampleAt(frame, sink);
    }
    Control control = config.target().control();
    float value = control == Control.HIT ? velocityAt(frame) : config.target().range().high();
    sink.accept(frame, control, config.target().pad(), index, value);
  }

  @RealTime
  private void fall(int frame, ControlSink sink) {
    if (config.target().control() == Control.FREEZE) {
      sink.accept(frame, Control.FREEZE, config.target().pad(), index, 0);
    }
  }

  /// A gate always strikes: a velocity of nothing is the softest there is.
  @RealTime
  private float velocityAt(int frame) {
    if (velocity == null) {
      return config.velocity();
    }
    return Math.max(SOFTEST, CvPosition.share(velocity.at(frame), velocityVolts));
  }
}
