package timbrel.evaluation;

import java.util.List;
import java.util.Map;

/// Does the codec keep a sound? Measured on held-out recordings that never went through a lossy
/// format.
///
/// @param sounds that were measured
/// @param seconds of sound in all
/// @param versions of every sound, each with its mean distance to the originals
/// @param classes the same for each class
/// @param tokens how predictable the codes are
public record CodecReport(
    int sounds,
    double seconds,
    List<Version> versions,
    Map<String, ClassDistances> classes,
    Tokens tokens) {

  /// Name of the version that has all codebooks.
  public static final String WHOLE = "Timbrel";

  /// Name of Opus at the codec's bit rate.
  public static final String OPUS = "Opus";

  /// Name of Opus at twice the codec's bit rate.
  public static final String OPUS_TWICE = "Opus, twice the bits";

  /// Name of Opus at [#REFERENCE_BITS], whatever the codec's bit rate.
  public static final String OPUS_REFERENCE = "Opus, 12 kbit/s";

  /// About where Opus begins to keep high frequencies.
  public static final double REFERENCE_BITS = 12_000;

  /// Name of noise with the sound's envelope and spectrum.
  public static final String NOISE = "Noise of the same shape";

  /// One way of keeping a sound.
  ///
  /// @param name such as `Timbrel, 2 codebooks`
  /// @param bitsPerSecond that it takes; NaN when it makes no sense to ask
  /// @param distance mean over the sounds
  public record Version(String name, double bitsPerSecond, SoundDistance distance) {}

  /// @param sounds of the class that were measured
  /// @param distances by the name of the version
  public record ClassDistances(int sounds, Map<String, SoundDistance> distances) {}

  /// @param unigramBits bits per code when only the codes' frequencies are known, by codebook
  /// @param firstOrderBits bits per code when the code before it is known too, by codebook
  /// @param codesUsed codes that come up at all, by codebook
  /// @param codebookSize codes that there are
  /// @param codes counted; with few of them the bits come out too low
  public record Tokens(
      double[] unigramBits,
      double[] firstOrderBits,
      int[] codesUsed,
      int codebookSize,
      long codes) {}

  /// The mean distance of a version; [SoundDistance#NONE] if it was not measured.
  public SoundDistance distance(String version) {
    return versions.stream()
        .filter(v -> v.name().equals(version))
        .map(Version::distance)
        .findFirst()
        .orElse(SoundDistance.NONE);
  }
}
