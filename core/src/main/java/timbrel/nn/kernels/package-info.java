/// The sums that a network is made of, over flat channels-last `float[]`: matrix product, depthwise
/// convolution, activations, layer norm, softmax. Arrays owned by the caller flow in and out and
/// nothing is allocated. Every sum has one order, so that a plain loop and vectors of any width
/// give the same bits; this is the only package that touches the Vector API.
@NullMarked
package timbrel.nn.kernels;

import org.jspecify.annotations.NullMarked;
