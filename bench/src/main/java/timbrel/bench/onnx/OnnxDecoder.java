package timbrel.bench.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import timbrel.audio.Windows;
import timbrel.codec.CodecConfig;
import timbrel.codec.StackConfig;
import timbrel.nn.weights.WeightMap;

/// A codec's decoder as an ONNX model with the same weights: codes in, sound out.
///
/// Sizes are fixed, layer scales are folded into the matrices before them, matrices are transposed
/// beforehand, and the inverse Fourier transform with its window is one matrix product: ONNX
/// Runtime has no inverse real FFT, and its general DFT is slower than this. Overlapping windows
/// are added up by slices (whole sounds) or by a matrix of zeros and ones (frame by frame).
///
/// A stream's memory are inputs `state0`, `state1` … and outputs `next0`, `next1` …
public final class OnnxDecoder {
  /// The input of a model with noise: its phases, `[spectra, bins]`.
  static final String NOISE = "noise";

  private static final float NORM_EPSILON = 1e-5f;
  private static final float MAX_LOG_MAGNITUDE = 2;

  /// Bins on either side that a tone reaches.
  private static final int REACH = 2;

  /// See [timbrel.codec.TonePhases].
  private static final double SHARED = 0.25;

  private static final double SAME = 0.25;

  /// Further from the middle of its bin than any tone, in bins.
  private static final float NOWHERE = 9;

  private final OnnxModel model = new OnnxModel();
  private final CodecConfig config;
  private final WeightMap weights;
  private final DepthwiseForm depthwise;
  private final int frames;
  private final boolean streaming;
  private final List<int[]> stateShapes = new ArrayList<>();

  /// A model with the shapes of its states.
  ///
  /// @param bytes the ONNX file
  /// @param stateShapes one per state; none for whole sounds
  public record Built(byte[] bytes, List<int[]> stateShapes) {}

  private OnnxDecoder(
      CodecConfig config,
      WeightMap weights,
      DepthwiseForm depthwise,
      int frames,
      boolean streaming) {
    this.config = config;
    this.weights = weights.withPrefix("codec.");
    this.depthwise = depthwise;
    this.frames = frames;
    this.streaming = streaming;
  }

  /// Decodes sounds of `frames` frames: input `codes [codebooks, frames]`, output `sound [frames x
  /// hop]`.
  public static Built whole(CodecConfig config, WeightMap weights, DepthwiseForm form, int frames) {
    return new OnnxDecoder(config, weights, form, frames, false).build();
  }

  /// Decodes one frame of a stream: input `codes [codebooks, 1]`, output `sound [hop]`, three fine
  /// hops late.
  public static Built stream(CodecConfig config, WeightMap weights, DepthwiseForm form) {
    return new OnnxDecoder(config, weights, form, 1, true).build();
  }

  private Built build() {
    int fine = config.fineDecoder().channels();
    int spectra = frames * config.fineFrames();
    String x = linear(latents(), "decoder.latent.", config.coarseDecoder().channels());
    x = stack(x, "decoder.coarse.", config.coarseDecoder(), frames);
    x = linear(x, "decoder.up.", config.fineFrames() * fine);
    x = model.add("Reshape", x, model.indices(spectra, fine));
    x = stack(x, "decoder.fine.", config.fineDecoder(), spectra);
    x = norm(x, "decoder.norm.", fine);
    x = pieces(linear(x, "decoder.head.", config.headSize()));
    String hops = streaming ? overlapAddStream(x, spectra) : overlapAdd(x, spectra);
    int samples = frames * config.hop();
    model.output(model.add("Reshape", hops, model.indices(samples)), "sound", samples);
    return new Built(model.toBytes(), List.copyOf(stateShapes));
  }

