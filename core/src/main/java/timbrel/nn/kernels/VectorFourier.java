package timbrel.nn.kernels;

import static timbrel.nn.kernels.Lanes.COUNT;
import static timbrel.nn.kernels.Lanes.FLOATS;
import static timbrel.nn.kernels.Lanes.load;
import static timbrel.nn.kernels.Lanes.loadBackwards;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The parts of a Fourier transform. Of a radix-4 stage lanes run along the values of a group,
/// which have their factors in common; where a group is smaller than a vector, along groups, and
/// what comes out is put in its order afterwards.
final class VectorFourier {
  private static final VectorSpecies<Float> FOUR = FloatVector.SPECIES_128;

  private VectorFourier() {}

  static void radix4(FourierStage stage, float[] re, float[] im, float[] outRe, float[] outIm) {
    if (stage.count >= COUNT) {
      for (int p = 0; p < stage.groups(); p++) {
        group(stage, p, re, im, outRe, outIm);
      }
    } else {
      int vectorised = FLOATS.loopBound(stage.quarter);
      inPlace(stage.quarter, vectorised, re, im);
      for (int j = 1; j <= 3; j++) {
        turn(stage, j, vectorised, re, im);
      }
      reorder(stage, vectorised, re, outRe);
      reorder(stage, vectorised, im, outIm);
      for (int i = vectorised; i < stage.quarter; i++) {
        ScalarKernels.butterfly(stage, i / stage.count, i % stage.count, re, im, outRe, outIm);
      }
    }
  }

  private static void group(
      FourierStage stage, int p, float[] re, float[] im, float[] outRe, float[] outIm) {
    int count = stage.count;
    int quarter = stage.quarter;
    int groups = stage.groups();
    FloatVector cos1 = FloatVector.broadcast(FLOATS, stage.cos[p]);
    FloatVector sin1 = FloatVector.broadcast(FLOATS, stage.sin[p]);
    FloatVector cos2 = FloatVector.broadcast(FLOATS, stage.cos[groups + p]);
    FloatVector sin2 = FloatVector.broadcast(FLOATS, stage.sin[groups + p]);
    FloatVector cos3 = FloatVector.broadcast(FLOATS, stage.cos[2 * groups + p]);
    FloatVector sin3 = FloatVector.broadcast(FLOATS, stage.sin[2 * groups + p]);
    int y = 4 * p * count;
    for (int a = p * count; a < (p + 1) * count; a += COUNT, y += COUNT) {
      int b = a + quarter;
      int c = b + quarter;
      int d = c + quarter;
      FloatVector sumAcRe = load(re, a).add(load(re, c));
      FloatVector sumAcIm = load(im, a).add(load(im, c));
      FloatVector sumBdRe = load(re, b).add(load(re, d));
      FloatVector sumBdIm = load(im, b).add(load(im, d));
      sumAcRe.add(sumBdRe).intoArray(outRe, y);
      sumAcIm.add(sumBdIm).intoArray(outIm, y);
      FloatVector re2 = sumAcRe.sub(sumBdRe);
      FloatVector im2 = sumAcIm.sub(sumBdIm);
      re2.mul(cos2).add(im2.mul(sin2)).intoArray(outRe, y + 2 * count);
      im2.mul(cos2).sub(re2.mul(sin2)).intoArray(outIm, y + 2 * count);
      FloatVector differenceAcRe = load(re, a).sub(load(re, c));
      FloatVector differenceAcIm = load(im, a).sub(load(im, c));
      FloatVector differenceBdRe = load(re, b).sub(load(re, d));
      FloatVector differenceBdIm = load(im, b).sub(load(im, d));
      FloatVector re1 = differenceAcRe.add(differenceBdIm);
      FloatVector im1 = differenceAcIm.sub(differenceBdRe);
      re1.mul(cos1).add(im1.mul(sin1)).intoArray(outRe, y + count);
      im1.mul(cos1).sub(re1.mul(sin1)).intoArray(outIm, y + count);
      FloatVector re3 = differenceAcRe.sub(differenceBdIm);
      FloatVector im3 = differenceAcIm.add(differenceBdRe);
      re3.mul(cos3).add(im3.mul(sin3)).intoArray(outRe, y + 3 * count);
      im3.mul(cos3).sub(re3.mul(sin3)).intoArray(outIm, y + 3 * count);
    }
  }

