package timbrel.lm;

/// How a code is chosen from the model's distribution.
///
/// @param temperature divides the logits; 0 = always the likeliest code
/// @param topK only the `topK` likeliest codes, and those as likely as the last of them; 0 = all
/// @param topP only the likeliest codes before which less than or exactly `topP` is taken; 1 = all
/// @param guidance `g` in `uncond + g * (cond - uncond)` (Ho & Salimans 2022, "Classifier-free
///   diffusion guidance"); 1 = the conditions as they are
/// @param repetitionPenalty lowers the logits of codes that a codebook has used already (Keskar et
///   al. 2019, "CTRL", section 4.1); 1 = not
/// @param beams hypotheses of a beam search; 1 = draw instead of searching
/// @param alike share of its random numbers that a sound has in common with others of its family, 0
///   to 1; each sound by itself is drawn from the same distribution whatever the share
public record Sampling(
    float temperature,
    int topK,
    float topP,
    float guidance,
    float repetitionPenalty,
    int beams,
    float alike) {

  public Sampling {
    check("temperature", temperature, 0, 100);
    check("topK", topK, 0, 1 << 20);
    check("topP", topP, 0, 1);
    check("guidance", guidance, 0, 100);
    check("repetitionPenalty", repetitionPenalty, 0.01f, 100);
    check("beams", beams, 1, 64);
    check("alike", alike, 0, 1);
  }

  /// Sounds that have no random numbers in common.
  public Sampling(
      float temperature, int topK, float topP, float guidance, float repetitionPenalty, int beams) {
    this(temperature, topK, topP, guidance, repetitionPenalty, beams, 0);
  }

  /// A draw from the model's own distribution, conditions as they are.
  public static Sampling plain() {
    return new Sampling(1, 0, 1, 1, 1, 1);
  }

  /// Always the likeliest code.
  public static Sampling greedy() {
    return plain().withTemperature(0);
  }

  public Sampling withTemperature(float value) {
    return new Sampling(value, topK, topP, guidance, repetitionPenalty, beams, alike);
  }

  public Sampling withTopK(int value) {
    return new Sampling(temperature, value, topP, guidance, repetitionPenalty, beams, alike);
  }

  public Sampling withTopP(float value) {
    return new Sampling(temperature, topK, value, guidance, repetitionPenalty, beams, alike);
  }

  public Sampling withGuidance(float value) {
    return new Sampling(temperature, topK, topP, value, repetitionPenalty, beams, alike);
  }

  public Sampling withRepetitionPenalty(float value) {
    return new Sampling(temperature, topK, topP, guidance, value, beams, alike);
  }

  public Sampling withBeams(int value) {
    return new Sampling(temperature, topK, topP, guidance, repetitionPenalty, value, alike);
  }

  public Sampling withAlike(float value) {
    return new Sampling(temperature, topK, topP, guidance, repetitionPenalty, beams, value);
  }

  /// One knob for how far the sounds of a family stray from each other: 0.5 leaves everything as it
  /// is. Below, each sound stays as likely as it was, but they have ever more random numbers in
  /// common, down to one and the same sound at 0; above, temperature goes up to 1.4 times, and
  /// `topP` to 1.
  ///
  /// Lower temperatures are no way to make sounds alike: what they leave is not the middle of a
  /// class but a few odd sounds, humming on without end or hardly begun (docs/decisions/0013).
  ///
  /// @param amount 0 (alike) to 1 (unlike)
  public Sampling withVariation(double amount) {
    check("variation", (float) amount, 0, 1);
    if (amount <= 0.5) {
      // A few draws of its own take a sound a long way from the others.
      double own = 2 * amount;
      return withAlike((float) (1 - own * own * own * own));
    }
    double wild = 2 * amount - 1;
    return withAlike(0)
        .withTemperature((float) (temperature * (1 + 0.4 * wild)))
        .withTopP((float) Math.min(1, topP + (1 - topP) * wild));
  }

  private static void check(String name, float value, float low, float high) {
    if (!(value >= low && value <= high)) {
      throw new IllegalArgumentException(
          "%s is %s, expected %s to %s".formatted(name, value, low, high));
    }
  }
}