  /// The sum of the codes' vectors, looked up in all codebooks at once.
  private String latents() {
    int books = config.codebooks();
    int size = config.codebookSize();
    int dim = config.latentDim();
    float[] table = new float[books * size * dim];
    long[] first = new long[books];
    for (int q = 0; q < books; q++) {
      float[] words = weights.require("quantizer.codebooks." + q, size, dim);
      System.arraycopy(words, 0, table, q * size * dim, size * dim);
      first[q] = (long) q * size;
    }
    String codes = model.indexInput("codes", books, frames);
    String rows = model.add("Add", codes, model.indices(first, books, 1));
    String words = model.add("Gather", model.constant(table, books * size, dim), rows);
    return model.add("ReduceSum", Map.of("keepdims", 0), words, model.indices(0));
  }

  private String stack(String x, String prefix, StackConfig stack, int rows) {
    String y = x;
    for (int i = 0; i < stack.blocks(); i++) {
      y = block(y, prefix + i + ".", stack, rows);
    }
    return y;
  }

  private String block(String x, String name, StackConfig stack, int rows) {
    int d = stack.channels();
    int h = stack.hidden();
    String y = norm(convolution(x, name + "dw.", stack, rows), name + "norm.", d);
    y = linear(y, name + "up.", h);
    y = model.add("Gelu", Map.of("approximate", "tanh"), y);
    float[] gamma = weights.require(name + "gamma", d);
    float[] down = transposed(weights.require(name + "down.weight", d, h), d, h);
    float[] bias = weights.require(name + "down.bias", d).clone();
    for (int o = 0; o < d; o++) {
      bias[o] *= gamma[o];
      for (int i = 0; i < h; i++) {
        down[i * d + o] *= gamma[o];
      }
    }
    y = model.add("Gemm", y, model.constant(down, h, d), model.constant(bias, d));
    return model.add("Add", x, y);
  }

  private String convolution(String x, String name, StackConfig stack, int rows) {
    int d = stack.channels();
    int taps = stack.kernel();
    float[] weight = weights.require(name + "weight", d, 1, taps);
    String bias = model.constant(weights.require(name + "bias", d), d);
    String window = streaming ? rememberedWindow(x, taps - 1, d, rows) : x;
    int missing = streaming ? 0 : taps - 1;
    return switch (depthwise) {
      case TAPS -> taps(padded(window, missing, d), weight, bias, taps, d, rows);
      case CONV_1D -> {
        String y = model.add("Transpose", Map.of("perm", new int[] {1, 0}), window);
        y = model.add("Unsqueeze", y, model.indices(0));
        Map<String, Object> attributes = Map.of("group", d, "pads", new int[] {missing, 0});
        y = model.add("Conv", attributes, y, model.constant(weight, d, 1, taps), bias);
        y = model.add("Squeeze", y, model.indices(0));
        yield model.add("Transpose", Map.of("perm", new int[] {1, 0}), y);
      }
      case CONV_2D -> {
        int all = streaming ? rows + taps - 1 : rows;
        String y = model.add("Transpose", Map.of("perm", new int[] {1, 0}), window);
        y = model.add("Reshape", y, model.indices(1, d, 1, all));
        Map<String, Object> attributes = Map.of("group", d, "pads", new int[] {0, missing, 0, 0});
        y = model.add("Conv", attributes, y, model.constant(weight, d, 1, 1, taps), bias);
        y = model.add("Reshape", y, model.indices(d, rows));
        yield model.add("Transpose", Map.of("perm", new int[] {1, 0}), y);
      }
    };
  }

  private String taps(String window, float[] weight, String bias, int taps, int d, int rows) {
    String sum = bias;
    for (int k = 0; k < taps; k++) {
      float[] tap = new float[d];
      for (int c = 0; c < d; c++) {
        tap[c] = weight[c * taps + k];
      }
      String part = model.slice(window, 0, k, k + rows);
      sum = model.add("Add", model.add("Mul", part, model.constant(tap, d)), sum);
    }
    return sum;
  }

  private String padded(String x, int rows, int d) {
    if (rows == 0) {
      return x;
    }
    return model.add("Concat", Map.of("axis", 0), model.constant(new float[rows * d], rows, d), x);
  }

