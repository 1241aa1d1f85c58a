package timbrel.nn.kernels;

/// Transcendental functions as polynomials of our own, so that a seed gives the same sound on every
/// machine: `Math.exp` and its kin may differ in the last bit from one processor to the next.
///
/// Polynomials and range reductions are those of Cephes' single precision library (Moshier), `log`
/// is FreeBSD's `e_logf.c`. Errors stay below 4 units in the last place (`sin` and `cos`: 1.5e-7
/// absolute up to |x| = 10,000). [VectorMaths] does the same operations in the same order.
public final class Maths {
  /// Added and subtracted, rounds to the nearest integer, which is then in the low bits.
  static final float ROUND = 0x1.8p23f;

  static final int ROUND_BITS = Float.floatToRawIntBits(ROUND);

  static final float LOG2_E = 1.44269504f;
  static final float EXP_LOWEST = -104;
  static final float EXP_HIGHEST = 89;

  /// ln 2 in two parts; the first has few bits, so that its products are exact.
  static final float LN2_HIGH = 0.693359375f;

  static final float LN2_LOW = -2.12194440e-4f;

  static final float E6 = 1.9875691500e-4f;
  static final float E5 = 1.3981999507e-3f;
  static final float E4 = 8.3334519073e-3f;
  static final float E3 = 4.1665795894e-2f;
  static final float E2 = 1.6666665459e-1f;
  static final float E1 = 5.0000001201e-1f;

  static final float TANH_SMALL = 0.625f;
  static final float T5 = -5.70498872745e-3f;
  static final float T4 = 2.06390887954e-2f;
  static final float T3 = -5.37397155531e-2f;
  static final float T2 = 1.33314422036e-1f;
  static final float T1 = -3.33332819422e-1f;

  static final float TWO_OVER_PI = 0.636619772f;

  /// π/2 in three parts; the first two have few bits, so that their products are exact.
  static final float HALF_PI_HIGH = 1.5703125f;

  static final float HALF_PI_MIDDLE = 4.837512969970703125e-4f;
  static final float HALF_PI_LOW = 7.54978995489188216e-8f;

  static final float S3 = -1.9515295891e-4f;
  static final float S2 = 8.3321608736e-3f;
  static final float S1 = -1.6666654611e-1f;
  static final float C3 = 2.443315711809948e-5f;
  static final float C2 = -1.388731625493765e-3f;
  static final float C1 = 4.166664568298827e-2f;

  static final float SQRT_HALF = 0.70710678f;
  static final int SQRT_HALF_BITS = 0x3f3504f3;
  static final int ONE_BITS = 0x3f800000;
  static final int MANTISSA_BITS = 0x007fffff;
  static final float SMALLEST_NORMAL = Float.MIN_NORMAL;
  static final float TWO_TO_25 = 0x1p25f;
  static final float LOG_LN2_HIGH = 6.9313812256e-1f;
  static final float LOG_LN2_LOW = 9.0580006145e-6f;
  static final float L4 = 0xf89e26.0p-26f;
  static final float L3 = 0x91e9ee.0p-25f;
  static final float L2 = 0xccce13.0p-25f;
  static final float L1 = 0xaaaaaa.0p-24f;

  /// sqrt(2/π) and 0.044715, of the tanh form of GELU.
  static final float GELU_SCALE = 0.797884561f;

  static final float GELU_CUBIC = 0.044715f;

  private Maths() {}

  /// `a b + c`, fused where the machine can do it in hardware; `Math.fma` takes 60 µs where it
  /// cannot.
  public static float fma(float a, float b, float c) {
    return Fma.fma(a, b, c);
  }

  /// e to the power `x`.
  public static float exp(float x) {
    float clamped = Math.min(Math.max(x, EXP_LOWEST), EXP_HIGHEST);
    float shifted = fma(clamped, LOG2_E, ROUND);
    float n = shifted - ROUND;
    float r = fma(n, -LN2_HIGH, clamped);
    r = fma(n, -LN2_LOW, r);
    float p = fma(E6, r, E5);
    p = fma(p, r, E4);
    p = fma(p, r, E3);
    p = fma(p, r, E2);
    p = fma(p, r, E1);
    p = fma(p, r * r, r) + 1;
    // 2^n in two factors, as 2^128 and 2^-140 are no floats but their products with p may be.
    int exponent = Float.floatToRawIntBits(shifted) - ROUND_BITS;
    int half = exponent >> 1;
    return p * powerOfTwo(half) * powerOfTwo(exponent - half);
  }

