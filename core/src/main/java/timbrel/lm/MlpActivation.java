package timbrel.lm;

/// The non-linearity between the two matrices of a transformer's multilayer perceptron.
public enum MlpActivation {
  RELU,
  /// The form with tanh (Hendrycks & Gimpel 2016).
  GELU,
  /// A second matrix, through `x * sigmoid(x)`, gates the first (Shazeer 2020, "GLU variants").
  SWIGLU
}