  /// The last `kept` rows of the stream and the new ones; the last of these are the next state.
  private String rememberedWindow(String x, int kept, int d, int rows) {
    String window = model.add("Concat", Map.of("axis", 0), newState(kept, d), x);
    nextState(model.slice(window, 0, rows, rows + kept), kept, d);
    return window;
  }

  private String newState(int rows, int columns) {
    String state = model.input("state" + stateShapes.size(), rows, columns);
    stateShapes.add(new int[] {rows, columns});
    return state;
  }

  /// What the state that was added last will be at the next frame.
  private void nextState(String value, int rows, int columns) {
    model.output(value, "next" + (stateShapes.size() - 1), rows, columns);
  }

  /// Windowed pieces of sound `[spectra, fftSize]` from log magnitudes and phases.
  private String pieces(String head) {
    int bins = config.bins();
    String parts = polar(model.slice(head, 1, 0, bins), model.slice(head, 1, bins, 2 * bins));
    if (config.noise()) {
      String phases = model.input(NOISE, frames * config.fineFrames(), bins);
      parts = model.add("Add", parts, polar(model.slice(head, 1, 2 * bins, 3 * bins), phases));
    }
    if (config.tones() > 0) {
      parts = model.add("Add", parts, tones(head));
    }
    String basis = model.constant(inverseBasis(), 2 * bins, config.fftSize());
    return model.add("MatMul", parts, basis);
  }

  /// `[spectra, 2 bins]` of tones, which reach two bins to either side.
  private String tones(String head) {
    int tones = config.tones();
    int at = config.toneOffset();
    String turns = wrapped(model.slice(head, 1, at + tones, at + 2 * tones));
    String ownAside = model.add("Mul", turns, scalar(2 / Math.PI));
    String up = follows(ownAside, 1);
    String down = follows(ownAside, -1);
    String aside = followed(ownAside, up, down);
    String falling = model.add("Mul", model.add("Abs", aside), scalar(-2));
    falling = model.add("Add", falling, scalar(1.5));
    String share = model.add("Min", model.add("Max", falling, scalar(0)), scalar(1));
    String own = polar(model.slice(head, 1, at, at + tones), tonePhases(turns, leaders(up, down)));
    String re = model.add("Mul", model.slice(own, 1, 0, tones), share);
    String im = model.add("Mul", model.slice(own, 1, tones, 2 * tones), share);
    String[] res = new String[2 * REACH + 1];
    String[] ims = new String[2 * REACH + 1];
    for (int m = -REACH; m <= REACH; m++) {
      String lobe = lobeAt(model.add("Sub", aside, scalar(m)));
      res[m + REACH] = model.add("Mul", re, lobe);
      ims[m + REACH] = model.add("Mul", im, lobe);
    }
    String toneBins = toneBins();
    Map<String, Object> sideBySide = Map.of("axis", 1);
    String real = model.add("MatMul", model.add("Concat", sideBySide, res), toneBins);
    String imaginary = model.add("MatMul", model.add("Concat", sideBySide, ims), toneBins);
    return model.add("Concat", sideBySide, real, imaginary);
  }

  /// `[spectra, tones]`, one spectrum's after the other's: where two bins say about the same
  /// frequency, the one that is further from it has the other's phase.
  private String tonePhases(String turns, String leaders) {
    int tones = config.tones();
    int spectra = frames * config.fineFrames();
    float[] middles = new float[tones];
    for (int k = 0; k < tones; k++) {
      int quarters = (config.lowestTone() + k + 1) % 4 - 1; // the same in small numbers
      middles[k] = (float) (quarters * Math.PI / 2);
    }
    String advance = model.add("Add", turns, model.constant(middles, tones));
    String phases = streaming ? newState(1, tones) : model.constant(new float[tones], 1, tones);
    String[] all = new String[spectra];
    for (int j = 0; j < spectra; j++) {
      phases = model.add("Add", phases, model.slice(advance, 0, j, j + 1));
      String leader = model.slice(leaders, 0, j, j + 1);
      phases = model.add("GatherElements", Map.of("axis", 1), wrapped(phases), leader);
      all[j] = phases;
    }
    if (streaming) {
      nextState(phases, 1, tones);
    }
    return model.add("Concat", Map.of("axis", 0), all);
  }

