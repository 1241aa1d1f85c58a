package timbrel.codec.pretrained;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import timbrel.codec.checkpoint.CheckpointException;
import timbrel.codec.waveform.CodeArchive;
import timbrel.codec.waveform.EncodedSound;
import timbrel.nn.weights.Safetensors;
import timbrel.nn.weights.StoredType;
import timbrel.nn.weights.Tensor;
import timbrel.nn.weights.WeightFile;
import timbrel.nn.weights.WeightMap;
import timbrel.nn.weights.WeightsException;

/// Model folders that are not what they should be are refused with one line that says why.
class HostileModelTest {
  private static final String MODEL = "no_blocks"; // in two files
  private static final String SINGLE = "causal_group_norm"; // in one

  @TempDir private Path folder;

  @Test
  void aFolderWithoutConfigurationIsNoModel() {
    assertComplains("has no config.json, expected a model folder in Hugging Face layout");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "model_type; \"mimi\"; model_type is \"mimi\", expected encodec or dac",
        "model_type; 7; model_type is 7, expected a text",
        "norm_type; \"layer_norm\"; expected weight_norm or time_group_norm",
        "pad_mode; \"circular\"; expected reflect, constant or replicate",
        "audio_channels; 3; audio_channels is 3, expected 1 to 2",
        "audio_channels; 1.5; expected whole numbers",
        "upsampling_ratios; []; expected a list of 1 to 64 numbers",
        "upsampling_ratios; [1000, 1000]; expected a product of at most 65536",
        "upsampling_ratios; [0]; expected 1 to 1024",
        "num_filters; 1e300; expected 1 to 16384",
        "codebook_size; 1000; expected a power of two",
        "codebook_dim; 7; expected 8, the hidden_size",
        "target_bandwidths; [0.001]; expected at least one codebook",
        "compress; 9; compress is 9, expected at most num_filters, 4",
        "use_causal_conv; false; trim_right_ratio is 0.3, expected 1 where use_causal_conv is false",
        "use_causal_conv; \"no\"; expected true or false",
        "overlap; null; overlap is null, expected a share, as there is a chunk_length_s",
        "overlap; 1.5; overlap is 1.5, expected 0 to 0.999",
        "num_residual_layers; 32; residual blocks that reach over at most",
      })
  void aConfigurationThatCannotBeIsRefused(String field, String value, String complaint)
      throws IOException {
    copy(SINGLE);
    changeConfig(json -> json.add(field, JsonParser.parseString(value)));
    if (field.equals("num_residual_layers")) {
      changeConfig(json -> json.addProperty("dilation_growth_rate", 64));
    }
    assertComplains(complaint);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[1]", "{\"a\":1,\"a\":2}", "nonsense"})
  void aConfigurationThatIsNoJsonIsRefused(String text) throws IOException {
    Files.writeString(folder.resolve("config.json"), text);
    assertComplains("config.json is ");
  }

  @Test
  void missingWeightsAreNamed() throws IOException {
    Files.copy(GoldenModel.root().resolve(SINGLE).resolve("config.json"), config());
    assertComplains("has no model.safetensors");
  }

  @Test
  void aMissingTensorIsNamed() throws IOException {
    copy(SINGLE);
    changeTensors(tensors -> tensors.remove("decoder.layers.0.conv.bias"));
    assertComplains("no tensor 'decoder.layers.0.conv.bias', expected one of shape [32]");
  }

  @Test
  void aTensorThatNobodyNeedsIsNamed() throws IOException {
    copy(SINGLE);
    changeTensors(tensors -> tensors.put("decoder.layers.99.bias", Tensor.of(new float[1], 1)));
    assertComplains("tensor 'decoder.layers.99.bias' has no place in a network of this");
  }

  @Test
  void aTensorOfAnotherShapeIsNamed() throws IOException {
    copy(SINGLE);
    changeTensors(tensors -> tensors.put("decoder.layers.0.conv.bias", Tensor.of(new float[5], 5)));
    assertComplains("tensor 'decoder.layers.0.conv.bias' has shape [5], expected [32]");
  }

  @Test
  void aHeaderThatClaimsMoreThanThereIsIsRefused() throws IOException {
    copy(SINGLE);
    byte[] bytes = Files.readAllBytes(weights());
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(1L << 60);
    Files.write(weights(), bytes);
    assertComplains("header of 1152921504606846976 bytes");
  }

  @Test
  void weightsThatAreCutShortAreRefused() throws IOException {
    copy(SINGLE);
    byte[] bytes = Files.readAllBytes(weights());
    Files.write(weights(), Arrays.copyOf(bytes, bytes.length - 1));
    assertThrows(WeightsException.class, () -> PretrainedCodec.load(folder));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../secret.safetensors", "/etc/passwd", "x.bin", "a/b.safetensors"})
  void anIndexCannotReachOutOfItsFolder(String file) throws IOException {
    copy(MODEL);
    Files.writeString(
        folder.resolve("model.safetensors.index.json"),
        "{\"weight_map\": {\"a\": \"%s\"}}".formatted(file));
    assertComplains("expected the name of a safetensors file in the same folder");
  }

  /// Whatever a configuration says, it is refused or loads.
  @Test
  void damagedConfigurationsAreRefusedOrLoad() throws IOException {
    copy(SINGLE);
    byte[] whole = Files.readAllBytes(config());
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(9);
    for (int i = 0; i < 400; i++) {
      byte[] bytes = whole.clone();
      for (int change = random.nextInt(3); change >= 0; change--) {
        bytes[random.nextInt(bytes.length)] =
            (byte) (random.nextBoolean() ? '0' + random.nextInt(10) : random.nextInt(128));
      }
      Files.write(config(), bytes);
      loadOrRefuse();
    }
  }

  private void loadOrRefuse() {
    try {
      PretrainedCodec.load(folder);
    } catch (CheckpointException | WeightsException e) {
      assertEquals(1, String.valueOf(e.getMessage()).lines().count(), e.getMessage());
    }
  }

  @Test
  void damagedArchivesOfCodesAreReadOrRefused() throws IOException {
    GoldenModel model = GoldenModel.open("encodec_48k_tiny");
    EncodedSound sound = model.encoded(model.cases().getFirst());
    Path file = folder.resolve("x.npz");
    CodeArchive.write(file, sound);
    assertEquals(sound, CodeArchive.read(file, model.codec().spec()));
    byte[] whole = Files.readAllBytes(file);
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
    int refused = 0;
    for (int i = 0; i < 1500; i++) {
      byte[] bytes = Arrays.copyOf(whole, i % 4 == 0 ? random.nextInt(whole.length) : whole.length);
      for (int change = random.nextInt(4); change >= 0 && bytes.length > 0; change--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      Files.write(file, bytes);
      try {
        CodeArchive.read(file, model.codec().spec());
      } catch (WeightsException e) {
        refused++;
      }
    }
    assertTrue(refused > 300, "refused " + refused);
  }

  private void copy(String name) throws IOException {
    try (var files = Files.list(GoldenModel.root().resolve(name))) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName().toString()));
      }
    }
  }

  private Path config() {
    return folder.resolve("config.json");
  }

  private Path weights() {
    return folder.resolve("model.safetensors");
  }

  private void changeConfig(Consumer<JsonObject> change) throws IOException {
    JsonObject json =
        JsonParser.parseString(Files.readString(config(), StandardCharsets.UTF_8))
            .getAsJsonObject();
    change.accept(json);
    Files.writeString(config(), json.toString());
  }

  private void changeTensors(Consumer<Map<String, Tensor>> change) {
    WeightMap before = Safetensors.read(weights()).weights();
    Map<String, Tensor> tensors = new TreeMap<>();
    before.names().forEach(name -> tensors.put(name, before.tensor(name)));
    change.accept(tensors);
    WeightMap after = WeightMap.of("changed", tensors);
    Safetensors.write(weights(), new WeightFile(after, Map.of()), StoredType.F32);
  }

  private void assertComplains(String about) {
    RuntimeException e = assertThrows(RuntimeException.class, () -> PretrainedCodec.load(folder));
    assertTrue(e instanceof CheckpointException || e instanceof WeightsException, e.toString());
    String message = String.valueOf(e.getMessage());
    assertTrue(message.contains(about) && message.lines().count() == 1, message);
  }
}
