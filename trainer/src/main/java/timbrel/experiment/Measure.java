package timbrel.experiment;

import java.util.Locale;

/// What can be a column of an experiment's table.
public enum Measure {
  LOSS("loss", "nats a code of held-out sounds, mean over codebooks; less is better", 3),
  ACCURACY("accuracy", "share of held-out codes that the likeliest guess gets right", 3),
  FIRST("first codebook", "nats a code of held-out sounds in the coarsest codebook", 3),
  PARAMETERS("parameters", "numbers that are learnt", 0),
  WORK("Mmul/step", "million multiply-adds a step of generation takes", 2),
  KILOBITS("kbit/s", "what the codes of a sound take", 2),
  OWN_LOSS("own loss", "nats a code that the model gives to its own hits; less is likelier", 3),
  VARIETY("variety", "share of first-codebook codes that differ between two hits of a class", 3),
  RECOGNISED("recognised", "share of hits in which the starter's classifier hears the class", 3),
  SECONDS("seconds", "mean length of the hits", 2),
  USED("words used", "share of the words that a codebook uses on held-out sounds, mean", 3),
  PERPLEXITY("perplexity", "words that would do if all were used alike, mean over codebooks", 1),
  ERROR("error", "squared distance from latents to their words, over their variance", 4),
  RESTARTS("restarts", "words that were restarted", 0),
  PULL_FIRST("pull 1", "gradient of the first codebook's commitment on the encoder", 4),
  PULL_LATER("pull later", "gradient of all later codebooks' commitments on the encoder", 4),
  COMMITMENT("distance", "squared distance of later residuals to their words, last step", 4);

  private final String label;
  private final String meaning;
  private final int digits;

  Measure(String label, String meaning, int digits) {
    this.label = label;
    this.meaning = meaning;
    this.digits = digits;
  }

  /// Head of the column.
  public String label() {
    return label;
  }

  /// What the number says.
  public String meaning() {
    return meaning;
  }

  /// The name in files: `own-loss`.
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// A value as people read it.
  public String format(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%,." + digits + "f", value);
  }
}
