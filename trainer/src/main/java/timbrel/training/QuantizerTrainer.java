package timbrel.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import timbrel.codec.CodecConfig;
import timbrel.nn.weights.WeightMap;

/// Learns the codebooks of a residual vector quantizer (Zeghidour et al. 2021, "SoundStream",
/// section III-C): each codebook quantizes what the ones before it left over.
///
/// The codebooks follow the latents by exponential moving averages, start from k-means, and a code
/// that nothing uses restarts at a random latent of the batch. A restart resets the vector *and*
/// its averages; the published EnCodec code resets only the vector, which its next line overwrites.
///
/// Gradients: one straight-through step from the sum of all codes to the latent, and every stage's
/// commitment measured against a residual whose quantized part is detached.
public class QuantizerTrainer {
  private static final double DECAY = 0.99;
  private static final double LAPLACE = 1e-5;

  /// A code used less than this share of the mean is dead.
  private static final double DEAD_SHARE = 0.05;

  private static final int KMEANS_ROUNDS = 20;

  private final CodecConfig config;
  private final RandomGenerator random;
  private final List<Stage> stages = new ArrayList<>();
  private boolean started;
  private long restarts;

  /// One codebook with the averages that it is the quotient of.
  protected record Stage(Tensor vectors, Tensor sums, Tensor counts) {}

  /// What quantizing a batch gives.
  ///
  /// @param latents `[batch, frames, dim]`: the codebooks' words for the latents; gradients pass
  ///   through as if there were no quantizer
  /// @param commitment how far the latents are from their codes, a scalar to be minimised
  public record Quantized(Tensor latents, Tensor commitment) {}

  public QuantizerTrainer(CodecConfig config, RandomGenerator random) {
    this.config = config;
    this.random = random;
    long n = config.codebookSize();
    long d = config.latentDim();
    for (int q = 0; q < config.codebooks(); q++) {
      stages.add(
          new Stage(
              Torch.keep(() -> torch.zeros(n, d)),
              Torch.keep(() -> torch.zeros(n, d)),
              Torch.keep(() -> torch.zeros(n))));
    }
  }

  /// Whether the codebooks have been started, by [#start] or from a file.
  public boolean started() {
    return started;
  }

  /// Dead codes restarted so far.
  public long restarts() {
    return restarts;
  }

