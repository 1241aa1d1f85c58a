package timbrel.evaluation;

import java.util.List;
import java.util.stream.IntStream;
import timbrel.audio.Sound;
import timbrel.dataset.ImportedSound;
import timbrel.descriptors.Knob;
import timbrel.descriptors.KnobAnalyzer;

/// Which classes have a pitch: those of whose recordings at least half do. A hat is not asked for
/// one.
final class VoicedClasses {
  private static final int MOST_OF_A_CLASS = 40;
  private static final double LEAST_SHARE = 0.5;

  private VoicedClasses() {}

  /// Of these classes; all of them where there is no recording to tell.
  static List<String> of(List<String> classes, List<LabelledSound> recordings) {
    boolean none = recordings.stream().noneMatch(r -> classes.contains(r.soundClass()));
    return none
        ? classes
        : classes.stream().filter(name -> voicedShare(name, recordings) >= LEAST_SHARE).toList();
  }

  /// NaN of a class without recordings.
  private static double voicedShare(String soundClass, List<LabelledSound> recordings) {
    List<LabelledSound> members =
        recordings.stream().filter(r -> r.soundClass().equals(soundClass)).toList();
    int stride = Math.max(1, Math.ceilDiv(members.size(), MOST_OF_A_CLASS));
    return IntStream.range(0, members.size())
        .filter(i -> i % stride == 0)
        .mapToObj(members::get)
        .mapToDouble(recording -> isVoiced(recording) ? 1 : 0)
        .average()
        .orElse(Double.NaN);
  }

  private static boolean isVoiced(LabelledSound recording) {
    Sound sound = new Sound(recording.samples(), ImportedSound.SAMPLE_RATE);
    return Double.isFinite(KnobAnalyzer.measure(sound, Knob.PITCH));
  }
}
