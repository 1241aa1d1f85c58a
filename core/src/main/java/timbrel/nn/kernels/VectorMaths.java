package timbrel.nn.kernels;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.NE;
import static timbrel.nn.kernels.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

/// The functions of [Maths] on vectors: the same operations in the same order, branches turned into
/// blends.
final class VectorMaths {
  private VectorMaths() {}

  static FloatVector fma(FloatVector a, FloatVector b, FloatVector c) {
    return Fma.FUSED ? a.fma(b, c) : a.mul(b).add(c);
  }

  private static FloatVector fma(FloatVector a, FloatVector b, float c) {
    return fma(a, b, all(c));
  }

  private static FloatVector all(float value) {
    return FloatVector.broadcast(FLOATS, value);
  }

  static FloatVector exp(FloatVector x) {
    FloatVector clamped = x.max(Maths.EXP_LOWEST).min(Maths.EXP_HIGHEST);
    FloatVector shifted = fma(clamped, all(Maths.LOG2_E), Maths.ROUND);
    FloatVector n = shifted.sub(Maths.ROUND);
    FloatVector r = fma(n, all(-Maths.LN2_HIGH), clamped);
    r = fma(n, all(-Maths.LN2_LOW), r);
    FloatVector p = fma(all(Maths.E6), r, Maths.E5);
    p = fma(p, r, Maths.E4);
    p = fma(p, r, Maths.E3);
    p = fma(p, r, Maths.E2);
    p = fma(p, r, Maths.E1);
    p = fma(p, r.mul(r), r).add(1);
    IntVector exponent = shifted.reinterpretAsInts().sub(Maths.ROUND_BITS);
    IntVector half = exponent.lanewise(ASHR, 1);
    return p.mul(powerOfTwo(half)).mul(powerOfTwo(exponent.sub(half)));
  }

  private static FloatVector powerOfTwo(IntVector exponent) {
    return exponent.add(127).lanewise(LSHL, 23).reinterpretAsFloats();
  }

  static FloatVector log(FloatVector x) {
    VectorMask<Float> tiny = x.compare(LT, Maths.SMALLEST_NORMAL);
    IntVector bits =
        x.blend(x.mul(Maths.TWO_TO_25), tiny)
            .reinterpretAsInts()
            .add(Maths.ONE_BITS - Maths.SQRT_HALF_BITS);
    FloatVector k = ((FloatVector) bits.lanewise(ASHR, 23).sub(127).castShape(FLOATS, 0));
    k = k.sub(all(0).blend(25f, tiny));
    FloatVector f =
        bits.and(Maths.MANTISSA_BITS).add(Maths.SQRT_HALF_BITS).reinterpretAsFloats().sub(1);
    FloatVector s = f.div(f.add(2));
    FloatVector z = s.mul(s);
    FloatVector w = z.mul(z);
    FloatVector even = w.mul(fma(w, all(Maths.L4), Maths.L2));
    FloatVector odd = z.mul(fma(w, all(Maths.L3), Maths.L1));
    FloatVector halfSquare = f.mul(0.5f).mul(f);
    FloatVector result = fma(s, halfSquare.add(even.add(odd)), k.mul(Maths.LOG_LN2_LOW));
    result = fma(k, all(Maths.LOG_LN2_HIGH), result.sub(halfSquare).add(f));
    result = result.blend(Float.NaN, x.compare(LT, 0).or(x.compare(NE, x)));
    result = result.blend(Float.NEGATIVE_INFINITY, x.compare(EQ, 0));
    return result.blend(Float.POSITIVE_INFINITY, x.compare(EQ, Float.POSITIVE_INFINITY));
  }

  static FloatVector tanh(FloatVector x) {
    FloatVector size = x.abs();
    FloatVector z = x.mul(x);
    FloatVector p = fma(all(Maths.T5), z, Maths.T4);
    p = fma(p, z, Maths.T3);
    p = fma(p, z, Maths.T2);
    p = fma(p, z, Maths.T1);
    FloatVector small = fma(p.mul(z), x, x);
    FloatVector large = all(1).sub(all(2).div(exp(size.add(size)).add(1)));
    large = large.blend(large.neg(), x.compare(LT, 0));
    return large.blend(small, size.compare(LT, Maths.TANH_SMALL));
  }

  static FloatVector sin(FloatVector x) {
    return sineOfQuarter(x, 0);
  }

  static FloatVector cos(FloatVector x) {
    return sineOfQuarter(x, 1);
  }

  /// sin(x + quarters · π/2).
  static FloatVector sineOfQuarter(FloatVector x, int quarters) {
    FloatVector shifted = fma(x, all(Maths.TWO_OVER_PI), Maths.ROUND);
    FloatVector n = shifted.sub(Maths.ROUND);
    FloatVector r = fma(n, all(-Maths.HALF_PI_HIGH), x);
    r = fma(n, all(-Maths.HALF_PI_MIDDLE), r);
    r = fma(n, all(-Maths.HALF_PI_LOW), r);
    IntVector quadrant = shifted.reinterpretAsInts().add(quarters);
    FloatVector z = r.mul(r);
    FloatVector sine = fma(all(Maths.S3), z, Maths.S2);
    sine = fma(sine, z, Maths.S1);
    sine = fma(sine.mul(z), r, r);
    FloatVector cosine = fma(all(Maths.C3), z, Maths.C2);
    cosine = fma(cosine, z, Maths.C1);
    cosine = fma(cosine.mul(z), z, fma(all(-0.5f), z, 1));
    FloatVector value = sine.blend(cosine, quadrant.and(1).compare(NE, 0).cast(FLOATS));
    return value.blend(value.neg(), quadrant.and(2).compare(NE, 0).cast(FLOATS));
  }

  static FloatVector silu(FloatVector x) {
    return x.div(exp(x.neg()).add(1));
  }

  static FloatVector gelu(FloatVector x) {
    FloatVector u = fma(x.mul(x).mul(Maths.GELU_CUBIC), x, x).mul(Maths.GELU_SCALE);
    return x.div(exp(u.mul(-2)).add(1));
  }

  static FloatVector elu(FloatVector x) {
    return exp(x).sub(1).blend(x, x.compare(GT, 0));
  }

  static FloatVector sigmoid(FloatVector x) {
    return all(1).div(exp(x.neg()).add(1));
  }

  static FloatVector snake(FloatVector x, FloatVector alpha, FloatVector reciprocal) {
    FloatVector sine = sin(alpha.mul(x));
    return fma(sine.mul(sine), reciprocal, x);
  }
}
