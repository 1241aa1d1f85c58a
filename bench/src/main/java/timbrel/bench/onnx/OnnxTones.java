package timbrel.bench.onnx;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.LongStream;
import timbrel.codec.CodecConfig;

/// A decoder's tones as ONNX operators. Phases go on from spectrum to spectrum, which is unrolled.
final class OnnxTones {
  /// Bins on either side that a tone reaches.
  private static final int REACH = 2;

  /// See [timbrel.codec.TonePhases].
  private static final double SHARED = 0.25;

  private static final double SAME = 0.25;

  /// Further from the middle of its bin than any tone, in bins.
  private static final float NOWHERE = 9;

  private final OnnxModel model;
  private final CodecConfig config;
  private final int tones;
  private final int spectra;

  OnnxTones(OnnxModel model, CodecConfig config, int spectra) {
    this.model = model;
    this.config = config;
    this.spectra = spectra;
    tones = config.tones();
  }

  /// @param parts `[spectra, 2 bins]`: what tones add to the real parts, then to the imaginary ones
  /// @param phases `[1, tones]` of the last spectrum
  record Added(String parts, String phases) {}

  /// @param head `[spectra, headSize]`
  /// @param before phases `[1, tones]` of the spectrum before the first one
  Added add(String head, String before) {
    int at = config.toneOffset();
    String turns = wrapped(model.slice(head, 1, at + tones, at + 2 * tones));
    String ownAside = model.add("Mul", turns, model.scalar(2 / Math.PI));
    String up = follows(ownAside, 1);
    String down = follows(ownAside, -1);
    String aside = followed(ownAside, up, down);
    String falling = model.add("Mul", model.add("Abs", aside), model.scalar(-2));
    falling = model.add("Add", falling, model.scalar(1.5));
    String share = model.add("Min", model.add("Max", falling, model.scalar(0)), model.scalar(1));
    String[] phases = phases(turns, leaders(up, down), before);
    String levels = model.slice(head, 1, at, at + tones);
    String own = OnnxDecoder.polar(model, levels, model.add("Concat", Map.of("axis", 0), phases));
    String re = model.add("Mul", model.slice(own, 1, 0, tones), share);
    String im = model.add("Mul", model.slice(own, 1, tones, 2 * tones), share);
    String[] res = new String[2 * REACH + 1];
    String[] ims = new String[2 * REACH + 1];
    for (int m = -REACH; m <= REACH; m++) {
      String lobe = lobeAt(model.add("Sub", aside, model.scalar(m)));
      res[m + REACH] = model.add("Mul", re, lobe);
      ims[m + REACH] = model.add("Mul", im, lobe);
    }
    String toneBins = toneBins();
    Map<String, Object> sideBySide = Map.of("axis", 1);
    String real = model.add("MatMul", model.add("Concat", sideBySide, res), toneBins);
    String imaginary = model.add("MatMul", model.add("Concat", sideBySide, ims), toneBins);
    return new Added(model.add("Concat", sideBySide, real, imaginary), phases[phases.length - 1]);
  }

  /// `[1, tones]` before the first spectrum of a sound.
  String startPhases() {
    return model.constant(new float[tones], 1, tones);
  }

  /// `[1, tones]` of each spectrum, one after the other: where two bins say about the same
  /// frequency, the one that is further from it has the other's phase.
  private String[] phases(String turns, String leaders, String before) {
    float[] middles = new float[tones];
    for (int k = 0; k < tones; k++) {
      int quarters = (config.lowestTone() + k + 1) % 4 - 1; // the same in small numbers
      middles[k] = (float) (quarters * Math.PI / 2);
    }
    String advance = model.add("Add", turns, model.constant(middles, tones));
    String[] phases = new String[spectra];
    String last = before;
    for (int j = 0; j < spectra; j++) {
      last = wrapped(model.add("Add", last, model.slice(advance, 0, j, j + 1)));
      String leader = model.slice(leaders, 0, j, j + 1);
      last = model.add("GatherElements", Map.of("axis", 1), last, leader);
      phases[j] = last;
    }
    return phases;
  }

  /// `[spectra, tones]`: which tone each follows; itself, if no other.
  private String leaders(String up, String down) {
    long[] own = LongStream.range(0, tones).toArray();
    String leaders = model.add("Add", model.indices(own, 1, own.length), whole(up));
    return model.add("Sub", leaders, whole(down));
  }

  private String whole(String condition) {
    return model.add("Cast", Map.of("to", OnnxModel.INT64), condition);
  }

  /// How far above the middles of their bins tones lie once each has followed its leader.
  private String followed(String aside, String up, String down) {
    String above = model.add("Add", beside(aside, 1), model.scalar(1));
    String below = model.add("Sub", beside(aside, -1), model.scalar(1));
    return model.add("Where", up, above, model.add("Where", down, below, aside));
  }

  /// `[spectra, tones]`: whether a tone follows the one that is `step` above it.
  private String follows(String aside, int step) {
    String beside = beside(aside, step);
    String shared =
        model.add("Greater", model.add("Mul", aside, model.scalar(step)), model.scalar(SHARED));
    String apart = model.add("Add", model.add("Sub", beside, aside), model.scalar(step));
    String same = model.add("LessOrEqual", model.add("Abs", apart), model.scalar(SAME));
    String nearer =
        model.add(
            step > 0 ? "Less" : "LessOrEqual", model.add("Abs", beside), model.add("Abs", aside));
    return model.add("And", model.add("And", shared, same), nearer);
  }

  /// What the tone that is `step` (1 or -1) above each says.
  private String beside(String aside, int step) {
    float[] outside = new float[spectra];
    Arrays.fill(outside, NOWHERE);
    String none = model.constant(outside, spectra, 1);
    return step > 0
        ? model.add("Concat", Map.of("axis", 1), model.slice(aside, 1, 1, tones), none)
        : model.add("Concat", Map.of("axis", 1), none, model.slice(aside, 1, 0, tones - 1));
  }

  /// `[5 tones, bins]`: which bin each part of each tone falls into.
  private String toneBins() {
    int bins = config.bins();
    float[] matrix = new float[(2 * REACH + 1) * tones * bins];
    for (int m = -REACH; m <= REACH; m++) {
      for (int k = 0; k < tones && config.lowestTone() + k + m < bins; k++) {
        int bin = config.lowestTone() + k + m;
        matrix[((m + REACH) * tones + k) * bins + bin] = bin % 2 == 0 ? 1 : -1;
      }
    }
    return model.constant(matrix, (2 * REACH + 1) * tones, bins);
  }

  /// The Hann window's spectrum: `sinc(x) + (sinc(x - 1) + sinc(x + 1)) / 2`.
  private String lobeAt(String x) {
    String below = sinc(model.add("Sub", x, model.scalar(1)));
    String above = sinc(model.add("Add", x, model.scalar(1)));
    String sides = model.add("Mul", model.add("Add", below, above), model.scalar(0.5));
    return model.add("Add", sinc(x), sides);
  }

  private String sinc(String x) {
    String positive = model.add("Max", model.add("Abs", x), model.scalar(1e-4)); // 0/0 is 1 there
    String angle = model.add("Mul", positive, model.scalar(Math.PI));
    return model.add("Div", model.add("Sin", angle), angle);
  }

  /// Less whole turns.
  private String wrapped(String phases) {
    String whole = model.add("Round", model.add("Div", phases, model.scalar(2 * Math.PI)));
    return model.add("Sub", phases, model.add("Mul", whole, model.scalar(2 * Math.PI)));
  }
}
