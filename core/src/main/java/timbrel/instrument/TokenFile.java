package timbrel.instrument;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoublePredicate;
import timbrel.codec.Codes;
import timbrel.nn.weights.Safetensors;
import timbrel.nn.weights.StoredType;
import timbrel.nn.weights.Tensor;
import timbrel.nn.weights.WeightFile;
import timbrel.nn.weights.WeightMap;
import timbrel.nn.weights.WeightsException;

/// One sound as an instrument's tokens, with what codes alone do not say
/// (`docs/instrument-file.md`, "Token files").
///
/// @param codes of the codec
/// @param samples length of the sound; the last frame may be longer
/// @param gainDb the gain that the sound was given before it was encoded; decoding takes it back
/// @param codec fingerprint of the codec that made them
public record TokenFile(Codes codes, int samples, double gainDb, String codec) {
  /// The ending of file names, with the dot.
  public static final String EXTENSION = ".tokens";

  private static final String FORMAT = "timbrel-tokens";
  private static final String VERSION = "1";
  private static final String CODES = "codes";
  private static final double LARGEST_GAIN_DB = 200;

  public TokenFile {
    if (samples < 0) {
      throw new InstrumentException("samples", Integer.toString(samples), "at least 0");
    }
    if (!(Math.abs(gainDb) <= LARGEST_GAIN_DB)) {
      throw new InstrumentException("gainDb", Double.toString(gainDb), "-200 to 200");
    }
  }

  /// Writes the file beside its name and renames it.
  public void write(Path file) {
    float[] values = new float[codes.codebooks() * codes.frames()];
    for (int q = 0; q < codes.codebooks(); q++) {
      for (int t = 0; t < codes.frames(); t++) {
        values[q * codes.frames() + t] = codes.codes()[q][t];
      }
    }
    Tensor tensor = Tensor.of(values, codes.codebooks(), codes.frames());
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("format", FORMAT);
    metadata.put("version", VERSION);
    metadata.put("samples", Integer.toString(samples));
    metadata.put("gainDb", Double.toString(gainDb));
    metadata.put("codec", codec);
    WeightMap content = WeightMap.of(file.toString(), Map.of(CODES, tensor));
    Safetensors.write(file, new WeightFile(content, metadata), StoredType.I32);
  }

  /// Reads what [#write] wrote.
  ///
  /// @throws InstrumentException if it is no whole token file
  public static TokenFile read(Path file) {
    try {
      return check(Safetensors.read(file));
    } catch (InstrumentException e) {
      throw e.in(file);
    } catch (WeightsException e) {
      throw InstrumentException.of(e);
    }
  }

  private static TokenFile check(WeightFile content) {
    Map<String, String> metadata = content.metadata();
    require(metadata, "format", FORMAT);
    require(metadata, "version", VERSION);
    return new TokenFile(
        readCodes(content.weights()),
        (int)
            number(metadata, "samples", x -> x >= 0 && x <= Integer.MAX_VALUE && x == Math.rint(x)),
        number(metadata, "gainDb", Double::isFinite),
        metadata.getOrDefault("codec", ""));
  }

  private static Codes readCodes(WeightMap tensors) {
    Tensor tensor = tensors.tensor(CODES);
    int[] shape = tensor.shape();
    if (shape.length != 2 || shape[0] == 0) {
      throw new InstrumentException(
          "tensor 'codes'", "of shape " + Arrays.toString(shape), "[codebooks, frames]");
    }
    int[][] codes = new int[shape[0]][shape[1]];
    for (int q = 0; q < shape[0]; q++) {
      for (int t = 0; t < shape[1]; t++) {
        codes[q][t] = code(tensor.data()[q * shape[1] + t], q, t);
      }
    }
    return new Codes(codes);
  }

  private static int code(float value, int codebook, int frame) {
    if (value < 0 || value != Math.rint(value)) {
      throw new InstrumentException(
          "code at codebook %d, frame %d".formatted(codebook, frame),
          Float.toString(value),
          "a whole number, at least 0");
    }
    return (int) value;
  }

  private static void require(Map<String, String> metadata, String key, String expected) {
    String found = metadata.getOrDefault(key, "missing");
    if (!found.equals(expected)) {
      throw new InstrumentException("metadata '" + key + "'", found, expected);
    }
  }

  private static double number(Map<String, String> metadata, String key, DoublePredicate allowed) {
    String text = metadata.getOrDefault(key, "missing");
    try {
      double value = Double.parseDouble(text);
      if (text.length() <= 40 && allowed.test(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // is no number: complained of below
    }
    throw new InstrumentException("metadata '" + key + "'", text, "a number in its range");
  }
}
