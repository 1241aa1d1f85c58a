package timbrel.engine;

/// How playing goes; counted since the start.
///
/// @param newHits strokes that sounded new
/// @param storedHits strokes that sounded with a hit stored in the instrument
/// @param reusedHits strokes that sounded with an earlier hit, because making new ones fell behind
/// @param keptHits strokes with a sound that is kept on purpose
/// @param mergedHits strokes on one pad so close to each other that they were taken as one
/// @param silentHits strokes for which there was no sound or no voice
/// @param stolenVoices voices ended early in favour of new ones
/// @param lostActions actions that came too fast
/// @param invalidActions values that were no numbers, or a pad, knob or class that is not there
/// @param brokenSamples samples that were no numbers and came out silent
/// @param soundingVoices now
/// @param madeHits hits that the worker has made
/// @param preparedHits hits that wait to be played
/// @param workedSeconds time that the worker has spent on making hits
/// @param lastPad the pad struck last, or -1
/// @param lastHitAgeSeconds how long ago the hit that it sounded with had been made, as of now; NaN
///   before the first
/// @param trouble what went wrong with the worker last; empty if nothing
public record PlayerStatus(
    long newHits,
    long storedHits,
    long reusedHits,
    long keptHits,
    long mergedHits,
    long silentHits,
    long stolenVoices,
    long lostActions,
    long invalidActions,
    long brokenSamples,
    int soundingVoices,
    long madeHits,
    int preparedHits,
    double workedSeconds,
    int lastPad,
    double lastHitAgeSeconds,
    String trouble) {}
