package timbrel.bench.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    String parts =
        polar(model, model.slice(head, 1, 0, bins), model.slice(head, 1, bins, 2 * bins));
    if (config.noise()) {
      String phases = model.input(NOISE, frames * config.fineFrames(), bins);
      parts =
          model.add("Add", parts, polar(model, model.slice(head, 1, 2 * bins, 3 * bins), phases));
    }
    if (config.tones() > 0) {
      OnnxTones tones = new OnnxTones(model, config, frames * config.fineFrames());
      String phases = streaming ? newState(1, config.tones()) : tones.startPhases();
      OnnxTones.Added added = tones.add(head, phases);
      if (streaming) {
        nextState(added.phases(), 1, config.tones());
      }
      parts = model.add("Add", parts, added.parts());
    }
    String basis = model.constant(inverseBasis(), 2 * bins, config.fftSize());
    return model.add("MatMul", parts, basis);
  }

  /// `[spectra, 2 bins]`: real parts, then imaginary ones.
  static String polar(OnnxModel model, String logs, String phases) {
    String magnitude = model.add("Exp", model.add("Min", logs, model.scalar(MAX_LOG_MAGNITUDE)));
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
