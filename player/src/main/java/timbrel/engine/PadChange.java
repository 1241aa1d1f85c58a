package timbrel.engine;

/// All settings of one pad on their way to the audio thread.
final class PadChange {
  int pad;
  final long[] words = new long[PadWords.COUNT];
}
