package timbrel.dataset;

/// What an import takes and how much of the machine it uses.
///
/// @param maxSoundSeconds longer hits are faded out there
/// @param longTakeSeconds recordings longer than this are cut into hits at their onsets
/// @param maxHitsPerTake of a recording with more hits, evenly spread ones are kept
/// @param maxTotalSeconds sounds beyond this total are refused; it bounds memory (10 MB a minute)
/// @param dropNearDuplicates whether the second of two nearly equal sounds is refused
/// @param threads files decoded at once
/// @param limits what one file may take
/// @param classifier names the class where no folder does
public record ImportOptions(
    double maxSoundSeconds,
    double longTakeSeconds,
    int maxHitsPerTake,
    double maxTotalSeconds,
    boolean dropNearDuplicates,
    int threads,
    DecodeLimits limits,
    SoundClassifier classifier) {
  public static final ImportOptions DEFAULT =
      new ImportOptions(
          2.0,
          2.5,
          400,
          2 * 3600.0,
          true,
          Runtime.getRuntime().availableProcessors(),
          DecodeLimits.DEFAULT,
          SoundClassifier.NONE);

  public ImportOptions withClassifier(SoundClassifier classifier) {
    return new ImportOptions(
        maxSoundSeconds,
        longTakeSeconds,
        maxHitsPerTake,
        maxTotalSeconds,
        dropNearDuplicates,
        threads,
        limits,
        classifier);
  }

  public ImportOptions withThreads(int threads) {
    return new ImportOptions(
        maxSoundSeconds,
        longTakeSeconds,
        maxHitsPerTake,
        maxTotalSeconds,
        dropNearDuplicates,
        threads,
        limits,
        classifier);
  }
}
