package timbrel.lesson;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import timbrel.audio.Sound;
import timbrel.codec.Codec;
import timbrel.codec.Codes;
import timbrel.descriptors.Knob;
import timbrel.descriptors.KnobAnalyzer;
import timbrel.nn.weights.Tensor;

/// A drum through the codec: more and fewer codebooks, single words, one vector step by step.
final class CodebookDemonstrations {
  private static final int WORDS = 8;
  private static final int FRAMES_OF_A_WORD = 24;
  private static final int NUMBERS = 6;

  private final Codec codec;
  private final Sound drum;
  private final Codes codes;

  CodebookDemonstrations(Codec codec, Sound drum, Codes codes) {
    this.codec = codec;
    this.drum = drum;
    this.codes = codes;
  }

  /// The drum decoded from 1, 2, 4 and so on, and from all codebooks.
  Shown fewAndMany() {
    StringBuilder text = new StringBuilder("codebooks  kbit/s  latent left over\n");
    List<Shown.NamedSound> sounds = new ArrayList<>();
    sounds.add(new Shown.NamedSound("drum", "the drum itself", drum));
    double bits = StrictMath.log(codec.config().codebookSize()) / StrictMath.log(2);
    int all = codec.config().codebooks();
    int depth = 0;
    while (depth < all) {
      depth = Math.clamp(2 * depth, 1, all);
      double kilobits = depth * bits * codec.config().frameRate() / 1000;
      text.append(format("%9d  %6.2f  %15.1f %%%n", depth, kilobits, 100 * leftOver(depth)));
      sounds.add(new Shown.NamedSound("codebooks-" + depth, depth + " of " + all, decoded(depth)));
    }
    return new Shown(text.toString(), sounds);
  }

  private Sound decoded(int depth) {
    float[] samples = codec.decode(codes, depth);
    return new Sound(
        Arrays.copyOf(samples, Math.min(samples.length, drum.length())), drum.sampleRate());
  }

  /// Share of the latents' energy that the first codebooks do not say.
  private double leftOver(int depth) {
    float[] latents = codec.latents(drum.samples());
    int dim = codec.config().latentDim();
    double before = 0;
    double after = 0;
    for (int t = 0; t < codes.frames(); t++) {
      float[] rest = Arrays.copyOfRange(latents, t * dim, (t + 1) * dim);
      before += energy(rest);
      for (int q = 0; q < depth; q++) {
        subtract(rest, codec.codebook(q), codes.codes()[q][t]);
      }
      after += energy(rest);
    }
    return after / before;
  }

  /// The first codebook as a set of words: the ones that this drum uses most, each alone.
  Shown words() {
    int[] counts = new int[codec.config().codebookSize()];
    for (int code : codes.codes()[0]) {
      counts[code]++;
    }
    List<Integer> most =
        IntStream.range(0, counts.length)
            .boxed()
            .filter(code -> counts[code] > 0)
            .sorted(Comparator.comparingInt((Integer code) -> -counts[code]))
            .limit(WORDS)
            .toList();
    StringBuilder text = new StringBuilder("word  in this drum  brightness\n");
    List<Shown.NamedSound> sounds = new ArrayList<>();
    for (int code : most) {
      Sound alone = alone(code);
      double brightness = KnobAnalyzer.measure(alone, Knob.BRIGHTNESS);
      text.append(
          format(
              "%4d  %8d frames  %7.0f Hz%n",
              code, counts[code], Double.isNaN(brightness) ? 0 : brightness));
      sounds.add(new Shown.NamedSound("word-" + code, "word " + code + " held", alone));
    }
    long used = IntStream.of(counts).filter(count -> count > 0).count();
    text.append(format("%n%d of %d words occur in this drum%n", used, counts.length));
    return new Shown(text.toString(), sounds);
  }

  private Sound alone(int code) {
    int[][] held = new int[1][FRAMES_OF_A_WORD];
    Arrays.fill(held[0], code);
    return new Sound(codec.decode(new Codes(held), 1), codec.config().sampleRate());
  }

  /// The loudest frame's vector through all codebooks, with numbers.
  Shown quantize() {
    int dim = codec.config().latentDim();
    float[] latents = codec.latents(drum.samples());
    int frame = loudest(latents, dim);
    float[] rest = Arrays.copyOfRange(latents, frame * dim, (frame + 1) * dim);
    double whole = energy(rest);
    StringBuilder text = new StringBuilder();
    text.append(
        format("frame %d, a vector of %d numbers; the first %d of them:%n", frame, dim, NUMBERS));
    text.append(format("%n            %s   length %.3f%n", numbers(rest), Math.sqrt(whole)));
    for (int q = 0; q < codec.config().codebooks(); q++) {
      Tensor book = codec.codebook(q);
      int[] nearest = nearestTwo(rest, book);
      int code = codes.codes()[q][frame];
      text.append(format("%nbook %d: the nearest of %d words is %d", q + 1, rows(book), code));
      text.append(
          format(
              " (distance %.3f; next best %d, %.3f)%n",
              distance(rest, book, nearest[0]), nearest[1], distance(rest, book, nearest[1])));
      text.append(format("  - word    %s%n", numbers(row(book, code))));
      subtract(rest, book, code);
      text.append(
          format(
              "  = left    %s   length %.3f, %.1f %% of the energy%n",
              numbers(rest), Math.sqrt(energy(rest)), 100 * energy(rest) / whole));
    }
    return new Shown(text.toString(), List.of());
  }

  private static int loudest(float[] latents, int dim) {
    int best = 0;
    double most = -1;
    for (int t = 0; t < latents.length / dim; t++) {
      double energy = energy(Arrays.copyOfRange(latents, t * dim, (t + 1) * dim));
      if (energy > most) {
        most = energy;
        best = t;
      }
    }
    return best;
  }

  private static int[] nearestTwo(float[] vector, Tensor book) {
    return IntStream.range(0, rows(book))
        .boxed()
        .sorted(Comparator.comparingDouble(code -> distance(vector, book, code)))
        .limit(2)
        .mapToInt(code -> code)
        .toArray();
  }

  private static int rows(Tensor book) {
    return book.shape()[0];
  }

  private static float[] row(Tensor book, int code) {
    int dim = book.shape()[1];
    return Arrays.copyOfRange(book.data(), code * dim, (code + 1) * dim);
  }

  private static double distance(float[] vector, Tensor book, int code) {
    float[] rest = vector.clone();
    subtract(rest, book, code);
    return Math.sqrt(energy(rest));
  }

  private static void subtract(float[] vector, Tensor book, int code) {
    for (int i = 0; i < vector.length; i++) {
      vector[i] -= book.data()[code * vector.length + i];
    }
  }

  private static double energy(float[] vector) {
    double sum = 0;
    for (float value : vector) {
      sum += value * value;
    }
    return sum;
  }

  private static String numbers(float[] vector) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < NUMBERS; i++) {
      text.append(format("%8.3f", vector[i]));
    }
    return text.append(" ...").toString();
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values).replace("\r\n", "\n");
  }
}
