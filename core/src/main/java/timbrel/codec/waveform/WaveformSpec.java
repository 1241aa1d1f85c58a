package timbrel.codec.waveform;

import java.util.List;
import java.util.Optional;

/// What a codec turns into what.
///
/// @param family for people and files: `encodec` or `dac`
/// @param sampleRate in Hz
/// @param channels of the sound: 1 or 2
/// @param hop samples of one channel to a frame
/// @param codebooks in all
/// @param codebookSize entries of each
/// @param chunking how sounds are cut before they are encoded; empty if they are not
/// @param normalized whether each chunk (or the whole sound) is brought to one loudness first, and
///   its scale kept beside the codes
/// @param wholeHops whether silence is added at the end up to a whole number of hops
/// @param bandwidths in kbit/s that the codec has learnt, rising; empty if any number of codebooks
///   will do
public record WaveformSpec(
    String family,
    int sampleRate,
    int channels,
    int hop,
    int codebooks,
    int codebookSize,
    Optional<Chunking> chunking,
    boolean normalized,
    boolean wholeHops,
    List<Double> bandwidths) {
  /// Frames per second.
  public double frameRate() {
    return (double) sampleRate / hop;
  }

  /// Frames that a sound (or chunk) of `samples` samples has.
  public long framesFor(long samples) {
    return Math.ceilDiv(samples, hop);
  }

  /// How many codebooks a bandwidth pays for.
  ///
  /// @param kilobits per second
  public int codebooksFor(double kilobits) {
    // Frame rates are rounded up here, as EnCodec's own reckoning does.
    double perCodebook = StrictMath.log(codebookSize) / StrictMath.log(2) * Math.ceil(frameRate());
    return (int) Math.clamp((long) Math.floor(kilobits * 1000 / perCodebook), 1, codebooks);
  }

  /// Bits per second of so many codebooks.
  public double bitRate(int books) {
    return frameRate() * books * StrictMath.log(codebookSize) / StrictMath.log(2);
  }
}
