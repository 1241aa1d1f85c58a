package timbrel.nn.kernels;

import java.util.Locale;

/// Decides once which [Kernels] this machine gets.
final class KernelChoice {
  static final Kernels CHOSEN = choose(System.getProperty(Kernels.KIND_PROPERTY, ""));

  private KernelChoice() {}

  private static Kernels choose(String kind) {
    return switch (kind.toLowerCase(Locale.ROOT)) {
      case "scalar" -> new ScalarKernels();
      case "vector" -> new VectorKernels();
      case "", "plain" -> vectorsAvailable() ? new VectorKernels() : new ScalarKernels();
      default ->
          throw new IllegalArgumentException(
              Kernels.KIND_PROPERTY + " is '" + kind + "', expected vector, scalar or plain");
    };
  }

  private static boolean vectorsAvailable() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent() && Lanes.WIDE_ENOUGH;
  }
}
