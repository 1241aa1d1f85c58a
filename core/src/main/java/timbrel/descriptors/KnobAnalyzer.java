package timbrel.descriptors;

import java.util.Arrays;
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
public final class KnobAnalyzer {
  /// From one frequency of [#spectrum] to the next.
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

  private final float peak;
  private final float[] samples; // scaled to a peak of 1; none in silence
  private final SoundingPart part;

  private KnobAnalyzer(Sound sound) {
    requireFinite(sound);
    Sound resampled = sound.resampledTo(RATE);
    this.peak = resampled.peak();
    this.samples = new float[peak < SILENT_PEAK ? 0 : resampled.length()];
    for (int t = 0; t < samples.length; t++) {
      samples[t] = resampled.samples()[t] / peak;
    }
    this.part = samples.length == 0 ? new SoundingPart(0, 0) : SoundingPart.of(samples);
  }

  /// The values of all knobs; of silence only the loudness is measurable.
  ///
  /// @throws IllegalArgumentException if a sample is not a finite number
  public static KnobValues analyze(Sound sound) {
    return new KnobValues(new KnobAnalyzer(sound).all());
  }

  /// The value of one knob: the same as among all, but sooner.
  public static double measure(Sound sound, Knob knob) {
    return new KnobAnalyzer(sound).one(knob);
  }

  /// The power spectrum that brightness and richness are measured on, at a peak of 1: the sum over
  /// the frames of the sounding part, `[1024]`, from 0 up to half of 44.1 kHz. Silence has none at
  /// any frequency.
  public static double[] spectrum(Sound sound) {
    KnobAnalyzer analyzer = new KnobAnalyzer(sound);
    return analyzer.isSilent()
        ? new double[FrameSpectra.BINS]
        : SpectralShape.powers(analyzer.samples, analyzer.part);
  }

  /// The brightness of a sound that has such a [#spectrum].
  public static double brightness(double[] powers) {
    return new SpectralShape(powers).centroid();
  }

  private double[] all() {
    if (isSilent()) {
      return Arrays.stream(Knob.values()).mapToDouble(KnobAnalyzer::ofSilence).toArray();
    }
    Envelope envelope = new Envelope(samples, part);
    SpectralShape shape = new SpectralShape(samples, part);
    return new double[] {
      loudness(),
      pitch(),
      attack(envelope),
      decay(envelope),
      shape.centroid(),
      noise(),
      richness(shape)
    };
  }

  private double one(Knob knob) {
    if (isSilent()) {
      return ofSilence(knob);
    }
    return switch (knob) {
      case LOUDNESS -> loudness();
      case PITCH -> pitch();
      case ATTACK -> attack(new Envelope(samples, part));
      case DECAY -> decay(new Envelope(samples, part));
      case BRIGHTNESS -> new SpectralShape(samples, part).centroid();
      case NOISE -> noise();
      case RICHNESS -> richness(new SpectralShape(samples, part));
    };
  }

  private boolean isSilent() {
    return samples.length == 0;
  }

  private static double ofSilence(Knob knob) {
    return knob == Knob.LOUDNESS ? Loudness.SILENCE : Double.NaN;
  }

  private static void requireFinite(Sound sound) {
    for (int t = 0; t < sound.length(); t++) {
      if (!Float.isFinite(sound.samples()[t])) {
        throw new IllegalArgumentException(
            "sample %d is %s, expected a finite number".formatted(t, sound.samples()[t]));
      }
    }
  }

  private double loudness() {
    double[] weighted = Loudness.weighted(new Sound(samples, RATE));
    double mean = Loudness.of(weighted, part.from(), part.to());
    double share = Math.min(1, (part.to() - part.from()) / (double) SHORTEST_LOUDNESS);
    return mean + 10 * StrictMath.log10(share) + 20 * StrictMath.log10(peak);
  }

  private double pitch() {
    return new PitchAnalyzer().pitch(samples, part);
  }

  private double noise() {
    return new NoiseShare(samples, part).overTone();
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