  /// Result `j` of value `i` goes where input `j` of it was, and is not turned yet.
  private static void inPlace(int quarter, int end, float[] re, float[] im) {
    for (int a = 0; a < end; a += COUNT) {
      int b = a + quarter;
      int c = b + quarter;
      int d = c + quarter;
      FloatVector sumAcRe = load(re, a).add(load(re, c));
      FloatVector sumAcIm = load(im, a).add(load(im, c));
      FloatVector differenceAcRe = load(re, a).sub(load(re, c));
      FloatVector differenceAcIm = load(im, a).sub(load(im, c));
      FloatVector sumBdRe = load(re, b).add(load(re, d));
      FloatVector sumBdIm = load(im, b).add(load(im, d));
      FloatVector differenceBdRe = load(re, b).sub(load(re, d));
      FloatVector differenceBdIm = load(im, b).sub(load(im, d));
      sumAcRe.add(sumBdRe).intoArray(re, a);
      sumAcIm.add(sumBdIm).intoArray(im, a);
      differenceAcRe.add(differenceBdIm).intoArray(re, b);
      differenceAcIm.sub(differenceBdRe).intoArray(im, b);
      sumAcRe.sub(sumBdRe).intoArray(re, c);
      sumAcIm.sub(sumBdIm).intoArray(im, c);
      differenceAcRe.sub(differenceBdIm).intoArray(re, d);
      differenceAcIm.add(differenceBdRe).intoArray(im, d);
    }
  }

  /// Turns result `j` of every value by its factor. In the loop above it would be more than the
  /// compiler takes.
  private static void turn(FourierStage stage, int j, int end, float[] re, float[] im) {
    int factor = (j - 1) * stage.quarter;
    int i = j * stage.quarter;
    for (int last = i + end; i < last; i += COUNT, factor += COUNT) {
      FloatVector cos = load(stage.wideCos, factor);
      FloatVector sin = load(stage.wideSin, factor);
      FloatVector x = load(re, i);
      FloatVector y = load(im, i);
      x.mul(cos).add(y.mul(sin)).intoArray(re, i);
      y.mul(cos).sub(x.mul(sin)).intoArray(im, i);
    }
  }

  private static void reorder(FourierStage stage, int end, float[] x, float[] y) {
    if (stage.count == 1) {
      interleave(stage.quarter, end, x, y);
    } else {
      interleaveFours(stage.quarter, end, x, y);
    }
  }

  private static void interleave(int quarter, int end, float[] x, float[] y) {
    int c = 2 * quarter;
    int d = 3 * quarter;
    for (int a = 0; a < end; a++) {
      int to = 4 * a;
      y[to] = x[a];
      y[to + 1] = x[quarter + a];
      y[to + 2] = x[c + a];
      y[to + 3] = x[d + a];
    }
  }

  /// Four is the only other power of four that is less than sixteen.
  private static void interleaveFours(int quarter, int end, float[] x, float[] y) {
    for (int j = 0; j < 4; j++) {
      for (int a = 0; a < end; a += 4) {
        int from = j * quarter + a;
        int to = 4 * (a + j);
        FloatVector.fromArray(FOUR, x, from).intoArray(y, to);
      }
    }
  }

  static void toRealSpectrum(
      float[] re, float[] im, float[] cos, float[] sin, int half, float[] outRe, float[] outIm) {
    int k = 1;
    for (; k <= half - COUNT; k += COUNT) {
      FloatVector reK = load(re, k);
      FloatVector imK = load(im, k);
      FloatVector reBack = loadBackwards(re, half - k);
      FloatVector imBack = loadBackwards(im, half - k);
      FloatVector oddRe = imK.add(imBack);
      FloatVector oddIm = reBack.sub(reK);
      FloatVector cosine = load(cos, k);
      FloatVector sine = load(sin, k);
      reK.add(reBack).mul(0.5f).add(cosine.mul(oddRe).add(sine.mul(oddIm))).intoArray(outRe, k);
      imK.sub(imBack).mul(0.5f).add(cosine.mul(oddIm).sub(sine.mul(oddRe))).intoArray(outIm, k);
    }
    for (; k < half; k++) {
      ScalarKernels.toRealSpectrum(re, im, cos, sin, half, k, outRe, outIm);
    }
  }
}
