package timbrel.training;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import timbrel.codec.CodecConfig;

/// How far a decoder's tones are from the partials of the recorded sound.
///
/// A bin that a partial reaches turns from one spectrum to the next as the partial does, which says
/// the partial's frequency to far less than the width of the bin (Flanagan & Golden 1966, "Phase
/// vocoder"). Losses of spectra alone would leave a tone where it is that is a bin or more out of
/// tune, or silence it: the two do not meet in any window.
///
/// What a partial is, its steadiness tells: hiss turns anyhow. Tones are to turn as those bins do
/// that turn steadily, and to be as loud as the steady part of each bin, so that they leave hiss
/// and attacks to the rest of the decoder. The louder bins of a spectrum count more, and loud
/// spectra more than quiet ones.
final class ToneLoss {
  private static final double SILENT_WEIGHT = 1e-6;

  /// Spectra in which a bin that holds a partial should turn alike: 44 ms of the starter's. Odd.
  private static final int STEADY_SPECTRA = 15;

  /// Power by which steadiness counts: hiss has about 0.5 of it.
  private static final double STEADINESS_POWER = 4;

  /// Bins from the middle of its own to where a tone is silent, as it is another bin's.
  private static final double OWN_BIN = 0.75;

  /// Tones quieter than this, 80 dB below full scale, count as silent.
  private static final double FLOOR = 1e-4;

  private final Stft stft;
  private final int ahead; // samples before the first one that the first spectrum hears
  private final int lowest;
  private final int tones;
  private final Tones recorded;
  private final double fullScale;

  ToneLoss(CodecConfig config) {
    stft = new Stft(config.fftSize(), config.fineHop());
    ahead = config.fftSize() - config.fineHop();
    lowest = config.lowestTone();
    tones = config.tones();
    recorded = new Tones(config);
    fullScale = config.fftSize() / 4.0;
  }

  /// @param tuning the mean of 1 - cos of how differently tones and bins turn, between 0 and 2; 1
  ///   is what chance gives
  /// @param level the mean difference of log magnitudes
  record Apart(Tensor tuning, Tensor level) {}

  /// @param levels log magnitudes of tones `[batch, spectra, tones]`; 0 is full scale
  /// @param turns of the same shape, see [Tones#spectra]
  /// @param real the recorded sounds `[batch, samples]`
  Apart between(Tensor levels, Tensor turns, Tensor real) {
    Tensor spectra = stft.of(torch.pad(real, ahead, 0)).narrow(1, lowest, tones);
    spectra = spectra.transpose(1, 2).div(Torch.scalar(fullScale));
    long steps = spectra.size(1) - 1;
    Tensor turned = recorded.turned(spectra.narrow(1, 1, steps), spectra.narrow(1, 0, steps));
    Tensor wanted = turned.angle();
    Tensor power = turned.abs().add(Torch.scalar(CodecNetwork.SILENT_POWER));
    Tensor magnitude = power.sqrt();
    Tensor weight = magnitude.div(magnitude.amax(new long[] {2}, true).sqrt());
    Tensor steady = steady(turned.div(power));

    Tensor tuning = turns.narrow(1, 1, steps).sub(wanted).cos().neg().add(Torch.scalar(1));
    Tensor aside = wanted.div(Torch.scalar(Math.PI / 2)); // of the middle, in bins
    Tensor partial = magnitude.div(Tones.lobeAt(Torch.clamp(aside, -OWN_BIN, OWN_BIN)));
    Tensor said = levels.narrow(1, 1, steps).exp();
    Tensor level = log(said).sub(log(partial.mul(steady))).abs();
    Tensor others = steady.mul(aside.abs().gt(Torch.scalar(OWN_BIN)));
    Tensor audible = others.neg().add(Torch.scalar(1));
    return new Apart(mean(tuning, weight.mul(steady)), mean(level, weight.mul(audible)));
  }

  private static Tensor log(Tensor magnitudes) {
    return magnitudes.add(Torch.scalar(FLOOR)).log();
  }

  private static Tensor mean(Tensor apart, Tensor weight) {
    Tensor weights = weight.sum(1, 2).add(Torch.scalar(SILENT_WEIGHT));
    return apart.mul(weight).sum(1, 2).div(weights).mean();
  }

  /// 1 for a bin that turns alike all the time, as a partial does, near 0 for hiss.
  ///
  /// @param turned complex numbers of magnitude 1 `[batch, steps, tones]`
  private static Tensor steady(Tensor turned) {
    Tensor re = smooth(torch.real(turned));
    Tensor im = smooth(torch.imag(turned));
    Tensor steadiness = re.square().add(im.square()).sqrt();
    return steadiness.pow(Torch.scalar(STEADINESS_POWER));
  }

  private static Tensor smooth(Tensor turned) {
    long[] window = {STEADY_SPECTRA};
    long[] hop = {1};
    long[] ahead = {STEADY_SPECTRA / 2};
    Tensor along = turned.transpose(1, 2).contiguous();
    return torch.avg_pool1d(along, window, hop, ahead, false, false).transpose(1, 2);
  }
}
