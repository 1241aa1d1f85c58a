package timbrel.descriptors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import timbrel.audio.Golden;
import timbrel.audio.Signals;
import timbrel.audio.Sound;

class NeurorackAnalysisTest {

  /// librosa's values, apart from pitch, which numpy computed from the definition.
  @ParameterizedTest
  @EnumSource(NeurorackDescriptor.class)
  void curvesAreThoseOfLibrosa(NeurorackDescriptor descriptor) {
    double[][] curves = NeurorackAnalysis.analyze(new Sound(Signals.drum(6000, 44_100, 1), 44_100));
    double[] golden = Golden.load("/timbrel/descriptors/golden.json").values("neurorack");
    double[] curve = curves[descriptor.ordinal()];
    assertEquals(12, curve.length);
    for (int t = 0; t < curve.length; t++) {
      double expected = golden[descriptor.ordinal() * curve.length + t];
      assertEquals(expected, curve[t], 2e-4 * Math.abs(expected) + 1e-9, "frame " + t);
    }
  }

  /// By hand: full-scale at 441 Hz is sqrt(1/2) loud, crosses zero 882 times a second.
  @Test
  void aSineByHand() {
    double[][] curves =
        NeurorackAnalysis.analyze(new Sound(Signals.sine(44_100, 441, 44_100), 44_100));
    int middle = 40;
    assertEquals(Math.sqrt(0.5), at(curves, NeurorackDescriptor.LOUDNESS, middle), 1e-2);
    assertEquals(882 / 44_100.0, at(curves, NeurorackDescriptor.PERCUSSIVITY, middle), 1e-3);
    assertEquals(441, at(curves, NeurorackDescriptor.PITCH, middle), 0.1);
    assertEquals(441, at(curves, NeurorackDescriptor.BRIGHTNESS, middle), 5);
    assertEquals(441, at(curves, NeurorackDescriptor.TONE, middle), 25);
    assertTrue(at(curves, NeurorackDescriptor.NOISE, middle) < 1e-6);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 511, 512, 2000})
  void silenceIsFlatAndHasNoPitch(int length) {
    double[][] curves = NeurorackAnalysis.analyze(new Sound(new float[length], 44_100));
    for (int t = 0; t < curves[0].length; t++) {
      assertEquals(0, at(curves, NeurorackDescriptor.LOUDNESS, t));
      assertEquals(0, at(curves, NeurorackDescriptor.BRIGHTNESS, t));
      assertEquals(1, at(curves, NeurorackDescriptor.NOISE, t), 1e-9);
      assertTrue(Double.isNaN(at(curves, NeurorackDescriptor.PITCH, t)));
    }
    assertEquals(1 + length / 512, curves[0].length);
  }

  private static double at(double[][] curves, NeurorackDescriptor descriptor, int t) {
    return curves[descriptor.ordinal()][t];
  }
}
