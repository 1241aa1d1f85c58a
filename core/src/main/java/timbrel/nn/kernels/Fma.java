package timbrel.nn.kernels;

/// The multiply-add that every sum here is made of: fused where the machine can do it in hardware.
///
/// Without the instruction `Math.fma` goes through `BigDecimal` and a sound takes minutes. Such a
/// machine multiplies and adds with two roundings, and its sounds differ in the last bits.
final class Fma {
  /// Whether products are added without being rounded first.
  static final boolean FUSED =
      !"plain".equals(System.getProperty(Kernels.KIND_PROPERTY)) && inHardware();

  /// Interpreted, one takes some 50 ns with the instruction and 60,000 ns without.
  private static final long SLOWEST_HARDWARE_NANOS = 3_000;

  private Fma() {}

  static float fma(float a, float b, float c) {
    return FUSED ? Math.fma(a, b, c) : a * b + c;
  }

  /// Asks the clock; asking the virtual machine for its flag would cost 30 ms of every start. The
  /// quickest of ten is taken, so that a busy machine does not look like an old one.
  static boolean inHardware() {
    float sum = 1;
    long quickest = Long.MAX_VALUE;
    for (int attempt = 0; attempt < 10; attempt++) {
      long start = System.nanoTime();
      for (int i = 0; i < 20; i++) {
        sum = Math.fma(sum, 0.999f, 0.125f);
      }
      quickest = Math.min(quickest, (System.nanoTime() - start) / 20);
    }
    return sum > 0 && quickest < SLOWEST_HARDWARE_NANOS;
  }
}