  /// Starts every codebook by k-means on the residuals of these latents.
  ///
  /// @param latents `[vectors, dim]`, at least as many vectors as a codebook has entries
  public void start(Tensor latents) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      Tensor residual = latents.detach();
      for (Stage stage : stages) {
        kMeans(stage, residual);
        Tensor codes = nearest(stage, residual);
        residual = residual.sub(stage.vectors().index_select(0, codes));
      }
    }
    started = true;
  }

  private void kMeans(Stage stage, Tensor points) {
    stage.vectors().copy_(someOf(points, config.codebookSize()));
    for (int round = 0; round < KMEANS_ROUNDS; round++) {
      try (PointerScope scope = new PointerScope()) {
        Tensor codes = nearest(stage, points);
        stage.counts().zero_().index_add_(0, codes, torch.ones(points.size(0)));
        stage.sums().zero_().index_add_(0, codes, points);
        List<Integer> unused = dead(stage);
        if (!unused.isEmpty()) {
          moveAll(stage, indices(unused), someOf(points, unused.size()), mean(stage));
        }
        stage.vectors().copy_(stage.sums().div(stage.counts().unsqueeze(1)));
      }
    }
    // From here on the averages mean "per batch"; any common scale gives the same vectors.
    double scale = 1.0 / 8;
    stage.sums().mul_(Torch.scalar(scale));
    stage.counts().mul_(Torch.scalar(scale));
  }

  /// Quantizes a batch with all codebooks, or, with dropout, a random number of them for some of
  /// the sounds (quantizer dropout, Kumar et al. 2023, "Descript Audio Codec", section 3.2).
  ///
  /// @param latents `[batch, frames, dim]`
  /// @param learn whether the codebooks follow these latents
  /// @param dropout share of the sounds that get fewer codebooks
  public Quantized quantize(Tensor latents, boolean learn, double dropout) {
    long batch = latents.size(0);
    long frames = latents.size(1);
    long dim = latents.size(2);
    int[] depth = depths(Math.toIntExact(batch), dropout);
    Tensor residual = latents.reshape(batch * frames, dim);
    Tensor kept = torch.zeros(batch, frames, dim);
    Tensor commitment = torch.zeros(1);
    for (int q = 0; q < stages.size(); q++) {
      Tensor words = learnAndLookUp(stages.get(q), residual.detach(), learn);
      commitment = commitment.add(residual.sub(words).square().mean());
      kept = kept.add(words.reshape(batch, frames, dim).mul(mask(depth, q)));
      residual = leftOver(residual, words);
    }
    Tensor straightThrough = latents.add(kept.sub(latents).detach());
    return new Quantized(straightThrough, commitment.mul(Torch.scalar(1.0 / stages.size())));
  }

  /// What the next codebook is to say. The words are made without gradients, so a residual's
  /// gradient is the latent's: the encoder hears the commitment of every codebook.
  protected Tensor leftOver(Tensor residual, Tensor words) {
    return residual.sub(words);
  }

  private int[] depths(int batch, double dropout) {
    int[] depth = new int[batch];
    for (int i = 0; i < batch; i++) {
      boolean all = dropout == 0 || random.nextDouble() >= dropout;
      depth[i] = all ? config.codebooks() : 1 + random.nextInt(config.codebooks());
    }
    return depth;
  }

  private static Tensor mask(int[] depth, int q) {
    float[] mask = new float[depth.length];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = q < depth[i] ? 1 : 0;
    }
    return Torch.tensor(mask, mask.length, 1, 1);
  }

  private Tensor learnAndLookUp(Stage stage, Tensor residual, boolean learn) {
    try (NoGradGuard noGrad = new NoGradGuard()) {
      Tensor codes = nearest(stage, residual);
      Tensor words = stage.vectors().index_select(0, codes);
      if (learn) {
        follow(stage, residual, codes);
      }
      return words;
    }
  }

  private void follow(Stage stage, Tensor residual, Tensor codes) {
    Tensor counts = torch.zeros(config.codebookSize());
    counts.index_add_(0, codes, torch.ones(residual.size(0)));
    Tensor sums = torch.zeros_like(stage.sums());
    sums.index_add_(0, codes, residual);
    stage.counts().mul_(Torch.scalar(DECAY)).add_(counts, Torch.scalar(1 - DECAY));
    stage.sums().mul_(Torch.scalar(DECAY)).add_(sums, Torch.scalar(1 - DECAY));
    restartDead(stage, residual);
    double total = stage.counts().sum().item_double();
    int n = config.codebookSize();
    Tensor smoothed =
        stage.counts().add(Torch.scalar(LAPLACE)).mul(Torch.scalar(total / (total + n * LAPLACE)));
    stage.vectors().copy_(stage.sums().div(smoothed.unsqueeze(1)));
  }

  private void restartDead(Stage stage, Tensor points) {
    List<Integer> dead = dead(stage);
    if (!dead.isEmpty()) {
      restart(stage, indices(dead), someOf(points, dead.size()), mean(stage));
      restarts += dead.size();
    }
  }

  /// Moves dead codes to other vectors, each with the count of an average code behind it. The word
  /// itself follows: it is computed from its averages right after.
  protected void restart(Stage stage, Tensor codes, Tensor fresh, double count) {
    moveAll(stage, codes, fresh, count);
  }

  private static void moveAll(Stage stage, Tensor codes, Tensor fresh, double count) {
    stage.sums().index_copy_(0, codes, fresh.mul(Torch.scalar(count)));
    stage.counts().index_fill_(0, codes, Torch.scalar(count));
  }

  private static double mean(Stage stage) {
    return stage.counts().mean().item_double();
  }

  private static List<Integer> dead(Stage stage) {
    float[] counts = Torch.floats(stage.counts());
    double mean = mean(stage);
    List<Integer> dead = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] < DEAD_SHARE * mean) {
        dead.add(i);
      }
    }
    return dead;
  }

  private static Tensor indices(List<Integer> codes) {
    return Torch.indices(codes.stream().mapToLong(Integer::longValue).toArray(), codes.size());
  }

  private Tensor someOf(Tensor points, int count) {
    return points.index_select(0, randomRows(points, count));
  }

  private Tensor randomRows(Tensor points, int count) {
    long[] rows = new long[count];
    for (int i = 0; i < count; i++) {
      rows[i] = random.nextLong(points.size(0));
    }
    return Torch.indices(rows, count);
  }

  /// The nearest code of each residual: argmax of `2 r.e - |e|^2`, the first of equals.
  private static Tensor nearest(Stage stage, Tensor residual) {
    Tensor words = stage.vectors();
    Tensor score = residual.matmul(words.t()).mul(Torch.scalar(2)).sub(words.square().sum(1));
    return score.argmax(new LongOptional(1), false);
  }

  /// The codes of latents, for the token model.
  ///
  /// @param latents `[frames, dim]`
  /// @return `[codebooks][frames]`
  public int[][] encode(Tensor latents) {
    int[][] codes = new int[stages.size()][];
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      Tensor residual = latents;
      for (int q = 0; q < codes.length; q++) {
        Tensor nearest = nearest(stages.get(q), residual);
        residual = residual.sub(stages.get(q).vectors().index_select(0, nearest));
        long[] row = Torch.longs(nearest);
        codes[q] = new int[row.length];
        for (int t = 0; t < row.length; t++) {
          codes[q][t] = (int) row[t];
        }
      }
    }
    return codes;
  }

  /// The codebooks under the names that the player reads.
  public Map<String, timbrel.nn.weights.Tensor> codebooks() {
    Map<String, timbrel.nn.weights.Tensor> values = new LinkedHashMap<>();
    for (int q = 0; q < stages.size(); q++) {
      values.put(name(q), copy(stages.get(q).vectors()));
    }
    return values;
  }

  private static String name(int q) {
    return "codec.quantizer.codebooks." + q;
  }

  /// Adds what is needed to go on learning to a checkpoint.
  public void save(Map<String, timbrel.nn.weights.Tensor> into) {
    into.putAll(codebooks());
    for (int q = 0; q < stages.size(); q++) {
      into.put("quantizer.sums." + q, copy(stages.get(q).sums()));
      into.put("quantizer.counts." + q, copy(stages.get(q).counts()));
    }
  }

  /// Takes the codebooks from `weights`. Without the averages of a checkpoint they are taken as
  /// evenly used, so that a finished instrument can go on learning too.
  public void load(WeightMap weights) {
    int n = config.codebookSize();
    int d = config.latentDim();
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      for (int q = 0; q < stages.size(); q++) {
        Stage stage = stages.get(q);
        fill(stage.vectors(), weights.require(name(q), n, d));
        if (weights.contains("quantizer.sums." + q)) {
          fill(stage.sums(), weights.require("quantizer.sums." + q, n, d));
          fill(stage.counts(), weights.require("quantizer.counts." + q, n));
        } else {
          stage.sums().copy_(stage.vectors());
          stage.counts().fill_(Torch.scalar(1));
        }
      }
    }
    started = true;
  }

  private static void fill(Tensor target, float[] source) {
    target.copy_(Torch.tensor(source, target.shape()));
  }

  private static timbrel.nn.weights.Tensor copy(Tensor tensor) {
    long[] shape = tensor.shape();
    int[] dims = new int[shape.length];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = (int) shape[i];
    }
    return new timbrel.nn.weights.Tensor(dims, Torch.floats(tensor));
  }
}
