package timbrel.codec;

import timbrel.nn.kernels.Kernels;
import timbrel.nn.kernels.Maths;

/// Tones that are added to a decoder's spectra: in each of many bins one sinusoid, whose magnitude,
/// and place within the bin, the head says anew for each spectrum, and whose phase goes on from the
/// one before (McAulay & Quatieri 1986, "Speech analysis/synthesis based on a sinusoidal
/// representation"). Without them a long partial, whose codes repeat, could only lie at a multiple
/// of the frame rate.
///
/// A sinusoid is seen through the Hann window of the transform: it reaches two bins to either side.
/// As the bins that a partial reaches all turn alike, a head may say a frequency that lies outside
/// of the bin: then the tone is another bin's, and silent in this one. From a quarter of a bin
/// before the border to a quarter behind it one bin hands it over to the next.
final class Tones {
  /// Bins on either side that a tone reaches: the main lobe of the window.
  private static final int REACH = 2;

  /// Log magnitude, 174 dB below full scale, from which on down a tone is left out: its numbers
  /// could be subnormal, which processors are slow with.
  private static final float SILENT = -20;

  /// Steps of a bin in the table of the lobe, which is then right to 3e-6.
  private static final int STEPS = 256;

  private static final float[] LOBE = lobe();
  private static final Kernels KERNELS = Kernels.chosen();

  private final CodecConfig config;
  private final int lowest;

  Tones(CodecConfig config) {
    this.config = config;
    lowest = config.lowestTone();
  }

  /// Tones of one stream, and room for those of a spectrum.
  final class State {
    private final TonePhases phases = new TonePhases(config);
    private final float[] re = new float[config.tones()];
    private final float[] im = new float[config.tones()];

    void reset() {
      phases.reset();
    }
  }

  State newState() {
    return new State();
  }

  /// @param re real parts of a spectrum, which the tones are added to
  /// @param im its imaginary parts
  /// @param head what was said of this spectrum's tones, from `at` on: log magnitudes, then turns
  ///   as [TonePhases#advance] takes them; overwritten
  /// @param highest log magnitudes are cut here
  /// @param scale magnitude of a log magnitude of 0
  void addTo(
      float[] re, float[] im, float[] head, int at, float highest, float scale, State state) {
    int tones = config.tones();
    int turns = at + tones;
    state.phases.advance(head, turns);
    System.arraycopy(state.phases.phases(), 0, head, turns, tones);
    KERNELS.polar(head, at, turns, highest, scale, state.re, state.im, tones);
    for (int k = 0; k < tones; k++) {
      float aside = state.phases.aside()[k];
      float share = Math.min(1, 1.5f - 2 * Math.abs(aside));
      if (share > 0 && head[at + k] > SILENT) {
        spread(lowest + k, aside, share * state.re[k], share * state.im[k], re, im);
      }
    }
  }

  private static void spread(
      int bin, float aside, float toneRe, float toneIm, float[] re, float[] im) {
    for (int k = bin - REACH; k <= Math.min(bin + REACH, re.length - 1); k++) {
      float share = lobeAt(k - bin - aside);
      if ((k & 1) != 0) { // the middle of the window is half a transform after its start
        share = -share;
      }
      re[k] = Maths.fma(share, toneRe, re[k]);
      im[k] = Maths.fma(share, toneIm, im[k]);
    }
  }

  /// The Hann window's spectrum at `x` bins from its middle, where it is 1.
  private static float lobeAt(float x) {
    float place = Math.abs(x) * STEPS;
    int before = (int) place;
    return Maths.fma(place - before, LOBE[before + 1] - LOBE[before], LOBE[before]);
  }

  private static float[] lobe() {
    float[] table = new float[(REACH + 1) * STEPS + 2];
    for (int i = 0; i < table.length; i++) {
      double x = (double) i / STEPS;
      table[i] = (float) (sinc(x) + 0.5 * (sinc(x - 1) + sinc(x + 1)));
    }
    return table;
  }

  private static double sinc(double x) {
    return x == 0 ? 1 : StrictMath.sin(Math.PI * x) / (Math.PI * x);
  }
}