  /// `[spectra, tones]`: which tone each follows; itself, if no other.
  private String leaders(String up, String down) {
    long[] own = LongStream.range(0, config.tones()).toArray();
    String leaders = model.add("Add", model.indices(own, 1, own.length), whole(up));
    return model.add("Sub", leaders, whole(down));
  }

  private String whole(String condition) {
    return model.add("Cast", Map.of("to", OnnxModel.INT64), condition);
  }

  /// How far above the middles of their bins tones lie once each has followed its leader.
  private String followed(String aside, String up, String down) {
    String above = model.add("Add", beside(aside, 1), scalar(1));
    String below = model.add("Sub", beside(aside, -1), scalar(1));
    return model.add("Where", up, above, model.add("Where", down, below, aside));
  }

  /// `[spectra, tones]`: whether a tone follows the one that is `step` above it.
  private String follows(String aside, int step) {
    String beside = beside(aside, step);
    String shared = model.add("Greater", model.add("Mul", aside, scalar(step)), scalar(SHARED));
    String apart = model.add("Add", model.add("Sub", beside, aside), scalar(step));
    String same = model.add("LessOrEqual", model.add("Abs", apart), scalar(SAME));
    String nearer =
        model.add(
            step > 0 ? "Less" : "LessOrEqual", model.add("Abs", beside), model.add("Abs", aside));
    return model.add("And", model.add("And", shared, same), nearer);
  }

  /// What the tone that is `step` (1 or -1) above each says.
  private String beside(String aside, int step) {
    int tones = config.tones();
    int spectra = frames * config.fineFrames();
    float[] outside = new float[spectra];
    Arrays.fill(outside, NOWHERE);
    String none = model.constant(outside, spectra, 1);
    return step > 0
        ? model.add("Concat", Map.of("axis", 1), model.slice(aside, 1, 1, tones), none)
        : model.add("Concat", Map.of("axis", 1), none, model.slice(aside, 1, 0, tones - 1));
  }

  /// `[5 tones, bins]`: which bin each part of each tone falls into.
  private String toneBins() {
    int tones = config.tones();
    int bins = config.bins();
    float[] matrix = new float[(2 * REACH + 1) * tones * bins];
    for (int m = -REACH; m <= REACH; m++) {
      for (int k = 0; k < tones && config.lowestTone() + k + m < bins; k++) {
        int bin = config.lowestTone() + k + m;
        matrix[((m + REACH) * tones + k) * bins + bin] = bin % 2 == 0 ? 1 : -1;
      }
    }
    return model.constant(matrix, (2 * REACH + 1) * tones, bins);
  }

  /// The Hann window's spectrum: `sinc(x) + (sinc(x - 1) + sinc(x + 1)) / 2`.
  private String lobeAt(String x) {
    String below = sinc(model.add("Sub", x, scalar(1)));
    String above = sinc(model.add("Add", x, scalar(1)));
    String sides = model.add("Mul", model.add("Add", below, above), scalar(0.5));
    return model.add("Add", sinc(x), sides);
  }

  private String sinc(String x) {
    String positive = model.add("Max", model.add("Abs", x), scalar(1e-4)); // 0/0 is 1 there
    String angle = model.add("Mul", positive, scalar(Math.PI));
    return model.add("Div", model.add("Sin", angle), angle);
  }

  private String scalar(double value) {
    return model.constant(new float[] {(float) value}, 1);
  }

  /// Less whole turns.
  private String wrapped(String phases) {
    String whole = model.add("Round", model.add("Div", phases, scalar(2 * Math.PI)));
    return model.add("Sub", phases, model.add("Mul", whole, scalar(2 * Math.PI)));
  }

