package timbrel.control.cv;

import timbrel.control.CvAssignment;
import timbrel.engine.Control;
import timbrel.engine.ControlSink;
import timbrel.realtime.RealTime;

/// One volt an octave. Follows the voltage in steps that can be heard, and is read exactly at the
/// sample at which a gate strikes.
final class CvPitch {
  private static final float SEMITONES_PER_VOLT = 12;
  private static final float STEP = 0.03f; // semitones; 3 cents are not heard

  private final CvInput input;
  private final int pad;
  private final float zero;
  private final WindowMean mean;
  private float sent = Float.NaN;

  CvPitch(CvInput input, CvAssignment.Pitch config, int sampleRate) {
    this.input = input;
    this.pad = config.pad();
    this.zero = config.zero();
    this.mean = new WindowMean(1, sampleRate);
  }

  int pad() {
    return pad;
  }

  @RealTime
  void process(int frames, ControlSink sink) {
    for (int t = 0; t < frames; t++) {
      if (mean.add(input.at(t))) {
        send(t, mean.value(), sink);
      }
    }
  }

  @RealTime
  void sampleAt(int frame, ControlSink sink) {
    send(frame, input.at(frame), sink);
  }

  @RealTime
  private void send(int frame, float volts, ControlSink sink) {
    float semitones = (volts - zero) * SEMITONES_PER_VOLT;
    if (!(Math.abs(semitones - sent) <= STEP)) {
      sent = semitones;
      sink.accept(frame, Control.TUNE, pad, 0, semitones);
    }
  }
}
