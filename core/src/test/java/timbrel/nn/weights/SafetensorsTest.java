package timbrel.nn.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import timbrel.nn.Golden;

class SafetensorsTest {
  private static final float[] SIGNED = {0.5f, -1.25f, 200, -3, 65504, 0x1p-14f};

  @TempDir Path folder;

  @Test
  void everyTypeThatPythonWritesIsRead() {
    WeightFile file = Golden.weights("types.safetensors");
    WeightMap weights = file.weights();
    assertArrayEquals(SIGNED, weights.require("f64", 2, 3));
    assertArrayEquals(SIGNED, weights.require("f32", 2, 3));
    assertArrayEquals(SIGNED, weights.require("f16", 2, 3));
    float large = Float.intBitsToFloat(Float.floatToIntBits(3.0e38f) + 0x8000 & 0xffff0000);
    assertArrayEquals(
        new float[] {0.5f, -1.25f, 200, -3, large, 0x1p-14f}, weights.require("bf16", 2, 3));
    assertArrayEquals(new float[] {0, -1, 200, -3, 65504, 0}, weights.require("i64", 2, 3));
    assertArrayEquals(new float[] {0, -1, 200, -3, 65504, 0}, weights.require("i32", 2, 3));
    assertArrayEquals(new float[] {0, 1, 200, 3, 64, 5}, weights.require("u8", 2, 3));
    assertArrayEquals(new float[0], weights.require("empty", 0, 4));
    assertEquals(Tensor.of(new float[] {2.5f}), weights.tensor("scalar"));
    assertEquals(Map.of("format", "pt", "note", "quotes \" and ümlauts"), file.metadata());
  }

  @ParameterizedTest
  @EnumSource
  void whatIsWrittenIsReadRounded(StoredType type) {
    Map<String, Tensor> tensors =
        Map.of(
            "b", Tensor.of(new float[] {1, -0.333f, 1e-3f}, 3),
            "a.weight", Tensor.of(new float[] {4, 5}, 1, 2),
            "none", Tensor.of(new float[0], 0));
    WeightFile written =
        new WeightFile(WeightMap.of("test", tensors), Map.of("card", "{\"ü\": 1}"));
    Path file = folder.resolve("a.safetensors");
    Safetensors.write(file, written, type);
    WeightFile read = Safetensors.read(file);
    assertEquals(List.of("a.weight", "b", "none"), read.weights().names());
    assertEquals(written.metadata(), read.metadata());
    assertArrayEquals(
        new float[] {1, type.rounded(-0.333f), type.rounded(1e-3f)},
        read.weights().require("b", 3));
    assertArrayEquals(new float[] {4, 5}, read.weights().require("a.weight", 1, 2));
  }

  /// By hand: halves near 1 are 1/1024 apart; ties go to the even one.
  @Test
  void halvesAreRoundedToTheNearestAndTiesToEven() {
    assertEquals(1, StoredType.F16.rounded(1 + 1 / 2048f));
    assertEquals(1 + 2 / 1024f, StoredType.F16.rounded(1 + 3 / 2048f));
    assertEquals(1 + 1 / 1024f, StoredType.F16.rounded(1 + 1.1f / 2048));
  }

