package timbrel.control;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// The twin of all tests that count no bytes.
class AllocationTest {
  private volatile float[] sink = {};

  @Test
  void theCounterSeesAnArrayOfOneFloat() {
    assertTrue(Allocation.bytesOf(() -> sink = new float[1]) >= 16 * 200);
  }
}
