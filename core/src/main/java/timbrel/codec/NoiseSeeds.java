package timbrel.codec;

/// Where the decoder's noise has its phases from: from the codes heard so far, and from nothing
/// else. The same codes therefore make the same sound, on every machine and in any division into
/// blocks, while the frames of a sound have noise of their own, and two sounds from the first code
/// in which they differ. The hash is part of the file format (`docs/instrument-file.md`).
public final class NoiseSeeds {
  /// An odd number near 2^32 / golden ratio: multiples of it are spread evenly.
  private static final int STEP = 0x9e3779b9;

  private static final float HALF_TURN_OF_BITS = (float) (Math.PI / (1L << 31));

  private final int[] ofFrames;
  private int heard;

  NoiseSeeds(int maxFrames) {
    ofFrames = new int[maxFrames];
  }

  /// Makes ready for another sound.
  void reset() {
    heard = 0;
  }

  /// Draws a seed for each of `count` frames, the next of the sound.
  void draw(int[][] codes, int from, int count, int codebooks) {
    for (int t = 0; t < count; t++) {
      for (int q = 0; q < codebooks; q++) {
        heard = mixed(heard + STEP + codes[q][from + t]);
      }
      ofFrames[t] = heard;
    }
  }

  int[] ofFrames() {
    return ofFrames;
  }

  /// The phases of a whole sound's noise, `[spectra x bins]`, for whoever else decodes it.
  public static float[] phases(Codes codes, CodecConfig config) {
    int[] seeds = of(codes);
    int bins = config.bins();
    float[] phases = new float[codes.frames() * config.fineFrames() * bins];
    for (int i = 0; i < phases.length / bins; i++) {
      int seed = ofSpectrum(seeds[i / config.fineFrames()], i % config.fineFrames());
      phases(seed, phases, i * bins, bins);
    }
    return phases;
  }

  /// The seeds of a whole sound, one for each frame.
  static int[] of(Codes codes) {
    NoiseSeeds seeds = new NoiseSeeds(codes.frames());
    seeds.draw(codes.codes(), 0, codes.frames(), codes.codes().length);
    return seeds.ofFrames;
  }

  /// The seed of spectrum `index` of a frame.
  static int ofSpectrum(int frame, int index) {
    return mixed(frame + STEP * (index + 1));
  }

  /// `length` phases from -π to π, all equally likely, into `phases` from `offset` on.
  static void phases(int seed, float[] phases, int offset, int length) {
    for (int i = 0; i < length; i++) {
      phases[offset + i] = mixed(seed + STEP * i) * HALF_TURN_OF_BITS;
    }
  }

  /// A permutation of the integers in which each bit of the result depends on all bits of `x`; the
  /// constants are those of the "lowbias32" function that Chris Wellons found by search (2018,
  /// "Prospecting for hash functions").
  private static int mixed(int x) {
    int y = x ^ (x >>> 16);
    y *= 0x7feb352d;
    y ^= y >>> 15;
    y *= 0x846ca68b;
    return y ^ (y >>> 16);
  }
}