  @Test
  void equalContentsAreEqualBytesAndNumbersAreAligned() throws IOException {
    Path first = folder.resolve("first");
    Path second = folder.resolve("second");
    Safetensors.write(first, small(), StoredType.F32);
    Safetensors.write(second, Safetensors.read(first), StoredType.F32);
    assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(first)).order(ByteOrder.LITTLE_ENDIAN);
    assertEquals(0, bytes.getLong() % 8);
  }

  @Test
  void theFileOnDiskIsReplacedWholeOrNotAtAll() throws IOException {
    Path file = folder.resolve("a.safetensors");
    Safetensors.write(file, small(), StoredType.F32);
    byte[] before = Files.readAllBytes(file);
    WeightFile tooLarge =
        new WeightFile(
            WeightMap.of("test", Map.of("x", Tensor.of(new float[] {65520}, 1))), Map.of());
    WeightsException refused =
        assertThrows(
            WeightsException.class, () -> Safetensors.write(file, tooLarge, StoredType.F16));
    assertTrue(refused.getMessage().contains("'x' has 65520.0"), refused.getMessage());
    assertArrayEquals(before, Files.readAllBytes(file));
    try (var files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList(), "nothing is left beside");
    }
  }

  @Test
  void aStreamIsReadToItsSize() throws IOException {
    byte[] bytes = bytes(small());
    assertEquals(
        List.of("a", "b"),
        Safetensors.read(new ByteArrayInputStream(bytes), bytes.length, "stream")
            .weights()
            .names());
    assertThrows(
        WeightsException.class,
        () -> Safetensors.read(new ByteArrayInputStream(bytes), bytes.length + 1L, "stream"));
    assertThrows(
        WeightsException.class,
        () -> Safetensors.read(new ByteArrayInputStream(bytes), Long.MAX_VALUE, "stream"));
  }

  @Test
  void missingMisshapenAndInfiniteTensorsAreNamed() {
    WeightMap weights =
        WeightMap.of(
                "kit.timbrel",
                Map.of(
                    "lm.a", Tensor.of(new float[6], 2, 3),
                    "lm.b", Tensor.of(new float[] {0, Float.NaN}, 2),
                    "lmnot", Tensor.of(new float[1], 1)))
            .withPrefix("lm.");
    assertEquals(List.of("a", "b"), weights.names());
    assertEquals(8, weights.parameterCount());
    assertFalse(weights.contains("c"));
    assertSays(
        "kit.timbrel: no tensor 'lm.c', expected one of shape [2]", () -> weights.require("c", 2));
    assertSays(
        "kit.timbrel: tensor 'lm.a' has shape [2, 3], expected [3, 2]",
        () -> weights.require("a", 3, 2));
    assertSays(
        "kit.timbrel: tensor 'lm.b' has NaN at 1, expected numbers", () -> weights.require("b", 2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // not the right JSON
        "",
        "{",
        "[]",
        "null",
        "{}{}",
        "{\"a\":1}",
        "{'a':{}}",
        "{\"a\":{}}",
        "{\"a\":[[[[[[[[",
        "{\"__metadata__\":{\"a\":1}}",
        "{\"__metadata__\":{\"a\":{\"b\":{\"c\":{\"d\":{}}}}}}",
        "{\"__metadata__\":{\"a\":\"1\",\"a\":\"1\"}}",
        "{\"__metadata__\":{},\"__metadata__\":{}}",
        // not the right tensor
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8],\"more\":1}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}}",
        "{\"a\":{\"dtype\":\"F12\",\"shape\":[2],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2.0],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[\"2\"],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8,9]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1,1,1,1,1,1,1,1,2],\"data_offsets\":[0,8]}}",
        // past the data, before all of it, gaps, overlaps
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[0,3]},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
            + "\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
        // products that overflow to the right answer, or to a crash
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967297,2],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2147483647,2147483647,2147483647,2147483647],"
            + "\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967298],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[99999999999999999999],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,9223372036854775807]}}",
      })
  void aHeaderThatLiesIsRefused(String header) {
    assertThrows(WeightsException.class, () -> read(withHeader(header, 8)));
  }

  @Test
  void aHeaderThatDoesNotLieIsAccepted() {
    String header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}   ";
    assertArrayEquals(new float[2], read(withHeader(header, 8)).weights().require("a", 2));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 17, 1L << 24, 1L << 31, 1L << 32, Long.MAX_VALUE, -1, Long.MIN_VALUE})
  void aHeaderLengthThatLiesIsRefused(long length) {
    byte[] bytes = withHeader("{}              ", 0); // sixteen bytes
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
    String message = assertThrows(WeightsException.class, () -> read(bytes)).getMessage();
    assertTrue(message.contains("header"), message);
  }

  @Test
  void deepNestingIsRefusedWithoutRecursion() {
    String deep = "{\"a\":".repeat(100_000);
    assertThrows(WeightsException.class, () -> read(withHeader(deep, 0)));
    assertThrows(
        WeightsException.class,
        () -> read(withHeader("{\"__metadata__\":" + "[".repeat(100_000), 0)));
  }

  @Test
  void bytesThatAreNoTextAreRefused() {
    byte[] bytes = withHeader("{\"__metadata__\":{\"a\":\"x\"}}", 0);
    bytes[Long.BYTES + 22] = (byte) 0xff;
    assertThrows(WeightsException.class, () -> read(bytes));
  }

  @Test
  void aFileThatIsCutAnywhereIsRefused() throws IOException {
    byte[] whole = bytes(small());
    for (int length = 0; length < whole.length; length++) {
      ByteBuffer cut = ByteBuffer.wrap(whole, 0, length);
      assertThrows(WeightsException.class, () -> Safetensors.read(cut, "cut"), "at " + length);
    }
    assertEquals(2, read(whole).weights().names().size());
  }

  /// Ten thousand damaged files: each is refused by the one error, or read as something else.
  @Test
  void damageNeverEscapesTheTypedError() throws IOException {
    byte[] whole = bytes(small());
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(3);
    int refused = 0;
    for (int i = 0; i < 10_000; i++) {
      byte[] damaged = whole.clone();
      for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      }
      try {
        Safetensors.read(ByteBuffer.wrap(damaged), "damaged");
      } catch (WeightsException expected) {
        refused++;
      }
    }
    assertTrue(refused > 5_000, refused + " were refused");
  }

  private static WeightFile small() {
    return new WeightFile(
        WeightMap.of(
            "test",
            Map.of(
                "a",
                Tensor.of(new float[] {1, 2, 3, 4}, 2, 2),
                "b",
                Tensor.of(new float[] {5}, 1))),
        Map.of("card", "{}"));
  }

  private byte[] bytes(WeightFile content) throws IOException {
    Path file = folder.resolve("bytes.safetensors");
    Safetensors.write(file, content, StoredType.F16);
    return Files.readAllBytes(file);
  }

  private static WeightFile read(byte[] bytes) {
    return Safetensors.read(ByteBuffer.wrap(bytes), "test");
  }

  private static byte[] withHeader(String header, int dataLength) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Long.BYTES + json.length + dataLength)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .array();
  }

  private static void assertSays(String message, Runnable call) {
    assertEquals(message, assertThrows(WeightsException.class, call::run).getMessage());
  }
}
