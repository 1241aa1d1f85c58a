package timbrel.bench.onnx;

/// How a depthwise convolution is put to ONNX Runtime; which is fastest depends on the number of
/// frames, so the bench tries all of them and times the best.
public enum DepthwiseForm {
  /// A Conv over `[1, channels, frames]`, between two transpositions.
  CONV_1D,
  /// A Conv over `[1, channels, 1, frames]`, which ONNX Runtime gives a blocked layout.
  CONV_2D,
  /// A product and a sum for each tap, channels last as everything around it.
  TAPS
}
