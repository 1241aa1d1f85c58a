package timbrel.control.cv;

import timbrel.control.CvAssignment;
import timbrel.control.Range;
import timbrel.engine.ControlSink;
import timbrel.realtime.RealTime;

/// A voltage that turns a knob: averaged over some milliseconds, and sent on only when it has moved
/// further than noise does.
final class CvPosition {
  private static final float STEP = 1 / 250f; // of the way

  private final CvInput input;
  private final CvAssignment.Position config;
  private final int index;
  private final WindowMean mean;
  private float sent = Float.NaN;

  CvPosition(CvInput input, CvAssignment.Position config, int index, int sampleRate) {
    this.input = input;
    this.config = config;
    this.index = index;
    this.mean = new WindowMean(config.smoothMilliseconds(), sampleRate);
  }

  @RealTime
  void process(int frames, ControlSink sink) {
    for (int t = 0; t < frames; t++) {
      if (mean.add(input.at(t))) {
        send(t, share(mean.value(), config.volts()), sink);
      }
    }
  }

  @RealTime
  private void send(int frame, float share, ControlSink sink) {
    boolean reachesAnEnd = share != sent && (share == 0 || share == 1);
    if (reachesAnEnd || !(Math.abs(share - sent) < STEP)) {
      sent = share;
      Range range = config.target().range();
      float value = range.low() + share * (range.high() - range.low());
      sink.accept(frame, config.target().control(), config.target().pad(), index, value);
    }
  }

  /// Where between the ends, 0 to 1; beyond them it is at them.
  @RealTime
  static float share(float volts, Range ends) {
    return Math.clamp((volts - ends.low()) / (ends.high() - ends.low()), 0f, 1f);
  }
}
