package timbrel.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import timbrel.codec.Codes;
import timbrel.nn.weights.Safetensors;
import timbrel.nn.weights.StoredType;
import timbrel.nn.weights.Tensor;
import timbrel.nn.weights.WeightFile;
import timbrel.nn.weights.WeightMap;

class TokenFileTest {
  @TempDir Path folder;

  @Test
  void tokensAreReadAsTheyWereWritten() {
    Path file = folder.resolve("x.tokens");
    TokenFile tokens =
        new TokenFile(new Codes(new int[][] {{0, 255, 3}, {4095, 1, 2}}), 130, -3.5, "ab");
    tokens.write(file);
    assertEquals(tokens, TokenFile.read(file));
  }

  @Test
  void aSoundOfNoFramesIsKept() {
    Path file = folder.resolve("x.tokens");
    TokenFile nothing = new TokenFile(new Codes(new int[2][0]), 0, 0, "");
    nothing.write(file);
    assertEquals(nothing, TokenFile.read(file));
  }

  @ParameterizedTest
  @CsvSource({
    "format, timbrel",
    "version, 2",
    "samples, -1",
    "samples, 1.5",
    "samples, 3000000000",
    "samples, many",
    "gainDb, NaN",
    "gainDb, 1e9"
  })
  void aWrongFieldIsNamed(String key, String value) {
    Map<String, String> metadata = new HashMap<>(goodMetadata());
    metadata.put(key, value);
    assertComplains(Tensor.of(new float[] {1, 2}, 1, 2), metadata, key);
  }

  @Test
  void whatIsNoCodeIsRefused() {
    assertComplains(Tensor.of(new float[] {1, 1.5f}, 1, 2), goodMetadata(), "frame 1 is 1.5");
    assertComplains(Tensor.of(new float[] {-1, 2}, 1, 2), goodMetadata(), "frame 0 is -1");
    assertComplains(Tensor.of(new float[] {1, 2}, 2), goodMetadata(), "[codebooks, frames]");
    assertComplains(Tensor.of(new float[0], 0, 2), goodMetadata(), "[codebooks, frames]");
  }

  private static Map<String, String> goodMetadata() {
    return Map.of(
        "format", "timbrel-tokens", "version", "1", "samples", "3", "gainDb", "0.0", "codec", "");
  }

  private void assertComplains(Tensor codes, Map<String, String> metadata, String about) {
    Path file = folder.resolve("wrong.tokens");
    WeightMap tensors = WeightMap.of("wrong", Map.of("codes", codes));
    Safetensors.write(file, new WeightFile(tensors, metadata), StoredType.F32);
    InstrumentException e = assertThrows(InstrumentException.class, () -> TokenFile.read(file));
    assertTrue(e.getMessage().contains(about), e.getMessage());
    assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
    assertTrue(Files.exists(file));
  }
}
