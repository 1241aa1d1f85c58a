/// What moves what: the mapping of MIDI and control voltages to actions, and sets, in one small
/// text language (`docs/mapping.md`).
///
/// Here are the words and what they say; the packages below make it work. They do not know each
/// other.
@NullMarked
package timbrel.control;

import org.jspecify.annotations.NullMarked;
