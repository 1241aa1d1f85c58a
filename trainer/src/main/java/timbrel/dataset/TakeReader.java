package timbrel.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import timbrel.audio.Resampler;

/// Makes hits of one file while it is being decoded: a short file is one hit, a long one is cut at
/// its onsets. Memory for the hits that are kept and one more, however long the file.
final class TakeReader implements AudioDecoder.Sink {
  /// Hits this much softer than the loudest of their recording are noises between the hits.
  private static final double TOO_QUIET_DB = 40;

  /// A recording without any onset that is longer than this is no hit that swells.
  private static final double NO_HIT_SECONDS = 15;

  private static final int DC_POINTS = 1024;

  /// So many pairs of neighbouring samples at full scale do not come by chance.
  private static final int CLIPPED_PAIRS = 8;

  private static final float FULL_SCALE = 0.999f;

  private final ImportOptions options;
  private final Optional<PcmDigest> digest;
  private StreamFormat format = new StreamFormat("", "", 1, 1, false, -1);
  private SampleQueue head = new SampleQueue(1);
  private int headFrames;
  private HighPass[] highPasses = new HighPass[0];
  private double[] offsets = new double[0];
  private @Nullable HitSlicer slicer; // from when the file turned out to be long
  private long frames;
  private List<TakenHit> hits = new ArrayList<>();
  private int hitsSeen;
  private int stride = 1;
  private int clippedPairs;
  private final Map<Refusal, Integer> refused = new EnumMap<>(Refusal.class);

  /// @param number of the hit in its recording, from 1; 0 when the file is one hit
  record TakenHit(int number, HitShaper.Hit hit, double startSeconds) {}

  /// What a file gave.
  ///
  /// @param refused how many hits of a recording were refused, and why
  /// @param clipped whether its loudest parts were cut flat when it was recorded
  /// @param sha256 of the samples if it was wanted, see [PcmDigest]
  record Take(
      StreamFormat format,
      List<TakenHit> hits,
      Map<Refusal, Integer> refused,
      boolean clipped,
      String sha256) {}

  /// @param withDigest whether the SHA-256 of the samples is wanted
  TakeReader(ImportOptions options, boolean withDigest) {
    this.options = options;
    digest = withDigest ? Optional.of(new PcmDigest()) : Optional.empty();
  }

  @Override
  public void start(StreamFormat format) {
    this.format = format;
    int channels = format.channels();
    head = new SampleQueue(channels);
    headFrames = (int) (options.longTakeSeconds() * format.sampleRate());
    highPasses = new HighPass[channels];
    Arrays.setAll(highPasses, c -> new HighPass(format.sampleRate()));
    offsets = new double[channels];
  }

  @Override
  public boolean block(float[][] channels, int frames) {
    digest.ifPresent(d -> d.add(channels, frames));
    countClipped(channels, frames);
    this.frames += frames;
    if (slicer != null) {
      for (int c = 0; c < channels.length; c++) {
        highPasses[c].process(channels[c], frames, offsets[c]);
      }
      slicer.feed(channels, frames);
    } else {
      head.add(channels, frames);
      if (head.end() > headFrames) {
        slicer = startSlicing();
      }
    }
    return true;
  }

  private void countClipped(float[][] channels, int frames) {
    for (float[] channel : channels) {
      for (int i = 1; i < frames; i++) {
        boolean flat = Math.min(Math.abs(channel[i]), Math.abs(channel[i - 1])) >= FULL_SCALE;
        clippedPairs = Math.min(CLIPPED_PAIRS, clippedPairs + (flat ? 1 : 0));
      }
    }
  }

  /// What became of the file, once it is read to its end.
  Take take() {
    if (slicer != null) {
      slicer.finish();
      dropQuiet();
      if (hitsSeen == 0) {
        takeWhole(head.copy(0, head.end()));
      }
    } else {
      float[][] all = head.copy(0, head.end());
      takeOffsetsOff(all);
      takeWhole(all);
    }
    String sha256 = digest.map(PcmDigest::hex).orElse("");
    return new Take(format, hits, refused, clippedPairs >= CLIPPED_PAIRS, sha256);
  }

  private HitSlicer startSlicing() {
    HitSlicer started =
        new HitSlicer(
            format.sampleRate(), format.channels(), options.maxSoundSeconds(), this::hitOfMany);
    float[][] start = head.copy(0, head.end());
    takeOffsetsOff(start);
    started.feed(start, start[0].length);
    head = new SampleQueue(format.channels());
    head.add(start, start[0].length); // in case there is no onset at all
    return started;
  }

  /// The offset is the median: unlike the mean, the hit itself does not move it.
  private void takeOffsetsOff(float[][] channels) {
    for (int c = 0; c < channels.length; c++) {
      int step = Math.ceilDiv(channels[c].length, DC_POINTS);
      float[] points = new float[channels[c].length / step];
      for (int i = 0; i < points.length; i++) {
        points[i] = channels[c][i * step];
      }
      Arrays.sort(points);
      offsets[c] = points[points.length / 2];
      highPasses[c].process(channels[c], channels[c].length, offsets[c]);
    }
  }

  private void takeWhole(float[][] channels) {
    if (frames > NO_HIT_SECONDS * format.sampleRate()) {
      throw new SoundRefusedException(
          Refusal.NO_HIT, "no onset in %.0f s".formatted((double) frames / format.sampleRate()));
    }
    float[] mono = Mixdown.toMono(channels);
    int onset = HitShaper.onset(mono, format.sampleRate());
    HitShaper.Hit hit = HitShaper.shape(at441(mono), at441(onset), maxSamples());
    hits.add(new TakenHit(0, hit, (double) hit.start() / ImportedSound.SAMPLE_RATE));
  }

  private void hitOfMany(float[][] channels, int onset, long start) {
    int number = ++hitsSeen;
    if ((number - 1) % stride != 0) {
      refused.merge(Refusal.LIBRARY_FULL, 1, Integer::sum);
      return;
    }
    float[] mono = at441(Mixdown.toMono(channels));
    try {
      HitShaper.Hit hit = HitShaper.shape(mono, at441(onset), maxSamples());
      hits.add(new TakenHit(number, hit, (double) start / format.sampleRate()));
    } catch (SoundRefusedException e) {
      refused.merge(e.refusal(), 1, Integer::sum);
    }
    if (hits.size() > options.maxHitsPerTake()) {
      keepEverySecond();
    }
  }

  /// Too many hits for memory: keep evenly spread ones, from here on as well.
  private void keepEverySecond() {
    stride *= 2;
    int before = hits.size();
    hits.removeIf(hit -> (hit.number() - 1) % stride != 0);
    refused.merge(Refusal.LIBRARY_FULL, before - hits.size(), Integer::sum);
  }

  private void dropQuiet() {
    double loudest = hits.stream().mapToDouble(h -> -h.hit().gainDb()).max().orElse(0);
    int before = hits.size();
    hits.removeIf(hit -> -hit.hit().gainDb() < loudest - TOO_QUIET_DB);
    if (hits.size() < before) {
      refused.merge(Refusal.TOO_QUIET, before - hits.size(), Integer::sum);
    }
  }

  private float[] at441(float[] mono) {
    return Resampler.resample(mono, format.sampleRate(), ImportedSound.SAMPLE_RATE);
  }

  private int at441(int place) {
    return (int) ((long) place * ImportedSound.SAMPLE_RATE / format.sampleRate());
  }

  private int maxSamples() {
    return (int) (options.maxSoundSeconds() * ImportedSound.SAMPLE_RATE);
  }
}
