package timbrel.control.cv;

import timbrel.control.CvAssignment;
import timbrel.control.CvMapping;
import timbrel.realtime.RealTime;

/// One input, in volts. A sample that is no number repeats the one before it and is counted.
final class CvInput {
  private final int row;
  private final float fullScale;
  private final float offset;
  private final float[] volts;
  private float last;

  CvInput(CvMapping.Scale scale, int input, int maxFrames) {
    row = input - 1;
    fullScale = scale.fullScale();
    offset = scale.offset();
    volts = new float[maxFrames];
  }

  /// Reads a block. An input that is not there has no voltage.
  ///
  /// @return how many samples were no numbers
  @RealTime
  int read(float[][] in, int frames) {
    if (row >= in.length) {
      for (int t = 0; t < frames; t++) {
        volts[t] = 0;
      }
      return 0;
    }
    float[] samples = in[row];
    int bad = 0;
    for (int t = 0; t < frames; t++) {
      float value = samples[t] * fullScale - offset;
      if (Float.isFinite(value)) {
        last = Math.clamp(value, -CvAssignment.MOST_VOLTS, CvAssignment.MOST_VOLTS);
      } else {
        bad++;
      }
      volts[t] = last;
    }
    return bad;
  }

  @RealTime
  float at(int frame) {
    return volts[frame];
  }
}
