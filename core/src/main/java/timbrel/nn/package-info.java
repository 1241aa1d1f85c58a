/// Layers of streaming networks. A layer is immutable and shared by all voices; what a stream
/// remembers is in the layer's `State`. Frames flow in and out as channels-last `float[]` that the
/// caller owns, and blocks of any length give the same frames as the whole sound at once.
@NullMarked
package timbrel.nn;

import org.jspecify.annotations.NullMarked;
