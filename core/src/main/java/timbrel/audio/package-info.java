/// Sound as samples and as spectra: reading and writing WAV, resampling, windows, the Fourier
/// transform, mel bands and loudness weighting.
///
/// Files flow in as [timbrel.audio.Wav] and leave as [timbrel.audio.Sound]; everything further
/// right (descriptors, codec, evaluation) measures sounds with the transforms of this package.
/// Whatever makes or measures sound here uses only additions, multiplications and tables, so that
/// the same samples give the same bits on every machine.
@NullMarked
package timbrel.audio;

import org.jspecify.annotations.NullMarked;
