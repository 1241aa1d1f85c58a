package timbrel.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import timbrel.codec.CodecConfig;
import timbrel.training.LossBalancer.Weighted;

/// All that is heard of a codec's sounds, but for what a discriminator says: waves, spectra, the
/// onset, and how spectra rise.
final class Listening {
  private static final double SPECTRUM_WEIGHT = 1;
  private static final double ONSET_WEIGHT = 0.15;

  private final CodecObjective objective;
  private final boolean twice;

  /// Everything, what is below about 1.2 kHz, and below about 300 Hz.
  private final List<WaveformLoss> waves =
      List.of(new WaveformLoss(1), new WaveformLoss(16), new WaveformLoss(64));

  private final List<SpectralLoss> spectral = new ArrayList<>();
  private final OnsetLoss onset;
  private final FluxLoss flux = new FluxLoss();

  Listening(CodecConfig codec, CodecObjective objective) {
    this.objective = objective;
    twice = codec.noise();
    int rate = codec.sampleRate();
    onset = new OnsetLoss(rate);
    boolean finely = objective.finely();
    spectral.add(SpectralLoss.ofMel(64, 16, 10, rate, finely));
    spectral.add(SpectralLoss.ofMel(256, 64, 40, rate, finely));
    spectral.add(SpectralLoss.ofBins(512, 128));
    spectral.add(
        finely ? SpectralLoss.ofBins(1024, 256) : SpectralLoss.ofMel(1024, 256, 120, rate, false));
    spectral.add(SpectralLoss.ofBins(2048, 512));
  }

  /// @param sounds `[batch, samples]`, or of a codec with noise two draws of each, `[2 x batch,
  ///   samples]` as [SoundLoss#energy] has them
  /// @param real the recorded sounds `[batch, samples]`
  SequencedMap<String, Weighted> losses(Tensor sounds, Tensor real) {
    SequencedMap<String, Weighted> losses = new LinkedHashMap<>();
    losses.put("wave", new Weighted(mean(waves, sounds, real), objective.waveWeight()));
    losses.put("spectrum", new Weighted(mean(spectral, sounds, real), SPECTRUM_WEIGHT));
    losses.put("onset", new Weighted(apart(onset, sounds, real), ONSET_WEIGHT));
    if (objective.fluxWeight() > 0) {
      losses.put("flux", new Weighted(apart(flux, sounds, real), objective.fluxWeight()));
    }
    return losses;
  }

  /// The mean over all scales, each in a scope of memory of its own.
  private Tensor mean(List<? extends SoundLoss> scales, Tensor sounds, Tensor real) {
    Tensor sum = torch.zeros(1);
    for (SoundLoss scale : scales) {
      sum = sum.add(Torch.only(() -> apart(scale, sounds, real)));
    }
    return sum.mul(Torch.scalar(1.0 / scales.size()));
  }

  private Tensor apart(SoundLoss loss, Tensor sounds, Tensor real) {
    return twice ? loss.energy(sounds, real) : loss.distance(sounds, real);
  }

  /// How far sounds that were drawn once are from recorded ones, in spectra alone.
  double spectralDistance(Tensor sounds, Tensor real) {
    double sum = 0;
    for (SoundLoss scale : spectral) {
      sum += scale.distance(sounds, real).item_double();
    }
    return sum / spectral.size();
  }
}
