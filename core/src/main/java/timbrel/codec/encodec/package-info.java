/// EnCodec (Défossez et al. 2022, "High Fidelity Neural Audio Compression"): its configuration, its
/// networks, and its files.
@NullMarked
package timbrel.codec.encodec;

import org.jspecify.annotations.NullMarked;
