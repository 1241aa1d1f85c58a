/// The Descript Audio Codec (Kumar et al. 2023, "High-Fidelity Audio Compression with Improved
/// RVQGAN"): its configuration, its networks and its quantizer.
@NullMarked
package timbrel.codec.dac;

import org.jspecify.annotations.NullMarked;
