package timbrel.nn.kernels;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import timbrel.nn.CausalConv1d;
import timbrel.nn.Conv1d;
import timbrel.nn.ConvNeXtBlock;
import timbrel.nn.FrameQueue;
import timbrel.nn.GroupNorm;
import timbrel.nn.Linear;
import timbrel.nn.Lstm;
import timbrel.nn.Noise;
import timbrel.nn.Padding;
import timbrel.nn.Residual;
import timbrel.nn.Snake;
import timbrel.nn.TimeLayer;
import timbrel.nn.TransposedConv1d;

/// Runs every kernel of the chosen implementation, and layers on top, at sizes around the widths of
/// vectors. Loaded once for each implementation by [KernelWidthsTest].
public final class EveryKernel implements Supplier<Map<String, float[]>> {
  private static final int[] SIZES = {0, 1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 67, 131};
  private static final int[][] PRODUCTS = { // rows, out, in
    {0, 3, 4}, {1, 1, 1}, {1, 15, 7}, {1, 16, 16}, {1, 17, 0}, {1, 64, 33}, {1, 131, 20},
    {2, 17, 9}, {3, 33, 31}, {4, 8, 5}, {5, 48, 12}, {6, 31, 17}, {7, 65, 40}, {13, 20, 21}
  };
  private static final float[] ODD_VALUES = {
    0f,
    -0f,
    1f,
    -1f,
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MIN_NORMAL,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    0.625f,
    -0.625f,
    88.7f,
    88.8f,
    -87.4f,
    -103.9f,
    -104.1f,
    1e-3f,
    9.99e3f,
    -9.99e3f
  };

  private final Noise noise = new Noise();
  private final Map<String, float[]> results = new LinkedHashMap<>();

  private interface Elementwise {
    void apply(float[] x, int xOffset, float[] y, int yOffset, int length);
  }

  @Override
  public Map<String, float[]> get() {
    for (int[] size : PRODUCTS) {
      product(size[0], size[1], size[2]);
    }
    for (int size : SIZES) {
      elementwise(size);
      rows(size);
      attention(size);
      codecSums(size);
      realSpectra(size);
    }
    for (int size = 4; size <= 1024; size *= 2) {
      fourierStages(size);
    }
    layers();
    return results;
  }

  private void product(int rows, int out, int in) {
    PackedMatrix w = PackedMatrix.of(noise.values(out * in), noise.values(out), out, in);
    float[] y = new float[rows * (out + 3) + 2];
    Kernels.chosen().matmul(noise.values(rows * (in + 1) + 5), 5, in + 1, rows, w, y, 2, out + 3);
    results.put("matmul " + rows + " " + out + " " + in, y);
  }

  private void fourierStages(int size) {
    for (int count = 1; 4 * count <= size; count *= 4) {
      float[] re = new float[size];
      float[] im = new float[size];
      FourierStage stage = FourierStage.of(size, count);
      Kernels.chosen().radix4(stage, noise.values(size), noise.values(size), re, im);
      results.put("real part of radix4 %d %d".formatted(size, count), re);
      results.put("imaginary part of radix4 %d %d".formatted(size, count), im);
    }
  }

  private void realSpectra(int half) {
    float[][] in = new float[4][];
    Arrays.setAll(in, i -> noise.values(half + 1));
    float[][] out = new float[2][half + 1];
    Kernels.chosen().toRealSpectrum(in[0], in[1], in[2], in[3], half, out[0], out[1]);
    for (int i = 0; i < out.length; i++) {
      results.put("real spectrum %d, result %d".formatted(half, i), out[i]);
    }
  }

  private void elementwise(int size) {
    Map<String, Elementwise> functions = new LinkedHashMap<>();
    functions.put("add", Kernels.chosen()::add);
    functions.put("multiply", Kernels.chosen()::multiply);
    functions.put("relu", Kernels.chosen()::relu);
    functions.put("gelu", Kernels.chosen()::gelu);
    functions.put("silu", Kernels.chosen()::silu);
    functions.put("elu", Kernels.chosen()::elu);
    functions.put("tanh", Kernels.chosen()::tanh);
    functions.put("exp", Kernels.chosen()::exp);
    functions.put("log", Kernels.chosen()::log);
    functions.put("sin", Kernels.chosen()::sin);
    functions.put("cos", Kernels.chosen()::cos);
    products(size);
    functions.forEach((name, function) -> {
      float[] y = noise.values(size + 3);
      float[] x = noise.values(size + 2);
      function.apply(x, 1, y, 2, size);
      results.put(name + " " + size, y);
      float[] odd = Arrays.copyOf(ODD_VALUES, ODD_VALUES.length + size);
      float[] result = new float[odd.length];
      function.apply(odd, 0, result, 0, odd.length);
      results.put(name + " of odd values and " + size, result);
    });
  }

  private void products(int size) {
    float[] y = noise.values(size + 2);
    Kernels.chosen().addProduct(noise.values(size + 1), 1, noise.values(size), 0, y, 2, size);
    results.put("addProduct " + size, y);
    float[] re = new float[size];
    float[] im = new float[size];
    Kernels.chosen().polar(noise.values(2 * size + 3), 1, size + 2, 0.5f, 128, re, im, size);
    results.put("real part of polar " + size, re);
    results.put("imaginary part of polar " + size, im);
  }

