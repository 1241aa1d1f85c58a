/// From a folder of sounds to an instrument file: the phases of `learn`, in order, with what makes
/// them survive a kill.
///
/// Flow: [timbrel.dataset] brings the sounds, [timbrel.training] learns from them,
/// [timbrel.evaluation] judges the result, [timbrel.instrument] keeps it.
@NullMarked
package timbrel.learning;

import org.jspecify.annotations.NullMarked;
