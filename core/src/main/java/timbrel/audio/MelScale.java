package timbrel.audio;

/// Pitch as it is heard, as a function of frequency: two formulas are in use.
public enum MelScale {
  /// Slaney's "Auditory Toolbox" (1998): linear below 1 kHz, logarithmic above. What librosa does.
  SLANEY {
    @Override
    double fromHertz(double hertz) {
      return hertz < BREAK_HERTZ
          ? hertz / HERTZ_PER_MEL
          : BREAK_MEL + StrictMath.log(hertz / BREAK_HERTZ) / LOG_STEP;
    }

    @Override
    double toHertz(double mel) {
      return mel < BREAK_MEL
          ? mel * HERTZ_PER_MEL
          : BREAK_HERTZ * StrictMath.exp((mel - BREAK_MEL) * LOG_STEP);
    }
  },
  /// The hidden Markov model toolkit's `2595 log10(1 + f / 700)`. What torchaudio does.
  HTK {
    @Override
    double fromHertz(double hertz) {
      return 2595 * StrictMath.log10(1 + hertz / 700);
    }

    @Override
    double toHertz(double mel) {
      return 700 * (StrictMath.pow(10, mel / 2595) - 1);
    }
  };

  private static final double HERTZ_PER_MEL = 200.0 / 3;
  private static final double BREAK_HERTZ = 1000;
  private static final double BREAK_MEL = BREAK_HERTZ / HERTZ_PER_MEL;
  private static final double LOG_STEP = StrictMath.log(6.4) / 27;

  abstract double fromHertz(double hertz);

  abstract double toHertz(double mel);
}
