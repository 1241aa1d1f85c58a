/// The codec's decoder for ONNX Runtime, the peer that decoding is timed against: a codec's weights
/// in, an ONNX model as bytes and sessions that run it out. Nothing of it is released.
@org.jspecify.annotations.NullMarked
package timbrel.bench.onnx;
