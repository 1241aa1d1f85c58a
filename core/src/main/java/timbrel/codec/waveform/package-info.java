/// Codecs whose networks work their way from samples to frames and back by strided convolutions:
/// EnCodec, the Descript Audio Codec and their kin. Sound flows in and out in pieces of any size,
/// with the frames of the whole sound at once; long sounds need no more memory than short ones.
@NullMarked
package timbrel.codec.waveform;

import org.jspecify.annotations.NullMarked;
