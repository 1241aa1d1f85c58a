package timbrel.training;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.StringViewOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import timbrel.codec.CodecConfig;

/// The codec as a network at the rate of spectra instead of samples: an STFT in front, ConvNeXt
/// blocks at two frame rates, and a head that predicts magnitude and phase of an inverse STFT
/// (Siuzdak 2023, "Vocos", section 3).
///
/// Unlike the paper everything is causal, and the first three quarters of a window are dropped from
/// the output: sample 0 is then covered by four whole spectra, so an attack at the very start is
/// not faded in.
public final class CodecNetwork {
  /// Power below which a bin of the input counts as silent: 100 dB under a full-scale sine.
  static final double SILENT_POWER = 1e-10;

  /// The head's log magnitude is cut here: e^2 times a full-scale sine.
  static final double MAX_LOG_MAGNITUDE = 2;

  /// The log magnitude of noise and tones that have not been learnt yet.
  private static final float QUIET = -9;

  private final CodecConfig config;
  private final Parameters parameters = new Parameters();
  private final ConvNeXtStack fineEncoder;
  private final ConvNeXtStack coarseEncoder;
  private final ConvNeXtStack coarseDecoder;
  private final ConvNeXtStack fineDecoder;
  private final Stft stft;
  private final Tensor window;
  private final Tones tones;

  public CodecNetwork(CodecConfig config, RandomGenerator random) {
    this.config = config;
    fineEncoder = new ConvNeXtStack("codec.encoder.fine", config.fineEncoder(), parameters);
    coarseEncoder = new ConvNeXtStack("codec.encoder.coarse", config.coarseEncoder(), parameters);
    coarseDecoder = new ConvNeXtStack("codec.decoder.coarse", config.coarseDecoder(), parameters);
    fineDecoder = new ConvNeXtStack("codec.decoder.fine", config.fineDecoder(), parameters);
    stft = new Stft(config.fftSize(), config.fineHop());
    window = Torch.keep(() -> Torch.tensor(hann(config.fftSize()), config.fftSize()));
    tones = new Tones(config);
    initialize(random);
  }

  private void initialize(RandomGenerator random) {
    int fine = config.fineEncoder().channels();
    int coarse = config.coarseEncoder().channels();
    // A random bias: silence would else reach every layer norm as an exact zero, whose gradient
    // the norms multiply by 300 each.
    parameters.addNormal(
        "codec.encoder.front.weight",
        1 / Math.sqrt(config.frontSize()),
        random,
        fine,
        config.frontSize());
    parameters.addNormal("codec.encoder.front.bias", 0.3, random, fine);
    fineEncoder.initialize(random);
    parameters.addAffine("codec.encoder.down", random, coarse, fine, config.fineFrames());
    coarseEncoder.initialize(random);
    ConvNeXtStack.initializeNorm(parameters, "codec.encoder.norm", coarse);
    parameters.addAffine("codec.encoder.latent", random, config.latentDim(), coarse);

    fine = config.fineDecoder().channels();
    coarse = config.coarseDecoder().channels();
    parameters.addNormal(
        "codec.decoder.latent.weight",
        1 / Math.sqrt(config.latentDim()),
        random,
        coarse,
        config.latentDim());
    parameters.addNormal("codec.decoder.latent.bias", 0.3, random, coarse);
    coarseDecoder.initialize(random);
    parameters.addAffine("codec.decoder.up", random, (long) config.fineFrames() * fine, coarse);
    fineDecoder.initialize(random);
    ConvNeXtStack.initializeNorm(parameters, "codec.decoder.norm", fine);
    // Small, so that the first sounds are quiet noise rather than loud noise.
    parameters.addNormal(
        "codec.decoder.head.weight", 0.5 / Math.sqrt(fine), random, config.headSize(), fine);
    float[] bias = new float[config.headSize()];
    Arrays.fill(bias, 0, config.bins(), -5);
    int turnsFrom = config.toneOffset() + config.tones();
    Arrays.fill(bias, 2 * config.bins(), turnsFrom, QUIET);
    parameters.add("codec.decoder.head.bias", bias, bias.length);
  }

  /// Every tensor that learns.
  public Parameters parameters() {
    return parameters;
  }

  /// @param sound `[batch, samples]`, samples a multiple of the hop
  /// @return latents `[batch, frames, latentDim]`
  public Tensor encode(Tensor sound) {
    Tensor x = ConvNeXtStack.affine(parameters, "codec.encoder.front", spectra(sound));
    x = fineEncoder.forward(x);
    x =
        torch.conv1d(
            x.transpose(1, 2),
            parameters.get("codec.encoder.down.weight"),
            new TensorOptional(parameters.get("codec.encoder.down.bias")),
            new long[] {config.fineFrames()},
            new long[] {0},
            new long[] {1},
            1);
    x = coarseEncoder.forward(x.transpose(1, 2).contiguous());
    int channels = config.coarseEncoder().channels();
    x = ConvNeXtStack.norm(parameters, "codec.encoder.norm", x, channels);
    return ConvNeXtStack.affine(parameters, "codec.encoder.latent", x);
  }

