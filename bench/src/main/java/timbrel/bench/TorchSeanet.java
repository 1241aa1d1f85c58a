package timbrel.bench;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import timbrel.codec.encodec.EncodecConfig;
import timbrel.nn.weights.WeightMap;
import timbrel.training.Torch;

/// EnCodec's decoder frame by frame in libtorch, as a careful user would write it: every
/// convolution keeps the frames that it still needs, every transposed one the sum that later frames
/// add to, the LSTM its state. Before the first frame is silence.
final class TorchSeanet {
  private static final long[] ONE = {1};
  private static final long[] NONE = {0};

  private interface Step {
    Tensor forward(Tensor x);
  }

  private final List<Step> steps = new ArrayList<>();
  private final WeightMap weights;
  private int index;

  TorchSeanet(EncodecConfig config, WeightMap weights) {
    this.weights = weights.withPrefix("decoder.layers.");
    int channels = config.numFilters() << config.upsamplingRatios().size();
    steps.add(conv(index++ + ".conv.", config.hiddenSize(), channels, config.kernelSize()));
    steps.add(lstm(index++ + ".lstm.", config.numLstmLayers(), channels));
    for (int ratio : config.upsamplingRatios()) {
      index++;
      steps.add(torch::elu);
      steps.add(transposed(index++ + ".conv.", channels, ratio));
      channels /= 2;
      steps.add(block(index++ + ".", config, channels));
    }
    index++;
    steps.add(torch::elu);
    steps.add(conv(index++ + ".conv.", channels, 1, config.lastKernelSize()));
  }

  /// @param latents `[1, dim, 1]`
  /// @return sound `[1, 1, hop]`
  Tensor forward(Tensor latents) {
    Tensor x = latents;
    for (Step step : steps) {
      x = step.forward(x);
    }
    return x;
  }

  private Tensor tensor(String name, int... shape) {
    long[] sizes = java.util.Arrays.stream(shape).asLongStream().toArray();
    return Torch.tensor(weights.require(name, shape), sizes).retainReference();
  }

  /// Memory of a stream: replaced after every frame.
  private static final class Kept {
    private Tensor value;

    Kept(Tensor value) {
      this.value = value.retainReference();
    }

    void replace(Tensor next) {
      next.retainReference();
      value.releaseReference();
      value = next;
    }
  }

  private static Tensor cat(long dimension, Tensor... parts) {
    return torch.cat(new TensorVector(parts), dimension);
  }

  private Step conv(String name, int in, int out, int taps) {
    Tensor weight = tensor(name + "weight", out, in, taps);
    TensorOptional bias = new TensorOptional(tensor(name + "bias", out)).retainReference();
    if (taps == 1) {
      return x -> torch.conv1d(x, weight, bias, ONE, NONE, ONE, 1);
    }
    Kept kept = new Kept(torch.zeros(1, in, taps - 1));
    return x -> {
      Tensor window = cat(2, kept.value, x);
      long length = window.size(2);
      kept.replace(window.narrow(2, length - taps + 1, taps - 1).contiguous());
      return torch.conv1d(window, weight, bias, ONE, NONE, ONE, 1);
    };
  }

  private Step transposed(String name, int in, int ratio) {
    int out = in / 2;
    Tensor weight = tensor(name + "weight", in, out, 2 * ratio);
    Tensor bias = tensor(name + "bias", out).view(1, out, 1).retainReference();
    Kept kept = new Kept(torch.zeros(1, out, ratio));
    return x -> {
      Tensor whole =
          torch.conv_transpose1d(
              x, weight, new TensorOptional(), new long[] {ratio}, NONE, NONE, 1, ONE);
      long ready = whole.size(2) - ratio;
      whole.narrow(2, 0, ratio).add_(kept.value);
      kept.replace(whole.narrow(2, ready, ratio).clone());
      return whole.narrow(2, 0, ready).add(bias);
    };
  }

  private Step block(String name, EncodecConfig config, int channels) {
    int inside = channels / config.compress();
    Step first = conv(name + "block.1.conv.", channels, inside, config.residualKernelSize());
    Step second = conv(name + "block.3.conv.", inside, channels, 1);
    Step shortcut = conv(name + "shortcut.conv.", channels, channels, 1);
    return x -> shortcut.forward(x).add(second.forward(torch.elu(first.forward(torch.elu(x)))));
  }

  private Step lstm(String name, int layers, int width) {
    TensorVector parameters = new TensorVector().retainReference();
    for (int l = 0; l < layers; l++) {
      parameters.push_back(tensor(name + "weight_ih_l" + l, 4 * width, width));
      parameters.push_back(tensor(name + "weight_hh_l" + l, 4 * width, width));
      parameters.push_back(tensor(name + "bias_ih_l" + l, 4 * width));
      parameters.push_back(tensor(name + "bias_hh_l" + l, 4 * width));
    }
    Kept hidden = new Kept(torch.zeros(layers, 1, width));
    Kept cell = new Kept(torch.zeros(layers, 1, width));
    return x -> {
      var result =
          torch.lstm(
              x.permute(2, 0, 1),
              new TensorVector(hidden.value, cell.value),
              parameters,
              true,
              layers,
              0,
              false,
              false,
              false);
      hidden.replace(result.get1().clone()); // a tensor of its own, the tuple goes
      cell.replace(result.get2().clone());
      return result.get0().permute(1, 2, 0).add(x);
    };
  }
}
