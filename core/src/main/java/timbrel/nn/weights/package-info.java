/// What was learnt, at rest: named tensors in safetensors files, and arrays in NumPy files. Files
/// from anywhere flow in, every length checked before anything is allocated on its word; a
/// [WeightMap] flows out, and a network asks it for the tensors it needs by name and shape.
@NullMarked
package timbrel.nn.weights;

import org.jspecify.annotations.NullMarked;
