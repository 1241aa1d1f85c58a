package timbrel.lesson;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import timbrel.codec.Codes;
import timbrel.instrument.Instrument;
import timbrel.lm.Conditions;
import timbrel.lm.KvCache;
import timbrel.lm.LmConfig;
import timbrel.lm.SequenceLayout;
import timbrel.lm.TokenModel;

/// A drum as tokens: the grid, and what the token model expects next.
final class TokenDemonstrations {
  private static final int FRAMES = 12;
  private static final int GUESSES = 5;

  private final Instrument instrument;
  private final Codes codes;
  private final String soundClass;

  TokenDemonstrations(Instrument instrument, Codes codes, String soundClass) {
    this.instrument = instrument;
    this.codes = codes;
    this.soundClass = soundClass;
  }

  /// The first frames of the token grid, and the same in the order of the model's steps.
  Shown grid() {
    int frames = Math.min(FRAMES, codes.frames());
    StringBuilder text = new StringBuilder();
    text.append(format("%d codebooks x %d frames", codes.codebooks(), codes.frames()));
    text.append(format("; the first %d frames:%n%n", frames));
    text.append("          ");
    IntStream.range(0, frames).forEach(t -> text.append(format("%5s", "t" + t)));
    for (int q = 0; q < codes.codebooks(); q++) {
      text.append(format("%nbook %-3d  ", q + 1));
      for (int t = 0; t < frames; t++) {
        text.append(format("%5d", codes.codes()[q][t]));
      }
    }
    text.append("\n\nthe same as the token model reads it, book k delayed by k - 1 steps:\n\n");
    LmConfig config = model().config();
    int[][] steps =
        new SequenceLayout(config.pattern(), config.codebooks(), codes.frames())
            .sequenceOf(codes, config.endToken(), config.startToken());
    text.append("          ");
    IntStream.range(0, frames).forEach(t -> text.append(format("%5s", "s" + t)));
    for (int q = 0; q < codes.codebooks(); q++) {
      text.append(format("%nbook %-3d  ", q + 1));
      for (int s = 0; s < Math.min(frames, steps.length); s++) {
        int token = steps[s][q];
        text.append(format("%5s", token >= config.codebookSize() ? "." : Integer.toString(token)));
      }
    }
    return new Shown(text.append('\n').toString(), List.of());
  }

  private TokenModel model() {
    return instrument.tokenModel().orElseThrow();
  }

  /// What the model finds likeliest for the first codebook, frame by frame.
  Shown next() {
    TokenModel model = model();
    LmConfig config = model.config();
    KvCache cache = model.newCache(1);
    int known = instrument.card().classes().indexOf(soundClass);
    model.start(
        cache,
        0,
        known < 0 ? Conditions.none(config.descriptors()) : Conditions.ofClass(config, known));
    int[][] steps =
        new SequenceLayout(config.pattern(), config.codebooks(), codes.frames())
            .sequenceOf(codes, config.endToken(), config.startToken());
    int[] tokens = new int[config.codebooks()];
    java.util.Arrays.fill(tokens, config.startToken());
    float[] logits = new float[config.codebookSize() + 1];
    StringBuilder text =
        new StringBuilder("frame  true word   likeliest words, with probability\n");
    double bits = 0;
    int frames = Math.min(FRAMES, codes.frames());
    for (int t = 0; t < frames; t++) {
      model.forward(cache, 1, new int[1], tokens);
      model.logits(cache, 1, 0, logits);
      double[] probabilities = probabilities(logits);
      int truth = codes.codes()[0][t];
      bits -= StrictMath.log(probabilities[truth]) / StrictMath.log(2) / frames;
      text.append(format("%5d  %9d   %s%n", t, truth, likeliest(probabilities)));
      System.arraycopy(steps[t], 0, tokens, 0, tokens.length);
    }
    text.append(
        format(
            "%nit needs %.1f bits a word here, where blind guessing needs %.1f%n",
            bits, StrictMath.log(config.codebookSize()) / StrictMath.log(2)));
    return new Shown(text.toString(), List.of());
  }

  private static String likeliest(double[] probabilities) {
    StringBuilder text = new StringBuilder();
    IntStream.range(0, probabilities.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer code) -> -probabilities[code]))
        .limit(GUESSES)
        .forEach(code -> text.append(name(code, probabilities)));
    return text.toString();
  }

  private static String name(int code, double[] probabilities) {
    String word = code == probabilities.length - 1 ? "end" : Integer.toString(code);
    return format("%4s %2.0f %%  ", word, 100 * probabilities[code]);
  }

  private static double[] probabilities(float[] logits) {
    double most = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      most = Math.max(most, logit);
    }
    double[] probabilities = new double[logits.length];
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      probabilities[i] = StrictMath.exp(logits[i] - most);
      sum += probabilities[i];
    }
    for (int i = 0; i < logits.length; i++) {
      probabilities[i] /= sum;
    }
    return probabilities;
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values).replace("\r\n", "\n");
  }
}
