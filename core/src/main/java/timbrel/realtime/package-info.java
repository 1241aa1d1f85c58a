/// What the audio thread is made of: the mark [timbrel.realtime.RealTime], which a test checks in
/// byte code, and the ring [timbrel.realtime.SpscQueue], the only way in and out of that thread.
@NullMarked
package timbrel.realtime;

import org.jspecify.annotations.NullMarked;
