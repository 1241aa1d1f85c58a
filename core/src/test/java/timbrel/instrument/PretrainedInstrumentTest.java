package timbrel.instrument;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import timbrel.audio.Resampler;
import timbrel.codec.Codes;
import timbrel.codec.checkpoint.Checkpoint;
import timbrel.codec.pretrained.PretrainedCodec;
import timbrel.codec.pretrained.PretrainedConfig;
import timbrel.codec.waveform.WaveformCodec;
import timbrel.nn.weights.StoredType;
import timbrel.nn.weights.Tensor;
import timbrel.nn.weights.WeightMap;

/// Instruments whose codec others have trained.
class PretrainedInstrumentTest {
  @TempDir private Path folder;

  @Test
  void theCodecOfAnInstrumentIsTheModelItWasMadeFrom() {
    Path model = model("encodec_24k_tiny");
    Path file = folder.resolve("x.timbrel");
    write(file, model, weights(model));
    Instrument instrument = InstrumentFile.read(file);
    float[] sound = new float[44_100];
    for (int t = 0; t < sound.length; t++) {
      sound[t] = (float) Math.sin(t * t * 1e-6) * (1 - t / 44_100f);
    }
    WaveformCodec codec = PretrainedCodec.load(model);
    float[] own = Resampler.resample(sound, 44_100, 24_000);
    Codes expected = codec.encode(own, 4).chunks().getFirst().codes();
    assertEquals(expected, instrument.codec().encode(sound));
    assertEquals(4, instrument.card().codec().codebooks());
    assertEquals(44_100, instrument.card().codec().sampleRate());
    float[] decoded = instrument.codec().decode(expected);
    assertEquals(75 * 588, decoded.length);
    assertArrayEquals(decoded, InstrumentFile.read(file).codec().decode(expected));
    assertEquals(0, instrument.codec().encode(new float[0]).frames());
  }

  @Test
  void theCardSurvivesItsText() {
    Card card = card(model("encodec_24k_tiny"));
    assertEquals(card, Card.parse(card.toText()));
  }

  @Test
  void anInstrumentWithoutOneOfTheModelsTensorsIsRefused() {
    Path model = model("encodec_24k_tiny");
    Map<String, Tensor> weights = weights(model);
    weights.remove("codec.encoder.layers.0.conv.bias");
    InstrumentException e =
        assertThrows(
            InstrumentException.class, () -> write(folder.resolve("x.timbrel"), model, weights));
    assertTrue(String.valueOf(e.getMessage()).contains("encoder.layers.0.conv.bias"), e.toString());
  }

  @Test
  void aStereoModelWithScalesIsNoInstrumentsCodec() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> config(model("encodec_48k_tiny")));
    assertTrue(String.valueOf(e.getMessage()).contains("a codec of one channel"), e.toString());
  }

  private static Path model(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(
                  PretrainedInstrumentTest.class.getResource("/timbrel/codec/pretrained/" + name))
              .toURI());
    } catch (URISyntaxException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static PretrainedConfig config(Path model) {
    return new PretrainedConfig("tiny", "none", 4, Checkpoint.open(model).config().toJson());
  }

  private static Map<String, Tensor> weights(Path model) {
    Map<String, Tensor> weights = new TreeMap<>();
    PretrainedCodec.tensors(model).forEach((name, tensor) -> weights.put("codec." + name, tensor));
    return weights;
  }

  private static Card card(Path model) {
    Card like = TinyInstrument.card();
    return new Card(
        "tiny",
        Instant.EPOCH,
        "0",
        config(model),
        Optional.empty(),
        List.of(),
        like.knobs(),
        like.sampling(),
        Map.of(),
        like.data(),
        like.training(),
        EvaluationSummary.NONE,
        Optional.empty(),
        new JsonObject());
  }

  private static void write(Path file, Path model, Map<String, Tensor> weights) {
    InstrumentFile.write(file, card(model), WeightMap.of("tiny", weights), StoredType.F32);
  }
}