  /// Spectra of the sound with their magnitudes raised to the power 1/4, so that a tail 80 dB down
  /// is still visible to the network; real parts, then imaginary parts; and with tones magnitudes,
  /// and the parts of turns.
  ///
  /// @return `[batch, spectra, frontSize]`
  private Tensor spectra(Tensor sound) {
    Tensor padded = torch.pad(sound, config.fftSize() - config.fineHop(), 0);
    Tensor parts =
        torch.view_as_real(stft.of(padded)).mul(new Scalar(1 / fullScale())); // [b, f, t, 2]
    Tensor power =
        parts
            .square()
            .sum(new long[] {-1}, true, new ScalarTypeOptional())
            .add(new Scalar(SILENT_POWER));
    Tensor fourth = power.sqrt().sqrt();
    // |X|^(1/4) = |X| / |X|^(3/4), and |X|^(3/4) = power^(1/4) x power^(1/8): square roots only,
    // which are exact on every machine.
    Tensor compressed = parts.div(fourth.mul(fourth.sqrt()));
    Tensor re = compressed.select(3, 0);
    Tensor im = compressed.select(3, 1);
    Tensor seen = Torch.concatenate(1, re, im);
    if (config.tones() > 0) {
      Tensor magnitudes = fourth.sqrt().select(3, 0);
      Tensor turned = turned(torch.view_as_complex(compressed.contiguous()));
      seen = Torch.concatenate(1, seen, magnitudes, torch.real(turned), torch.imag(turned));
    }
    return seen.transpose(1, 2).contiguous();
  }

  /// How the bins of tones have turned since the spectrum before; 0 in the first one.
  ///
  /// @param spectra complex `[batch, bins, spectra]`
  /// @return of the same shape, with bins that have tones alone
  private Tensor turned(Tensor spectra) {
    Tensor now = spectra.narrow(1, config.lowestTone(), config.tones());
    Tensor before = torch.pad(now, 1, 0).narrow(2, 0, now.size(2));
    return tones.turned(now.transpose(1, 2), before.transpose(1, 2)).transpose(1, 2);
  }

  /// @param latents `[batch, frames, latentDim]`
  /// @return sound `[batch, frames x hop]`
  public Tensor decode(Tensor latents) {
    Tensor head = head(latents);
    return sound(head, drawn(head));
  }

  /// What the head says about each spectrum.
  ///
  /// @param latents `[batch, frames, latentDim]`
  /// @return `[batch, spectra, headSize]`
  Tensor head(Tensor latents) {
    Tensor x = ConvNeXtStack.affine(parameters, "codec.decoder.latent", latents);
    x = coarseDecoder.forward(x);
    x = ConvNeXtStack.affine(parameters, "codec.decoder.up", x);
    long batch = x.size(0);
    long spectra = x.size(1) * config.fineFrames();
    int channels = config.fineDecoder().channels();
    x = fineDecoder.forward(x.reshape(batch, spectra, channels));
    x = ConvNeXtStack.norm(parameters, "codec.decoder.norm", x, channels);
    return ConvNeXtStack.affine(parameters, "codec.decoder.head", x);
  }

  /// Phases of the noise for what a head said, where there is noise: `[batch, spectra, bins]`.
  Tensor drawn(Tensor head) {
    if (!config.noise()) {
      return new Tensor();
    }
    Tensor turns = torch.rand(new long[] {head.size(0), head.size(1), config.bins()});
    return turns.mul(Torch.scalar(2 * Math.PI));
  }

  /// The sound of what a head said.
  ///
  /// @param noise see [#drawn]; unused where the config has none
  /// @return `[batch, frames x hop]`
  Tensor sound(Tensor head, Tensor noise) {
    return overlapAdd(pieces(spectrum(head, noise)), head.size(0), head.size(1));
  }

  /// Log magnitudes of the tones that a head said: `[batch, spectra, tones]`.
  Tensor toneLevels(Tensor head) {
    return head.narrow(2, config.toneOffset(), config.tones());
  }

  /// By how much the tones' phases turn, see [Tones#spectra].
  Tensor toneTurns(Tensor head) {
    return head.narrow(2, config.toneOffset() + config.tones(), config.tones());
  }

  /// @return complex spectra `[batch, spectra, bins]`
  private Tensor spectrum(Tensor head, Tensor noise) {
    int bins = config.bins();
    Tensor sum = torch.polar(magnitude(head.narrow(2, 0, bins)), head.narrow(2, bins, bins));
    if (config.noise()) {
      sum = sum.add(torch.polar(magnitude(head.narrow(2, 2L * bins, bins)), noise));
    }
    if (config.tones() > 0) {
      sum = sum.add(tones.spectra(magnitude(toneLevels(head)), toneTurns(head)));
    }
    return sum;
  }

  private Tensor magnitude(Tensor log) {
    return torch.clamp_max(log, new Scalar(MAX_LOG_MAGNITUDE)).exp().mul(new Scalar(fullScale()));
  }

  /// Windowed pieces of sound `[batch, spectra, fftSize]`.
  private Tensor pieces(Tensor spectra) {
    Tensor pieces =
        torch.fft_irfft(spectra, new LongOptional(config.fftSize()), -1, new StringViewOptional());
    // Four squared Hann windows, each a quarter later, sum to 3/2.
    return pieces.mul(window.mul(new Scalar(2.0 / 3)));
  }

  private Tensor overlapAdd(Tensor pieces, long batch, long spectra) {
    int hop = config.fineHop();
    int overlap = config.fftSize() / hop;
    Tensor quarters = pieces.reshape(batch, spectra, overlap, hop);
    Tensor sum = quarters.select(2, overlap - 1);
    for (int i = 0; i < overlap - 1; i++) {
      // Block j of the output also hears quarter i of the spectrum `later` places after it.
      int later = overlap - 1 - i;
      Tensor ahead = quarters.select(2, i).narrow(1, later, spectra - later);
      sum = sum.add(torch.pad(ahead, 0, 0, 0, later));
    }
    return sum.reshape(batch, spectra * hop);
  }

  /// The magnitude of a full-scale sine in one bin: half the sum of the window.
  private double fullScale() {
    return config.fftSize() / 4.0;
  }

  static float[] hann(int size) {
    float[] window = new float[size];
    for (int i = 0; i < size; i++) {
      window[i] = (float) (0.5 - 0.5 * Math.cos(2 * Math.PI * i / size));
    }
    return window;
  }
}
