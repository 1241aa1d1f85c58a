/// What can be measured of a sound and asked of a new one.
///
/// A [timbrel.audio.Sound] flows in; out come the seven playing knobs
/// ([timbrel.descriptors.KnobAnalyzer]), placed between 0 and 1 by what the training sounds reach
/// ([timbrel.descriptors.KnobRange]), or the seven curves that the Neurorack shows
/// ([timbrel.descriptors.NeurorackAnalysis]).
@NullMarked
package timbrel.descriptors;

import org.jspecify.annotations.NullMarked;
