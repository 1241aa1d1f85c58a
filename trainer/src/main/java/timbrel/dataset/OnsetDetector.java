package timbrel.dataset;

import java.util.Arrays;
import java.util.function.LongConsumer;

/// Finds where hits begin in a stream, by spectral flux: how much the level of the bands rose, on
/// average, since two frames ago (Bello et al. 2005, "A tutorial on onset detection in music
/// signals", section III). Unlike the paper the bands are in decibels above a floor, so that soft
/// hits count as much as loud ones, steady bands count more than those of few bins, and a frame
/// must also stand out of its surroundings.
final class OnsetDetector {
  private static final int BANDS = 24;
  private static final double FLOOR_DB = -72;

  /// An average rise of this many decibels is an onset if nothing else moves.
  private static final double MIN_RISE_DB = 3.5;

  /// How much higher than the average around it a rise must be.
  private static final double ABOVE_AVERAGE = 2.0;

  private static final int AROUND = 16; // frames, to either side
  private static final int PEAK = 3; // frames, to either side
  private static final int COMPARE = 2; // frames back

  private final int window;
  private final int hop;
  private final float[][] history; // [channel][window], the newest samples last
  private final LogBands bands;
  private final double[] weights;
  private final double[] power = new double[BANDS];
  private final double[][] levels = new double[COMPARE + 1][BANDS];
  private final double[] rises = new double[2 * AROUND + 1];
  private int pending;
  private long frame;

  OnsetDetector(int sampleRate, int channels) {
    window = Math.max(256, Integer.highestOneBit((int) (0.034 * sampleRate)));
    hop = window / 4;
    history = new float[channels][window];
    bands = new LogBands(window, sampleRate, BANDS, 0.9 * sampleRate / window, 16_000);
    weights = bands.steadiness();
    for (double[] level : levels) {
      Arrays.fill(level, FLOOR_DB);
    }
  }

  /// Samples before an announced place within which the hit begins.
  int uncertainty() {
    return window;
  }

  /// Nothing before this sample will be announced any more.
  long decided() {
    return Math.max(0, (frame - AROUND - 1) * hop - window);
  }

  /// Takes the next samples; announces to `onset` the place just after each beginning of a hit.
  void feed(float[][] channels, int frames, LongConsumer onset) {
    int at = 0;
    while (at < frames) {
      int count = Math.min(hop - pending, frames - at);
      for (int c = 0; c < history.length; c++) {
        System.arraycopy(channels[c], at, history[c], window - hop + pending, count);
      }
      at += count;
      pending += count;
      if (pending == hop) {
        nextFrame(onset);
        pending = 0;
      }
    }
  }

  /// Ends the stream: decides what was still open.
  void finish(LongConsumer onset) {
    int rest = (AROUND + 2) * hop + window;
    feed(new float[history.length][rest], rest, onset);
  }

  private void nextFrame(LongConsumer onset) {
    Arrays.fill(power, 0);
    for (float[] channel : history) {
      bands.addPower(channel, 0, power);
      System.arraycopy(channel, hop, channel, 0, window - hop);
    }
    double[] now = levels[(int) (frame % levels.length)];
    double[] before = levels[(int) ((frame + levels.length - COMPARE) % levels.length)];
    double rise = 0;
    for (int b = 0; b < BANDS; b++) {
      now[b] = Math.max(FLOOR_DB, LogBands.decibels(power[b]));
      rise += weights[b] * Math.max(0, now[b] - before[b]);
    }
    rises[(int) (frame % rises.length)] = rise;
    frame++;
    decide(frame - 1 - AROUND, onset);
  }

  private void decide(long candidate, LongConsumer onset) {
    if (candidate < 0) {
      return;
    }
    double rise = rise(candidate);
    double sum = 0;
    for (int i = -AROUND; i <= AROUND; i++) {
      double other = rise(candidate + i);
      sum += other;
      boolean higher = i < 0 ? other >= rise : other > rise;
      if (i != 0 && Math.abs(i) <= PEAK && higher) {
        return;
      }
    }
    double average = sum / (2 * AROUND + 1);
    if (rise > MIN_RISE_DB && rise > ABOVE_AVERAGE * average) {
      onset.accept((candidate + 1) * hop);
    }
  }

  private double rise(long frame) {
    return frame < 0 ? 0 : rises[(int) (frame % rises.length)];
  }
}
