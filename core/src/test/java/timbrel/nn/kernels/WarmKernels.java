package timbrel.nn.kernels;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Lets the kernels be compiled before the first test, in the order in which the launchers do: one
/// that is compiled after whatever tests happened to come first may allocate for good.
public final class WarmKernels implements BeforeAllCallback {
  static {
    Kernels.warmUp();
  }

  @Override
  public void beforeAll(ExtensionContext context) {}
}
