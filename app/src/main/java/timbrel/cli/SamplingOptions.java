package timbrel.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import timbrel.instrument.HitRequest;
import timbrel.lm.Sampling;

/// The options of `generate` that change how tokens are drawn; what is not given stays as the
/// instrument's card says.
final class SamplingOptions {
  @Option(
      names = "--temperature",
      paramLabel = "T",
      description = "below 1 safer, above 1 wilder; 0 always takes the likeliest token")
  private @Nullable Float temperature;

  @Option(
      names = "--top-k",
      paramLabel = "K",
      description = "draw only from the K likeliest tokens; 0 for all")
  private @Nullable Integer topK;

  @Option(
      names = "--top-p",
      paramLabel = "P",
      description = "draw only from the likeliest tokens that make up the share P; 1 for all")
  private @Nullable Float topP;

  @Option(
      names = "--guidance",
      paramLabel = "G",
      description =
          "how strictly class and knobs are followed; 1 as learnt; anything else takes longer")
  private @Nullable Float guidance;

  @Option(
      names = "--repetition-penalty",
      paramLabel = "R",
      description = "above 1 makes tokens that were used already less likely")
  private @Nullable Float repetitionPenalty;

  @Option(
      names = "--beams",
      paramLabel = "B",
      description = "search for the likeliest sound with B hypotheses instead of drawing")
  private @Nullable Integer beams;

  @Option(names = "--greedy", description = "the same as --temperature 0")
  private boolean greedy;

  @Option(
      names = "--candidates",
      paramLabel = "C",
      description = {
        "make C sounds for each file and keep the one nearest to its class and knobs",
        "(default: 4 with --set, else 1)"
      })
  private @Nullable Integer candidates;

  /// @throws CommandException if a value is out of its range
  Sampling over(Sampling defaults) {
    try {
      Sampling sampling = defaults;
      sampling = temperature == null ? sampling : sampling.withTemperature(temperature);
      sampling = topK == null ? sampling : sampling.withTopK(topK);
      sampling = topP == null ? sampling : sampling.withTopP(topP);
      sampling = guidance == null ? sampling : sampling.withGuidance(guidance);
      sampling =
          repetitionPenalty == null ? sampling : sampling.withRepetitionPenalty(repetitionPenalty);
      sampling = beams == null ? sampling : sampling.withBeams(beams);
      return greedy ? sampling.withTemperature(0) : sampling;
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(String.valueOf(e.getMessage()));
    }
  }

  int candidates(int byDefault) {
    int count = candidates == null ? byDefault : candidates;
    if (count < 1 || count > HitRequest.MOST_CANDIDATES) {
      throw CommandException.usage(
          "--candidates is %d, expected 1 to %d".formatted(count, HitRequest.MOST_CANDIDATES));
    }
    return count;
  }
}
