package timbrel.training;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/// Tells real sounds from decoded ones by their complex spectrograms at several window lengths
/// (Défossez et al. 2022, "EnCodec", section 3.4, figure 2), so that the decoder learns to be crisp
/// where an average would do for the other losses.
///
/// Unlike the paper the spectrograms' magnitudes enter as square roots: the decay of a drum spans
/// 60 dB, and on a linear scale only its attack would be judged. With 8 channels instead of 32 the
/// cost is that of a plain CPU.
public final class StftDiscriminator {
  private static final int[] TIME_DILATIONS = {1, 2, 4};
  private static final double SLOPE = 0.2;
  private static final double SILENT_POWER = 1e-8;

  private final Parameters parameters = new Parameters();
  private final List<Scale> scales = new ArrayList<>();

  private record Scale(String name, int window, Stft stft) {}

  /// What the discriminator says of a batch at every scale.
  ///
  /// @param scores one map of scores per scale, higher is more real
  /// @param features the hidden maps of every layer and scale
  public record Judgement(List<Tensor> scores, List<Tensor> features) {}

  public StftDiscriminator(int channels, int[] windows, RandomGenerator random) {
    for (int window : windows) {
      String name = "discriminator." + window;
      scales.add(new Scale(name, window, new Stft(window, window / 4)));
      parameters.addAffine(name + ".in", random, channels, 2, 3, 9);
      for (int i = 0; i < TIME_DILATIONS.length; i++) {
        parameters.addAffine(name + "." + i, random, channels, channels, 3, 9);
      }
      parameters.addAffine(name + ".mix", random, channels, channels, 3, 3);
      parameters.addAffine(name + ".out", random, 1, channels, 3, 3);
    }
  }

  public Parameters parameters() {
    return parameters;
  }

  /// @param sound `[batch, samples]`
  public Judgement judge(Tensor sound) {
    List<Tensor> scores = new ArrayList<>();
    List<Tensor> features = new ArrayList<>();
    for (Scale scale : scales) {
      Tensor x = convolve(scale.name() + ".in", spectrogram(sound, scale), 1, 1, 4);
      features.add(x = torch.leaky_relu(x, new Scalar(SLOPE)));
      for (int i = 0; i < TIME_DILATIONS.length; i++) {
        x = convolve(scale.name() + "." + i, x, TIME_DILATIONS[i], 2, 4);
        features.add(x = torch.leaky_relu(x, new Scalar(SLOPE)));
      }
      x = convolve(scale.name() + ".mix", x, 1, 1, 1);
      features.add(x = torch.leaky_relu(x, new Scalar(SLOPE)));
      scores.add(convolve(scale.name() + ".out", x, 1, 1, 1));
    }
    return new Judgement(scores, features);
  }

  private Tensor convolve(String name, Tensor x, long dilation, long stride, long sidePad) {
    return torch.conv2d(
        x,
        parameters.get(name + ".weight"),
        new TensorOptional(parameters.get(name + ".bias")),
        new long[] {1, stride},
        new long[] {dilation, sidePad},
        new long[] {dilation, 1},
        1);
  }

  /// `[batch, 2, frames, bins]`
  private static Tensor spectrogram(Tensor sound, Scale scale) {
    int window = scale.window();
    Tensor complex = scale.stft().of(torch.pad(sound, window / 2, window / 2));
    Tensor parts = torch.view_as_real(complex).mul(new Scalar(4.0 / window)); // [b, f, t, 2]
    Tensor power =
        parts
            .square()
            .sum(new long[] {-1}, true, new ScalarTypeOptional())
            .add(new Scalar(SILENT_POWER));
    return parts.div(power.sqrt().sqrt()).permute(0, 3, 2, 1).contiguous();
  }

  /// Hinge loss of the discriminator.
  public static Tensor discriminatorLoss(Judgement real, Judgement fake) {
    Tensor loss = torch.zeros(1);
    for (int i = 0; i < real.scores().size(); i++) {
      Tensor wantsHigh = real.scores().get(i).neg().add(new Scalar(1.0)).relu().mean();
      Tensor wantsLow = fake.scores().get(i).add(new Scalar(1.0)).relu().mean();
      loss = loss.add(wantsHigh).add(wantsLow);
    }
    return loss.mul(new Scalar(1.0 / real.scores().size()));
  }

  /// What the decoder minimises to be taken for real.
  public static Tensor adversarialLoss(Judgement fake) {
    Tensor loss = torch.zeros(1);
    for (Tensor score : fake.scores()) {
      loss = loss.sub(score.mean());
    }
    return loss.mul(new Scalar(1.0 / fake.scores().size()));
  }

  /// Distance of the hidden maps, each relative to the size of the real one.
  public static Tensor featureLoss(Judgement real, Judgement fake) {
    Tensor loss = torch.zeros(1);
    for (int i = 0; i < real.features().size(); i++) {
      Tensor wanted = real.features().get(i).detach();
      Tensor scale = wanted.abs().mean().add(new Scalar(1e-5));
      loss = loss.add(fake.features().get(i).sub(wanted).abs().mean().div(scale));
    }
    return loss.mul(new Scalar(1.0 / real.features().size()));
  }
}