  /// `[spectra, 2 bins]`: real parts, then imaginary ones.
  private String polar(String logs, String phases) {
    String magnitude = model.add("Exp", model.add("Min", logs, scalar(MAX_LOG_MAGNITUDE)));
    String real = model.add("Mul", magnitude, model.add("Cos", phases));
    String imaginary = model.add("Mul", magnitude, model.add("Sin", phases));
    return model.add("Concat", Map.of("axis", 1), real, imaginary);
  }

  /// `[2 bins][fftSize]`: what each real and imaginary part adds to each sample, with the window
  /// and the scales of spectrum and overlap.
  private float[] inverseBasis() {
    int size = config.fftSize();
    int bins = config.bins();
    float[] window = Windows.hann(size);
    float[] basis = new float[2 * bins * size];
    for (int k = 0; k < bins; k++) {
      boolean edge = k == 0 || k == bins - 1;
      for (int t = 0; t < size; t++) {
        double angle = 2 * Math.PI * ((long) k * t % size) / size;
        double scale = window[t] * (2.0 / 3) * (size / 4.0) * (edge ? 1 : 2) / size;
        basis[k * size + t] = (float) (scale * Math.cos(angle));
        basis[(bins + k) * size + t] = edge ? 0 : (float) (-scale * Math.sin(angle));
      }
    }
    return basis;
  }

  /// `[spectra, fineHop]`: hop `j` is the last quarter of piece `j`, the third of the one after it,
  /// and so on.
  private String overlapAdd(String pieces, int spectra) {
    int hop = config.fineHop();
    int overlap = config.fftSize() / hop;
    String silence =
        model.constant(new float[(overlap - 1) * config.fftSize()], overlap - 1, config.fftSize());
    String longer = model.add("Concat", Map.of("axis", 0), pieces, silence);
    String sum = model.slice(pieces, 1, (overlap - 1) * hop, overlap * hop);
    for (int later = 1; later < overlap; later++) {
      int quarter = overlap - 1 - later;
      String column = model.slice(longer, 1, quarter * hop, (quarter + 1) * hop);
      sum = model.add("Add", sum, model.slice(column, 0, later, later + spectra));
    }
    return sum;
  }

  /// `[spectra, fineHop]`, three hops late; the sums that are not complete are the next state.
  private String overlapAddStream(String pieces, int spectra) {
    int hop = config.fineHop();
    int overlap = config.fftSize() / hop;
    int kept = overlap - 1;
    String state = newState(kept, hop);
    String quarters = model.add("Reshape", pieces, model.indices((long) spectra * overlap, hop));
    String all = model.add("Concat", Map.of("axis", 0), state, quarters);
    int rows = spectra + kept;
    int columns = kept + spectra * overlap;
    float[] adding = new float[rows * columns];
    for (int r = 0; r < kept; r++) {
      adding[r * columns + r] = 1;
    }
    for (int j = 0; j < spectra; j++) {
      for (int i = 0; i < overlap; i++) {
        adding[(j + i) * columns + kept + j * overlap + i] = 1;
      }
    }
    String sums = model.add("MatMul", model.constant(adding, rows, columns), all);
    nextState(model.slice(sums, 0, spectra, rows), kept, hop);
    return model.slice(sums, 0, 0, spectra);
  }

  private String linear(String x, String name, int out) {
    int in = weights.tensor(name + "weight").shape()[1];
    float[] weight = transposed(weights.require(name + "weight", out, in), out, in);
    String bias = model.constant(weights.require(name + "bias", out), out);
    return model.add("Gemm", x, model.constant(weight, in, out), bias);
  }

  private String norm(String x, String name, int channels) {
    String gain = model.constant(weights.require(name + "weight", channels), channels);
    String shift = model.constant(weights.require(name + "bias", channels), channels);
    Map<String, Object> attributes = Map.of("axis", -1, "epsilon", NORM_EPSILON);
    return model.add("LayerNormalization", attributes, x, gain, shift);
  }

  private static float[] transposed(float[] matrix, int rows, int columns) {
    float[] result = new float[matrix.length];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        result[c * rows + r] = matrix[r * columns + c];
      }
    }
    return result;
  }
}
