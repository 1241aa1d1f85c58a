/// MIDI: channel messages become actions by way of a map that learns, and standard MIDI files play
/// to the sample.
///
/// [MidiInput] runs on the audio thread or on a device's own; everything else prepares for it. The
/// devices of `javax.sound` are in a package of their own, so that a player without `java.desktop`
/// has all of this.
@NullMarked
package timbrel.control.midi;

import org.jspecify.annotations.NullMarked;
