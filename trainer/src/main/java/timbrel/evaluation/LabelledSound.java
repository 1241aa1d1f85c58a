package timbrel.evaluation;

import timbrel.dataset.ImportedSound;

/// A sound that is judged.
///
/// @param name for people: the id of a recording, or `kick 3` for a generated sound
/// @param soundClass what it is, or was asked to be
/// @param group recordings of one drum at one strength; generated sounds are groups of one
/// @param samples 44.1 kHz
record LabelledSound(String name, String soundClass, String group, float[] samples) {
  static LabelledSound of(ImportedSound sound) {
    return new LabelledSound(sound.id(), sound.soundClass(), sound.group(), sound.samples());
  }
}
