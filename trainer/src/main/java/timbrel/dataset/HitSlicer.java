package timbrel.dataset;

/// Cuts a long recording into hits, while it is being decoded: memory for one hit, however long the
/// recording.
final class HitSlicer {
  /// Two strokes closer than this, as in a flam, stay one hit.
  private static final double MIN_GAP_SECONDS = 0.060;

  /// Kept in front of the onset: the fade-in, and what the resampler reaches back.
  static final double BEFORE_ONSET_SECONDS = 0.004;

  /// An attack is so much louder than what was just before it. The peaks of noise differ by less.
  private static final float MIN_RISE = 1.6f;

  private static final int BEFORE_BINS = 12; // of half a millisecond

  /// Receives the hits, in order.
  interface Hits {
    /// @param channels a copy of the samples, at the recording's rate
    /// @param onset sample of the copy at which the hit begins
    /// @param start sample of the recording at which the hit begins
    void hit(float[][] channels, int onset, long start);
  }

  private final Hits hits;
  private final OnsetDetector detector;
  private final SampleQueue queue;
  private final int before;
  private final int minGap;
  private final int maxLength;
  private final int sampleRate;
  private boolean ended;
  private long open = -1; // onset of the hit that has not ended yet

  HitSlicer(int sampleRate, int channels, double maxSeconds, Hits hits) {
    this.hits = hits;
    this.sampleRate = sampleRate;
    detector = new OnsetDetector(sampleRate, channels);
    queue = new SampleQueue(channels);
    before = (int) (BEFORE_ONSET_SECONDS * sampleRate);
    minGap = (int) (MIN_GAP_SECONDS * sampleRate);
    // a little more, so that what the end needs in trimming and fading is there
    maxLength = (int) ((maxSeconds + 0.02) * sampleRate);
  }

  /// Takes the next samples of the recording.
  void feed(float[][] channels, int frames) {
    queue.add(channels, frames);
    detector.feed(channels, frames, this::onset);
    if (open >= 0 && detector.decided() >= open + maxLength) {
      emit(open + maxLength);
    }
    long needed = detector.decided() - detector.uncertainty() - minGap;
    queue.dropUntil(open >= 0 ? Math.min(needed, open - before) : needed);
  }

  /// Ends the recording.
  void finish() {
    ended = true;
    detector.finish(this::onset);
    if (open >= 0) {
      emit(Math.min(open + maxLength, queue.end()));
    }
  }

  private void onset(long announced) {
    long onset = refine(announced);
    // a recording that stops abruptly clicks at its end
    if (onset < 0 || (ended && onset > queue.end() - before)) {
      return;
    }
    if (open >= 0) {
      if (onset - open < minGap) {
        return;
      }
      emit(Math.min(open + maxLength, onset - before / 2));
    }
    open = onset;
  }

  private void emit(long end) {
    long from = Math.max(queue.start(), open - before);
    hits.hit(queue.copy(from, end), (int) (open - from), open);
    open = -1;
  }

  /// The first sample of the steepest rise in the stretch in which the detector saw one. The
  /// difference between neighbouring samples is used: it shows an attack where the tail of the hit
  /// before is still louder. Negative when there is no rise to speak of, as in noise.
  private long refine(long announced) {
    int bin = Math.max(1, sampleRate / 2000);
    long from =
        Math.max(queue.start(), announced - detector.uncertainty() - (10L + BEFORE_BINS) * bin);
    long to = Math.min(queue.end(), announced + 10L * bin);
    float[] steps = queue.steps(from, to);
    float[] peaks = new float[steps.length / bin];
    for (int b = 0; b < peaks.length; b++) {
      peaks[b] = HitShaper.peak(steps, b * bin, (b + 1) * bin);
    }
    // only at the very beginning is there nothing before that would have to be compared with
    int steepest = steepest(peaks, from == 0 ? 0 : BEFORE_BINS);
    float quiet =
        HitShaper.peak(peaks, Math.max(0, steepest - BEFORE_BINS), Math.max(0, steepest - 1));
    float loud = HitShaper.peak(peaks, steepest, Math.min(peaks.length, steepest + 20));
    if (loud < MIN_RISE * quiet) {
      return -1;
    }
    float threshold = Math.max(MIN_RISE * quiet, 0.05f * loud);
    int i = Math.max(0, steepest - 2) * bin;
    while (i < steps.length - 1 && steps[i] < threshold) {
      i++;
    }
    return from + i;
  }

  private static int steepest(float[] peaks, int first) {
    int steepest = Math.min(first, peaks.length - 1);
    double best = 0;
    for (int b = first; b < peaks.length; b++) {
      double quiet = HitShaper.peak(peaks, Math.max(0, b - 10), b);
      double loud = HitShaper.peak(peaks, b, Math.min(peaks.length, b + 10));
      // loudness counts too: else a step from nothing to nearly nothing would win
      double rise = loud * loud / (quiet + 0.02 * loud + 1e-6);
      if (rise > best) {
        best = rise;
        steepest = b;
      }
    }
    return steepest;
  }
}
