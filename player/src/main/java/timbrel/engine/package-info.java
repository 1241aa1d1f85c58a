/// The instrument as it is played: pads, voices, and the worker that keeps new hits ready.
///
/// Actions come in as [timbrel.engine.Control]s, on the audio thread through
/// [timbrel.engine.ControlSink] and from other threads through a [timbrel.engine.ControlPort]; what
/// changed goes out to [timbrel.engine.StateListener]s. A driver knows only
/// [timbrel.engine.AudioCallback].
@NullMarked
package timbrel.engine;

import org.jspecify.annotations.NullMarked;
