package timbrel.training;

import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import timbrel.codec.CodecConfig;
import timbrel.codec.TonePhases;

/// Spectra of a decoder's tones: the same sum of sinusoids as the player's class of that name.
///
/// Where tones lie is not learnt from the sound, but by [ToneLoss] alone: a tone that is a bin out
/// of tune does not meet the recorded one in any window, so that losses of spectra would only say
/// to turn it off. How loud they are is learnt from both.
final class Tones {
  /// Bins on either side that a tone reaches: the main lobe of the Hann window.
  private static final int REACH = 2;

  private final CodecConfig config;
  private final int lowest;
  private final int tones;
  private final int bins;
  private final Tensor signs;
  private final Tensor backwards;

  Tones(CodecConfig config) {
    this.config = config;
    lowest = config.lowestTone();
    tones = config.tones();
    bins = config.bins();
    // The middle of the window is half a transform after its start.
    signs = Torch.keep(() -> perTone(config, 1, -1));
    backwards = Torch.keep(() -> quarterTurnsBack(config));
  }

  /// How bins turn from one spectrum to the next beyond what a tone in the middle of each does in a
  /// hop, a quarter of the window.
  ///
  /// @param now complex spectra of the bins with tones `[batch, spectra, tones]`
  /// @param before the spectra before them
  /// @return complex, with the product of their magnitudes
  Tensor turned(Tensor now, Tensor before) {
    return now.mul(before.conj()).mul(backwards);
  }

  /// Complex `[tones]`: by as many quarters of a turn as bins lie above bin 0.
  private static Tensor quarterTurnsBack(CodecConfig config) {
    Tensor re = perTone(config, 1, 0, -1, 0);
    Tensor im = perTone(config, 0, -1, 0, 1);
    return torch.view_as_complex(torch.stack(new TensorVector(re, im), 1));
  }

  /// Values that repeat from bin 0 on, for those bins that have tones.
  private static Tensor perTone(CodecConfig config, float... repeated) {
    float[] values = new float[config.tones()];
    for (int k = 0; k < values.length; k++) {
      values[k] = repeated[(config.lowestTone() + k) % repeated.length];
    }
    return Torch.tensor(values, values.length);
  }

  /// @param magnitudes `[batch, spectra, tones]`
  /// @param turns by how much each phase turns from one spectrum to the next beyond what a tone in
  ///   the middle of the bin does, in radians, of the same shape
  /// @return complex `[batch, spectra, bins]`
  Tensor spectra(Tensor magnitudes, Tensor turns) {
    Streams streams = streams(turns.detach());
    Tensor phases = streams.phases();
    Tensor aside = streams.aside();
    Tensor own = magnitudes.mul(share(aside)).mul(signs);
    Tensor re = own.mul(phases.cos());
    Tensor im = own.mul(phases.sin());
    Tensor sum =
        IntStream.rangeClosed(-REACH, REACH)
            .mapToObj(m -> moved(re, im, lobe(m, aside), m))
            .reduce(Tensor::add)
            .orElseThrow();
    return torch.view_as_complex(sum.narrow(2, 0, bins).contiguous());
  }

  /// Phases and places of tones as the player has them, each `[batch, spectra, tones]`.
  private record Streams(Tensor phases, Tensor aside) {}

  private Streams streams(Tensor turns) {
    int spectra = (int) turns.size(1);
    float[] said = Torch.floats(turns);
    float[] phases = new float[said.length];
    float[] aside = new float[said.length];
    TonePhases stream = new TonePhases(config);
    for (int row = 0; row < said.length; row += tones) {
      if (row % (spectra * tones) == 0) {
        stream.reset();
      }
      stream.advance(said, row);
      System.arraycopy(stream.phases(), 0, phases, row, tones);
      System.arraycopy(stream.aside(), 0, aside, row, tones);
    }
    long batch = turns.size(0);
    return new Streams(
        Torch.tensor(phases, batch, spectra, tones), Torch.tensor(aside, batch, spectra, tones));
  }

  /// All of a tone is its bin's, up to a quarter of a bin before the border; nothing from a quarter
  /// behind it on.
  private static Tensor share(Tensor aside) {
    return Torch.clamp(aside.abs().mul(Torch.scalar(-2)).add(Torch.scalar(1.5)), 0, 1);
  }

  /// What tones are in the bin that is `m` above their own.
  private static Tensor lobe(int m, Tensor aside) {
    Tensor there = lobeAt(aside.sub(Torch.scalar(m)));
    return m % 2 == 0 ? there : there.neg();
  }

  /// The Hann window's spectrum at `x` bins from its middle, where it is 1.
  static Tensor lobeAt(Tensor x) {
    Tensor sides = torch.sinc(x.sub(Torch.scalar(1))).add(torch.sinc(x.add(Torch.scalar(1))));
    return torch.sinc(x).add(sides.mul(Torch.scalar(0.5)));
  }

  /// Real and imaginary parts, `m` bins above those of their tones: `[batch, spectra, at least
  /// bins, 2]`.
  private Tensor moved(Tensor re, Tensor im, Tensor lobe, int m) {
    Tensor parts = torch.stack(new TensorVector(re.mul(lobe), im.mul(lobe)), 3);
    int below = lowest + m;
    long[] around = {0, 0, below, Math.max(bins, lowest + tones + REACH) - below - tones};
    return torch.constant_pad_nd(parts, around, Torch.scalar(0));
  }
}
