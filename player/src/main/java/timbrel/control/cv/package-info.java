/// Control voltages and gates, which come in as audio through an interface that passes direct
/// current.
///
/// All of it runs on the audio thread. A gate is found at its very sample; what turns knobs is
/// averaged and thinned out, so that it does not keep the generator busy with noise.
@NullMarked
package timbrel.control.cv;

import org.jspecify.annotations.NullMarked;
