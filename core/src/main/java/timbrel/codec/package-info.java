/// The neural codec: sound in, [timbrel.codec.Codes] out, and back.
///
/// The encoder turns 44.1 kHz samples into one latent vector per frame, the residual vector
/// quantizer names each latent by a few codebook entries, and the decoder turns the sum of those
/// entries back into samples. Everything is causal, so a stream gives the same result as the whole.
@NullMarked
package timbrel.codec;

import org.jspecify.annotations.NullMarked;
