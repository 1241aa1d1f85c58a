package timbrel.instrument;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import timbrel.nn.weights.Safetensors;
import timbrel.nn.weights.StoredType;
import timbrel.nn.weights.Tensor;
import timbrel.nn.weights.WeightFile;
import timbrel.nn.weights.WeightMap;

class InstrumentFileTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void writeAnInstrument() {
    file = folder.resolve("tiny.timbrel");
    InstrumentFile.write(file, TinyInstrument.card(), TinyInstrument.weights(), StoredType.F16);
  }

  @ParameterizedTest
  @EnumSource(names = {"F16", "F32"})
  void anInstrumentIsReadAsItWasWritten(StoredType type) {
    InstrumentFile.write(file, TinyInstrument.card(), TinyInstrument.weights(), type);
    Instrument read = Instrument.open(file.toString());
    assertEquals(TinyInstrument.card(), read.card());
    WeightMap written = TinyInstrument.weights();
    assertEquals(written.names(), read.weights().names());
    for (String name : written.names()) {
      float[] rounded = written.tensor(name).data().clone();
      for (int i = 0; i < rounded.length; i++) {
        rounded[i] = type.rounded(rounded[i]);
      }
      assertArrayEquals(rounded, read.weights().tensor(name).data(), name);
    }
  }

  @Test
  void theSameInstrumentGivesTheSameBytes() throws IOException {
    byte[] first = Files.readAllBytes(file);
    writeAnInstrument();
    assertArrayEquals(first, Files.readAllBytes(file));
  }

  @Test
  void writingLeavesNothingElseInTheFolder() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void aFileThatIsCutAnywhereIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length += 97) {
      assertRefused(Arrays.copyOf(whole, length), "cut after " + length);
    }
    assertRefused(Arrays.copyOf(whole, whole.length - 1), "without its last byte");
    assertRefused(Arrays.copyOf(whole, whole.length + 1), "with one byte more");
  }

  /// A flipped bit in the numbers is always found. One in the header may hit a letter of the name
  /// or a digit of the report: then the card says something else, but the instrument is still
  /// whole.
  @Test
  void aFlippedBitIsRefusedOrHarmless() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    int numbers = 8 + (int) ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getLong();
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(2);
    int refused = 0;
    for (int i = 0; i < 500; i++) {
      byte[] flipped = whole.clone();
      int place = random.nextInt(whole.length);
      flipped[place] ^= (byte) (1 << random.nextInt(8));
      boolean opened = opens(flipped);
      assertFalse(opened && place >= numbers, "bit flipped in byte " + place);
      refused += opened ? 0 : 1;
    }
    assertTrue(refused > 250, refused + " refused");
  }

  @Test
  void garbageIsRefused() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(3);
    for (int i = 0; i < 2000; i++) {
      byte[] garbage = new byte[random.nextInt(300)];
      random.nextBytes(garbage);
      if (garbage.length > 8 && i % 2 == 0) { // a length that may be true
        Arrays.fill(garbage, 1, 8, (byte) 0);
      }
      assertRefused(garbage, "garbage " + i);
    }
  }

  @Test
  void aHeaderOfAnExabyteCostsNothing() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).putLong(0, 1L << 60);
    assertRefused(whole, "header of 2^60 bytes");
  }

  @Test
  void anotherFormatIsNamed() {
    assertComplains(metadata("format", "pt"), "metadata 'format' is pt, expected timbrel");
    assertComplains(metadata("version", "2"), "metadata 'version' is 2, expected 1");
    assertComplains(metadata("sha256", "0".repeat(64)), "altered or damaged");
    assertComplains(metadata("card", "{}"), "card.version is missing");
  }

  private Map<String, String> metadata(String key, String value) {
    Map<String, String> metadata = new HashMap<>(Safetensors.read(file).metadata());
    metadata.put(key, value);
    return metadata;
  }

  private void assertComplains(Map<String, String> metadata, String about) {
    Path other = folder.resolve("other.timbrel");
    Safetensors.write(
        other, new WeightFile(Safetensors.read(file).weights(), metadata), StoredType.F16);
    assertComplains(other, about);
  }

  private static void assertComplains(Path file, String about) {
    InstrumentException e =
        assertThrows(InstrumentException.class, () -> InstrumentFile.read(file));
    assertTrue(e.getMessage().contains(about), e.getMessage());
    assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
  }

  @Test
  void aMissingTensorIsNamed() {
    assertComplains(changed("lm.norm.bias", null), "tensor 'lm.norm.bias' is missing");
  }

  @Test
  void oneTensorTooManyIsNamed() {
    assertComplains(
        changed("codec.decoder.extra", Tensor.of(new float[1], 1)), "'codec.decoder.extra'");
    assertComplains(changed("virus", Tensor.of(new float[1], 1)), "tensor 'virus'");
  }

  @Test
  void aMisshapenTensorIsNamed() {
    assertComplains(changed("lm.norm.bias", Tensor.of(new float[9], 9)), "[9], expected [8]");
    assertComplains(changed("lm.norm.bias", Tensor.of(new float[8], 2, 4)), "[2, 4]");
  }

  /// What is refused in reading is refused in writing: no such file is ever made.
  private Path changed(String name, @org.jspecify.annotations.Nullable Tensor tensor) {
    Map<String, Tensor> tensors = new HashMap<>();
    WeightMap weights = TinyInstrument.weights();
    weights.names().forEach(other -> tensors.put(other, weights.tensor(other)));
    if (tensor == null) {
      tensors.remove(name);
    } else {
      tensors.put(name, tensor);
    }
    WeightMap changed = WeightMap.of("changed", tensors);
    Path other = folder.resolve(name + (tensor == null ? "" : tensor) + ".timbrel");
    assertThrows(
        InstrumentException.class,
        () -> InstrumentFile.write(other, TinyInstrument.card(), changed, StoredType.F32));
    assertFalse(Files.exists(other));
    Map<String, String> metadata = metadata("sha256", Checksum.of(changed, StoredType.F32));
    Safetensors.write(other, new WeightFile(changed, metadata), StoredType.F32);
    return other;
  }

  @Test
  void aFolderOrTextIsNoInstrument() throws IOException {
    InstrumentException aFolder =
        assertThrows(InstrumentException.class, () -> InstrumentFile.read(folder));
    assertTrue(aFolder.getMessage().contains("is a folder"), aFolder.getMessage());
    Path text = Files.writeString(folder.resolve("a.txt"), "Dear diary, today I hit a drum.\n");
    assertComplains(text, "expected");
    assertThrows(
        UncheckedIOException.class, () -> InstrumentFile.read(folder.resolve("none.timbrel")));
  }

  /// 30 kB of header with 400 tensors of 2^31 values each.
  @Test
  void aHeaderThatPromisesTerabytesCostsNothing() {
    StringBuilder header = new StringBuilder("{");
    for (int i = 0; i < 400; i++) {
      header.append(
          "\"t%d\":{\"dtype\":\"F32\",\"shape\":[2147483647],\"data_offsets\":[%d,%d]},"
              .formatted(i, i * 8589934588L, (i + 1) * 8589934588L));
    }
    header.setCharAt(header.length() - 1, '}');
    byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + 64).order(ByteOrder.LITTLE_ENDIAN);
    assertRefused(bytes.putLong(json.length).put(json).array(), "terabytes");
  }

  private static void assertRefused(byte[] bytes, String what) {
    assertThrows(InstrumentException.class, () -> InstrumentFile.read(bytes, "x.timbrel"), what);
  }

  /// Anything but an instrument or an [InstrumentException] fails the test.
  private static boolean opens(byte[] bytes) {
    try {
      Instrument instrument = InstrumentFile.read(bytes, "x.timbrel");
      instrument.codec();
      instrument.tokenModel();
      return true;
    } catch (InstrumentException e) {
      return false;
    }
  }
}
