package timbrel.training;

import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import timbrel.codec.CodecConfig;

/// The codec as a convolutional network at the rate of samples: a causal SEANet without LSTM
/// (Tagliasacchi et al. 2020; Défossez et al. 2022, "EnCodec", section 3.1).
///
/// Unlike EnCodec all padding is zeros on the left, residual shortcuts are identities, and the
/// activation is Snake (Kumar et al. 2023).
public final class SeanetNetwork implements CodecNetwork {
  private static final int[] STRIDES = {2, 4, 8, 8};

  private final CodecConfig config;
  private final int base;
  private final Parameters parameters = new Parameters();

  public SeanetNetwork(CodecConfig config, int baseChannels, RandomGenerator random) {
    this.config = config;
    this.base = baseChannels;
    initialize(random);
  }

  private void initialize(RandomGenerator random) {
    int channels = base;
    parameters.addAffine("codec.encoder.in", random, channels, 1, 7);
    for (int i = 0; i < STRIDES.length; i++) {
      String stage = "codec.encoder." + i;
      initializeResidual(stage + ".residual", channels, random);
      parameters.addOnes(stage + ".alpha", channels, 1);
      parameters.addAffine(stage + ".down", random, 2L * channels, channels, 2L * STRIDES[i]);
      channels *= 2;
    }
    parameters.addOnes("codec.encoder.alpha", channels, 1);
    parameters.addAffine("codec.encoder.out", random, config.latentDim(), channels, 3);
    parameters.addAffine("codec.decoder.in", random, channels, config.latentDim(), 7);
    for (int i = STRIDES.length - 1; i >= 0; i--) {
      String stage = "codec.decoder." + i;
      parameters.addOnes(stage + ".alpha", channels, 1);
      // [in, out, taps]: two taps of every input meet in an output sample.
      parameters.addNormal(
          stage + ".up.weight",
          1 / Math.sqrt(2.0 * channels),
          random,
          channels,
          channels / 2,
          2L * STRIDES[i]);
      parameters.addZeros(stage + ".up.bias", channels / 2);
      channels /= 2;
      initializeResidual(stage + ".residual", channels, random);
    }
    parameters.addOnes("codec.decoder.alpha", channels, 1);
    parameters.addNormal("codec.decoder.out.weight", 0.02, random, 1, channels, 7);
    parameters.addZeros("codec.decoder.out.bias", 1);
  }

  private void initializeResidual(String name, int channels, RandomGenerator random) {
    parameters.addOnes(name + ".alpha1", channels, 1);
    parameters.addAffine(name + ".1", random, channels, channels, 3);
    parameters.addOnes(name + ".alpha2", channels, 1);
    parameters.addAffine(name + ".2", random, channels, channels, 1);
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public Tensor encode(Tensor sound) {
    Tensor x = convolve("codec.encoder.in", sound.unsqueeze(1), 7, 1, 1);
    for (int i = 0; i < STRIDES.length; i++) {
      String stage = "codec.encoder." + i;
      x = snake(residual(stage + ".residual", x), stage + ".alpha");
      x = convolve(stage + ".down", x, 2 * STRIDES[i], STRIDES[i], 1);
    }
    x = convolve("codec.encoder.out", snake(x, "codec.encoder.alpha"), 3, 1, 1);
    return x.transpose(1, 2).contiguous();
  }

  @Override
  public Tensor decode(Tensor latents) {
    Tensor x = convolve("codec.decoder.in", latents.transpose(1, 2), 7, 1, 1);
    for (int i = STRIDES.length - 1; i >= 0; i--) {
      String stage = "codec.decoder." + i;
      long samples = x.size(2) * STRIDES[i];
      x =
          torch
              .conv_transpose1d(
                  snake(x, stage + ".alpha"),
                  parameters.get(stage + ".up.weight"),
                  new TensorOptional(parameters.get(stage + ".up.bias")),
                  new long[] {STRIDES[i]},
                  new long[] {0},
                  new long[] {0},
                  1,
                  1)
              .narrow(2, 0, samples);
      x = residual(stage + ".residual", x);
    }
    x = convolve("codec.decoder.out", snake(x, "codec.decoder.alpha"), 7, 1, 1);
    return x.select(1, 0);
  }

  private Tensor residual(String name, Tensor x) {
    Tensor y = convolve(name + ".1", snake(x, name + ".alpha1"), 3, 1, 3);
    return x.add(convolve(name + ".2", snake(y, name + ".alpha2"), 1, 1, 1));
  }

  private Tensor snake(Tensor x, String alphaName) {
    Tensor alpha = parameters.get(alphaName);
    return x.add(x.mul(alpha).sin().square().div(alpha.add(new Scalar(1e-9))));
  }

  private Tensor convolve(String name, Tensor x, int taps, int stride, int dilation) {
    return torch.conv1d(
        torch.pad(x, (taps - 1L) * dilation + 1 - stride, 0),
        parameters.get(name + ".weight"),
        new TensorOptional(parameters.get(name + ".bias")),
        new long[] {stride},
        new long[] {0},
        new long[] {dilation},
        1);
  }
}
