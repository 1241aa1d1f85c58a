package timbrel.training;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import timbrel.codec.CodecConfig;
import timbrel.nn.weights.Tensor;
import timbrel.nn.weights.WeightMap;

/// Carries a codec's encoder and decoder over to a codec with other codebooks or another frame
/// rate, so that a new quantizer need not start from nothing; and a decoder without noise or tones
/// over to one with them.
///
/// What has the same shape is copied. Where frames are made of another number of spectra, the
/// weights of a frame's spectra are repeated (a whole multiple) or stretched; what the quantizer
/// reads and writes starts anew if its dimension differs.
public final class WarmStart {
  private static final String HEAD = "codec.decoder.head.";
  private static final String FRONT = "codec.encoder.front.weight";

  private WarmStart() {}

  /// @param old a codec's weights, of `from`
  /// @param fresh start values of every tensor of the network of `to`
  /// @return a value for each tensor in `fresh`
  public static WeightMap adapt(
      WeightMap old, CodecConfig from, CodecConfig to, Map<String, Tensor> fresh) {
    Map<String, Tensor> adapted = new LinkedHashMap<>();
    fresh.forEach((name, start) -> adapted.put(name, adapted(old, name, start, from, to)));
    return WeightMap.of(old.source(), adapted);
  }

  /// The same weights, but for what a decoder is to say of noise and tones, and an encoder to see
  /// of tones, and does not yet.
  ///
  /// @param fresh start values of every tensor of the network of `to`, which has the bins of `from`
  static WeightMap withHead(
      WeightMap old, CodecConfig from, CodecConfig to, Map<String, Tensor> fresh) {
    Map<String, Tensor> weights = new LinkedHashMap<>();
    for (String name : fresh.keySet()) {
      Tensor known = old.tensor(name);
      weights.put(
          name,
          switch (name) {
            case HEAD + "weight", HEAD + "bias" -> head(known, fresh.get(name), from, to);
            case FRONT -> front(known, from, to);
            default -> known;
          });
    }
    return WeightMap.of(old.source(), weights);
  }

  /// The columns that both have, and zeros: what is seen in addition changes nothing yet.
  private static Tensor front(Tensor known, CodecConfig from, CodecConfig to) {
    int common = Math.min(from.frontSize(), to.frontSize());
    if (from.tones() != to.tones()) {
      common = Math.min(common, 3 * to.bins()); // the columns of turns lie elsewhere
    }
    int rows = known.shape()[0];
    float[] columns = new float[rows * to.frontSize()];
    for (int row = 0; row < rows; row++) {
      int start = row * to.frontSize();
      System.arraycopy(known.data(), row * from.frontSize(), columns, start, common);
    }
    return Tensor.of(columns, rows, to.frontSize());
  }

  /// The rows that both have, and those that only `start` has.
  private static Tensor head(Tensor known, Tensor start, CodecConfig from, CodecConfig to) {
    int width = known.size() / from.headSize();
    int bins = to.bins();
    float[] rows = start.data().clone();
    System.arraycopy(known.data(), 0, rows, 0, 2 * bins * width);
    if (from.noise() && to.noise()) {
      System.arraycopy(known.data(), 2 * bins * width, rows, 2 * bins * width, bins * width);
    }
    if (from.tones() == to.tones()) {
      int size = 2 * to.tones() * width;
      System.arraycopy(
          known.data(), from.toneOffset() * width, rows, to.toneOffset() * width, size);
    }
    return new Tensor(start.shape(), rows);
  }

  private static Tensor adapted(
      WeightMap old, String name, Tensor start, CodecConfig from, CodecConfig to) {
    if (!old.contains(name)) {
      return start;
    }
    Tensor known = old.tensor(name);
    if (Arrays.equals(known.shape(), start.shape())) {
      return known;
    }
    int before = from.fineFrames();
    int after = to.fineFrames();
    if (name.equals("codec.encoder.down.weight") && sameBut(known, start, 2)) {
      return taps(known, before, after);
    }
    boolean sameBins = from.bins() == to.bins();
    if (sameBins && name.startsWith(HEAD) && sameBut(known, start, 0)) {
      return head(known, start, from, to);
    }
    if (sameBins && name.equals(FRONT) && sameBut(known, start, 1)) {
      return front(known, from, to);
    }
    if (name.startsWith("codec.decoder.up.") && known.size() * after == start.size() * before) {
      return blocks(known, start, before, after);
    }
    return start;
  }

  private static boolean sameBut(Tensor a, Tensor b, int dimension) {
    for (int i = 0; i < a.shape().length; i++) {
      if (i != dimension && a.shape()[i] != b.shape()[i]) {
        return false;
      }
    }
    return true;
  }

  /// `[out, in, before]` to `[out, in, after]`, with the same sum over a steady sound.
  private static Tensor taps(Tensor old, int before, int after) {
    int rows = old.size() / before;
    float[] taps = new float[rows * after];
    for (int row = 0; row < rows; row++) {
      for (int tap = 0; tap < after; tap++) {
        float value = old.data()[row * before + source(tap, before, after)];
        taps[row * after + tap] = value * before / after;
      }
    }
    return Tensor.of(taps, old.shape()[0], old.shape()[1], after);
  }

  /// `before` blocks of rows, one for each spectrum of a frame, to `after` blocks.
  private static Tensor blocks(Tensor old, Tensor shape, int before, int after) {
    int size = old.size() / before;
    float[] blocks = new float[size * after];
    for (int block = 0; block < after; block++) {
      System.arraycopy(old.data(), source(block, before, after) * size, blocks, block * size, size);
    }
    return new Tensor(shape.shape(), blocks);
  }

  private static int source(int index, int before, int after) {
    return after % before == 0 ? index % before : index * before / after;
  }
}
