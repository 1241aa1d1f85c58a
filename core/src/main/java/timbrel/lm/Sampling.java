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
public record Sampling(
    float temperature, int topK, float topP, float guidance, float repetitionPenalty, int beams) {

  public Sampling {
    check("temperature", temperature, 0, 100);
    check("topK", topK, 0, 1 << 20);
    check("topP", topP, 0, 1);
    check("guidance", guidance, 0, 100);
    check("repetitionPenalty", repetitionPenalty, 0.01f, 100);
    check("beams", beams, 1, 64);
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
    return new Sampling(value, topK, topP, guidance, repetitionPenalty, beams);
  }

  public Sampling withTopK(int value) {
    return new Sampling(temperature, value, topP, guidance, repetitionPenalty, beams);
  }

  public Sampling withTopP(float value) {
    return new Sampling(temperature, topK, value, guidance, repetitionPenalty, beams);
  }

  public Sampling withGuidance(float value) {
    return new Sampling(temperature, topK, topP, value, repetitionPenalty, beams);
  }

  public Sampling withRepetitionPenalty(float value) {
    return new Sampling(temperature, topK, topP, guidance, value, beams);
  }

  public Sampling withBeams(int value) {
    return new Sampling(temperature, topK, topP, guidance, repetitionPenalty, value);
  }

  /// One knob for how far sounds stray from the most typical one: 0.5 leaves everything as it is;
  /// temperature goes from 0.6 times to 1.4 times, and `topP` from 0.7 times over itself to 1.
  /// Neither ever falls as `amount` grows.
  ///
  /// @param amount 0 (alike) to 1 (unlike)
  public Sampling withVariation(double amount) {
    check("variation", (float) amount, 0, 1);
    double nucleus =
        amount <= 0.5 ? topP * (0.7 + 0.6 * amount) : topP + (1 - topP) * (2 * amount - 1);
    return withTemperature((float) (temperature * (0.6 + 0.8 * amount)))
        .withTopP((float) Math.min(1, nucleus));
  }

  private static void check(String name, float value, float low, float high) {
    if (!(value >= low && value <= high)) {
      throw new IllegalArgumentException(
          "%s is %s, expected %s to %s".formatted(name, value, low, high));
    }
  }
}