  private void rows(int channels) {
    int frames = 3;
    float[] x = noise.values((frames + 4) * channels);
    float[] gain = noise.values(channels);
    float[] shift = noise.values(channels);
    float[] y = new float[frames * channels];
    Kernels.chosen().layerNorm(x, frames, gain, shift, 1e-5f, y);
    results.put("layerNorm " + channels, y);
    y = new float[frames * channels];
    Kernels.chosen().depthwise(x, noise.values(5 * channels), shift, frames, y);
    results.put("depthwise " + channels, y);
    y = new float[frames * channels];
    Kernels.chosen().scaledResidual(x, gain, noise.values(frames * channels), frames, y);
    results.put("scaledResidual " + channels, y);
    float[] sum = {Kernels.chosen().sum(gain, 0, channels)};
    results.put("sum " + channels, sum);
    if (channels > 0) {
      Kernels.chosen().softmax(shift, 0, channels);
      results.put("softmax " + channels, shift);
    }
  }

  private void attention(int size) {
    float[] y = new float[size + 1];
    float[] matrix = noise.values(11 * (size + 2) + 1);
    Kernels.chosen().weightedSum(noise.values(12), 1, 11, matrix, 1, size + 2, y, 1, size);
    results.put("weightedSum " + size, y);
    int panels = (size + PackedMatrix.PANEL - 1) / PackedMatrix.PANEL;
    float[] packed = noise.values(panels * PackedMatrix.PANEL * 11 + 3);
    y = new float[panels * PackedMatrix.PANEL + 2];
    Kernels.chosen().panelSum(noise.values(12), 1, 11, packed, 3, panels, y, 1);
    results.put("panelSum " + size, y);
  }

  private void codecSums(int size) {
    Kernels kernels = Kernels.chosen();
    float[] y = new float[7];
    kernels.narrowMatmul(
        noise.values(3 * size + 9), 1, size + 1, 3, noise.values(2 * size), noise.values(2), y, 1);
    results.put("narrowMatmul " + size, y);
    float[] deviations = {kernels.squaredDeviations(noise.values(size + 1), 1, size, 0.25f)};
    results.put("squaredDeviations " + size, deviations);
    y = new float[3 * size + 2];
    kernels.affine(noise.values(3 * size + 1), 1, noise.values(size), noise.values(size), 3, y, 2);
    results.put("affine " + size, y);
    y = noise.values(3 * size + 2);
    kernels.snake(y, 1, noise.values(size), noise.values(size), 3);
    results.put("snake " + size, y);
    float[] cell = noise.values(size);
    float[] hidden = new float[size];
    kernels.lstmCell(noise.values(4 * size + 1), 1, cell, hidden);
    results.put("lstmCell cell " + size, cell);
    results.put("lstmCell hidden " + size, hidden);
  }

  private void layers() {
    ConvNeXtBlock.Config config = new ConvNeXtBlock.Config(21, 50, 7);
    ConvNeXtBlock block = ConvNeXtBlock.from(noise.convNeXt(config), config);
    float[] signal = noise.values(23 * 21);
    block.forward(signal, 23, block.newState(23), signal);
    results.put("ConvNeXtBlock", signal);
    CausalConv1d conv =
        new CausalConv1d(
            new CausalConv1d.Config(21, 18, 4, 1), noise.values(18 * 21 * 4), noise.values(18));
    float[] out = new float[23 * 18];
    conv.forward(signal, 23, conv.newState(23), out);
    results.put("CausalConv1d", out);
    timeLayers();
  }

  private void timeLayers() {
    Padding padding = new Padding(Padding.Mode.REFLECT, 6, 2, true);
    run("Conv1d", conv(21, 18, 5, padding));
    run("Conv1d of few outputs", conv(21, 2, 5, padding));
    run(
        "TransposedConv1d",
        new TransposedConv1d(
            new TransposedConv1d.Config(21, 17, 7, 3, 1, 2),
            noise.values(21 * 17 * 7),
            noise.values(17)));
    Linear input = new Linear(noise.values(84 * 21), noise.values(84), 84, 21);
    Linear recurrent = new Linear(noise.values(84 * 21), noise.values(84), 84, 21);
    run("Lstm", Residual.around(new Lstm(List.of(new Lstm.Layer(input, recurrent)))));
    run("GroupNorm", new GroupNorm(noise.values(21), noise.values(21)));
    run("Snake", new timbrel.nn.Elementwise(21, new Snake(noise.values(21))));
  }

  private Conv1d conv(int in, int out, int taps, Padding padding) {
    return new Conv1d(
        new Conv1d.Config(in, out, taps, 2, 2, padding),
        noise.values(in * out * taps),
        noise.values(out));
  }

  private void run(String name, TimeLayer layer) {
    FrameQueue in = new FrameQueue(layer.inChannels());
    FrameQueue out = new FrameQueue(layer.outChannels());
    in.append(noise.values(23 * layer.inChannels()), 0, 23);
    layer.newStream().forward(in, true, out);
    int end = out.start() + out.frames() * out.channels();
    results.put(name, Arrays.copyOfRange(out.values(), out.start(), end));
  }
}