  private static float powerOfTwo(int exponent) {
    return Float.intBitsToFloat((exponent + 127) << 23);
  }

  /// The natural logarithm of `x`.
  public static float log(float x) {
    boolean tiny = x < SMALLEST_NORMAL;
    int bits = Float.floatToRawIntBits(tiny ? x * TWO_TO_25 : x) + (ONE_BITS - SQRT_HALF_BITS);
    float k = (float) ((bits >> 23) - 127) - (tiny ? 25f : 0f);
    float f = Float.intBitsToFloat((bits & MANTISSA_BITS) + SQRT_HALF_BITS) - 1;
    float s = f / (2 + f);
    float z = s * s;
    float w = z * z;
    float even = w * fma(w, L4, L2);
    float odd = z * fma(w, L3, L1);
    float halfSquare = 0.5f * f * f;
    float result = fma(s, halfSquare + (even + odd), k * LOG_LN2_LOW);
    result = fma(k, LOG_LN2_HIGH, (result - halfSquare) + f);
    if (x > 0 && x < Float.POSITIVE_INFINITY) {
      return result;
    }
    return x == 0 ? Float.NEGATIVE_INFINITY : x > 0 ? x : Float.NaN;
  }

  /// The hyperbolic tangent of `x`.
  public static float tanh(float x) {
    float size = Math.abs(x);
    if (size < TANH_SMALL) {
      float z = x * x;
      float p = fma(T5, z, T4);
      p = fma(p, z, T3);
      p = fma(p, z, T2);
      p = fma(p, z, T1);
      return fma(p * z, x, x);
    }
    float large = 1 - 2 / (exp(size + size) + 1);
    return x < 0 ? -large : large;
  }

  /// The sine of `x` radians.
  public static float sin(float x) {
    return sineOfQuarter(x, 0);
  }

  /// The cosine of `x` radians.
  public static float cos(float x) {
    return sineOfQuarter(x, 1);
  }

  /// sin(x + quarters · π/2).
  static float sineOfQuarter(float x, int quarters) {
    float shifted = fma(x, TWO_OVER_PI, ROUND);
    float n = shifted - ROUND;
    float r = fma(n, -HALF_PI_HIGH, x);
    r = fma(n, -HALF_PI_MIDDLE, r);
    r = fma(n, -HALF_PI_LOW, r);
    int quadrant = Float.floatToRawIntBits(shifted) + quarters;
    float value = (quadrant & 1) == 0 ? sinePolynomial(r) : cosinePolynomial(r);
    return (quadrant & 2) == 0 ? value : -value;
  }

  private static float sinePolynomial(float r) {
    float z = r * r;
    float p = fma(S3, z, S2);
    p = fma(p, z, S1);
    return fma(p * z, r, r);
  }

  private static float cosinePolynomial(float r) {
    float z = r * r;
    float p = fma(C3, z, C2);
    p = fma(p, z, C1);
    return fma(p * z, z, fma(-0.5f, z, 1));
  }

  /// 1 / (1 + e^-x).
  public static float sigmoid(float x) {
    return 1 / (1 + exp(-x));
  }

  /// x · sigmoid(x), also called swish: the gate of SwiGLU (Shazeer 2020).
  public static float silu(float x) {
    return x / (1 + exp(-x));
  }

  /// GELU in its tanh form, 0.5 x (1 + tanh(u)) with u = sqrt(2/π) (x + 0.044715 x³) (Hendrycks and
  /// Gimpel 2016, section 2), here as the same x / (1 + e^-2u).
  public static float gelu(float x) {
    float u = GELU_SCALE * fma(GELU_CUBIC * (x * x), x, x);
    return x / (1 + exp(-2 * u));
  }

  /// x where positive, else e^x - 1.
  public static float elu(float x) {
    return x > 0 ? x : exp(x) - 1;
  }

  /// x + sin²(alpha · x) · reciprocal (Ziyin et al. 2020, equation 3).
  static float snake(float x, float alpha, float reciprocal) {
    float sine = sin(alpha * x);
    return fma(sine * sine, reciprocal, x);
  }
}
