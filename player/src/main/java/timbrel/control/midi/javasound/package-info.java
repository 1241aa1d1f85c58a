/// MIDI devices of the operating system through `javax.sound`, for players without JACK. Nothing
/// else of the control side needs the module `java.desktop`.
@NullMarked
package timbrel.control.midi.javasound;

import org.jspecify.annotations.NullMarked;
