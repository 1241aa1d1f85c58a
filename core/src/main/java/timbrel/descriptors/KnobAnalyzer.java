package timbrel.descriptors;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import timbrel.audio.Loudness;
import timbrel.audio.Sound;

/// Measures the seven playing knobs of a sound, at 44.1 kHz.
///
/// All but loudness are independent of level: samples are first scaled to a peak of 1. Loudness is
/// the mean over the [SoundingPart], but over no less than 100 ms, as the ear adds up about that
/// long. The others are defined by [PitchAnalyzer], [Envelope], [SpectralShape] and [NoiseShare].
///
/// Richness is the bandwidth in octaves above or below what drums of the same brightness have.
/// Without that, the two knobs would be one: over the 2,335 recordings of the starter they
/// correlate by 0.88, afterwards not at all (`core/src/test/python/richness.py` makes the line).
///
/// One instance serves one thread: it owns the scratch memory, so that sounds that are measured one
/// after the other, and a sound that is measured several times, leave hardly any behind.
public final class KnobAnalyzer {
  /// From one frequency of [#spectrumOf] to the next.
  public static final double HERTZ_PER_BIN = FrameSpectra.HERTZ_PER_BIN;

  static final int RATE = 44_100;

  private static final int SHORTEST_LOUDNESS = RATE / 10;
  private static final double SHORTEST_ATTACK = 0.1; // ms
  private static final double SHORTEST_DECAY = 1; // ms
  private static final double LEAST_BANDWIDTH = 1; // Hz
  private static final float SILENT_PEAK = 1e-6f; // -120 dB

  private static final double USUAL_BANDWIDTH = 4.756; // octaves above 1 Hz, at 1 Hz of brightness
  private static final double BANDWIDTH_SLOPE = 0.583; // octaves per octave of brightness
  private static final double LN2 = StrictMath.log(2);

  private final FrameSpectra spectra = new FrameSpectra();
  private final NoiseShare noiseShare = new NoiseShare(spectra);
  private final PitchAnalyzer pitchAnalyzer = new PitchAnalyzer();
  private float[] samples = new float[0]; // scaled to a peak of 1, and silence after them
  private double[] scratch = new double[1];
  private @Nullable Sound sound; // what is measured
  private float peak;
  private SoundingPart part = new SoundingPart(0, 0);

  /// The values of all knobs; of silence only the loudness is measurable.
  ///
  /// @throws IllegalArgumentException if a sample is not a finite number
  public static KnobValues analyze(Sound sound) {
    return new KnobAnalyzer().valuesOf(sound);
  }

  /// The value of one knob: the same as among all, but sooner.
  public static double measure(Sound sound, Knob knob) {
    return new KnobAnalyzer().valueOf(sound, knob);
  }

  /// The brightness of a sound that has such a [#spectrumOf].
  public static double brightness(double[] powers) {
    return new SpectralShape(powers).centroid();
  }

  /// As [#analyze] does, in the memory of the sound before.
  public KnobValues valuesOf(Sound sound) {
    take(sound);
    if (isSilent()) {
      return new KnobValues(
          Arrays.stream(Knob.values()).mapToDouble(KnobAnalyzer::ofSilence).toArray());
    }
    double loudness = loudness(); // before the envelope, which needs the same scratch memory
    Envelope envelope = envelope();
    SpectralShape shape = shape();
    return new KnobValues(
        new double[] {
          loudness,
          pitch(),
          attack(envelope),
          decay(envelope),
          shape.centroid(),
          noise(),
          richness(shape)
        });
  }

  /// As [#measure] does, in the memory of the sound before.
  public double valueOf(Sound sound, Knob knob) {
    take(sound);
    if (isSilent()) {
      return ofSilence(knob);
    }
    return switch (knob) {
      case LOUDNESS -> loudness();
      case PITCH -> pitch();
      case ATTACK -> attack(envelope());
      case DECAY -> decay(envelope());
      case BRIGHTNESS -> shape().centroid();
      case NOISE -> noise();
      case RICHNESS -> richness(shape());
    };
  }

  /// The power spectrum that brightness and richness are measured on, at a peak of 1: the sum over
  /// the frames of the sounding part, `[1024]`, from 0 up to half of 44.1 kHz. Silence has none at
  /// any frequency.
  public double[] spectrumOf(Sound sound) {
    take(sound);
    return isSilent() ? new double[FrameSpectra.BINS] : powers();
  }

  /// Nothing is done where the sound is the one before.
  private void take(Sound next) {
    if (next == sound) {
      return;
    }
    requireFinite(next);
    sound = null; // until all is known of the next one
    Sound resampled = next.resampledTo(RATE);
    int length = resampled.length();
    peak = resampled.peak();
    if (samples.length < length) {
      samples = new float[length];
      scratch = new double[length + 1];
    }
    int sounding = isSilent() ? 0 : length;
    for (int t = 0; t < sounding; t++) {
      samples[t] = resampled.samples()[t] / peak;
    }
    Arrays.fill(samples, sounding, samples.length, 0);
    part = isSilent() ? new SoundingPart(0, 0) : SoundingPart.of(samples);
    sound = next;
  }

  private static void requireFinite(Sound sound) {
    if (Float.isFinite(sound.peak())) {
      return;
    }
    for (int t = 0; t < sound.length(); t++) {
      if (!Float.isFinite(sound.samples()[t])) {
        throw new IllegalArgumentException(
            "sample %d is %s, expected a finite number".formatted(t, sound.samples()[t]));
      }
    }
  }

  private boolean isSilent() {
    return peak < SILENT_PEAK;
  }

  private static double ofSilence(Knob knob) {
    return knob == Knob.LOUDNESS ? Loudness.SILENCE : Double.NaN;
  }

  /// Uses the scratch memory.
  private double loudness() {
    Loudness.weigh(samples, RATE, scratch, part.to());
    double mean = Loudness.of(scratch, part.from(), part.to());
    double share = Math.min(1, (part.to() - part.from()) / (double) SHORTEST_LOUDNESS);
    return mean + 10 * StrictMath.log10(share) + 20 * StrictMath.log10(peak);
  }

  private double pitch() {
    return pitchAnalyzer.pitch(samples, part);
  }

  private double noise() {
    return noiseShare.overTone(samples, part);
  }

  /// Uses the scratch memory.
  private Envelope envelope() {
    return new Envelope(samples, part, scratch);
  }

  private double[] powers() {
    return SpectralShape.powers(spectra, samples, part);
  }

  private SpectralShape shape() {
    return new SpectralShape(powers());
  }

  private static double attack(Envelope envelope) {
    return Math.max(SHORTEST_ATTACK, milliseconds(envelope.attack()));
  }

  private static double decay(Envelope envelope) {
    return Math.max(SHORTEST_DECAY, milliseconds(envelope.decay()));
  }

  private static double milliseconds(int samples) {
    return samples * 1000.0 / RATE;
  }

  private static double richness(SpectralShape spectrum) {
    double brightness = octaves(spectrum.centroid());
    double bandwidth = octaves(Math.max(LEAST_BANDWIDTH, spectrum.bandwidth()));
    return bandwidth - (USUAL_BANDWIDTH + BANDWIDTH_SLOPE * brightness);
  }

  private static double octaves(double hertz) {
    return StrictMath.log(hertz) / LN2;
  }
}
