package timbrel.nn.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// The shape of vectors on this machine. A constant, as the compiler only turns vectors of constant
/// shape into instructions.
final class Lanes {
  static final VectorSpecies<Float> FLOATS =
      species(Integer.getInteger(Kernels.BITS_PROPERTY, preferredBits()));
  static final VectorSpecies<Integer> INTS = FLOATS.withLanes(int.class);
  static final int COUNT = FLOATS.length();
  private static final VectorShuffle<Float> BACKWARDS =
      VectorShuffle.iota(FLOATS, COUNT - 1, -1, true);

  /// Whether vectors hold more than two floats here.
  static final boolean WIDE_ENOUGH = FloatVector.SPECIES_PREFERRED.vectorBitSize() >= 128;

  private Lanes() {}

  /// The vector of values from `index` on.
  static FloatVector load(float[] x, int index) {
    return FloatVector.fromArray(FLOATS, x, index);
  }

  /// The vector of values from `index` on down.
  static FloatVector loadBackwards(float[] x, int index) {
    return load(x, index - COUNT + 1).rearrange(BACKWARDS);
  }

  private static int preferredBits() {
    int bits = FloatVector.SPECIES_PREFERRED.vectorBitSize();
    return bits >= 512 ? 512 : bits >= 256 ? 256 : 128;
  }

  private static VectorSpecies<Float> species(int bits) {
    return switch (bits) {
      case 128 -> FloatVector.SPECIES_128;
      case 256 -> FloatVector.SPECIES_256;
      case 512 -> FloatVector.SPECIES_512;
      default ->
          throw new IllegalArgumentException(
              Kernels.BITS_PROPERTY + " is " + bits + ", expected 128, 256 or 512");
    };
  }
}
