package timbrel.codec.pretrained;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import timbrel.codec.CodecDescription;
import timbrel.codec.checkpoint.ConfigFields;
import timbrel.codec.waveform.WaveformSpec;

/// A codec of others as part of an instrument: which one it is, and how much of it is used.
///
/// Instruments live at 44.1 kHz, as all that is measured about them does; sounds are resampled to
/// the codec's own rate and back.
///
/// @param model its name, for people
/// @param licence of its weights, as its publisher states it
/// @param codebooks how many of its codebooks are used, from the first
/// @param config its `config.json`, without fields that are null
public record PretrainedConfig(String model, String licence, int codebooks, JsonObject config)
    implements CodecDescription {
  /// Rate of the sounds of instruments.
  public static final int SAMPLE_RATE = 44_100;

  private static final int LONGEST_TEXT = 200;

  /// Checks that such a codec can be part of an instrument.
  ///
  /// @throws timbrel.codec.checkpoint.CheckpointException if the configuration is not possible
  public PretrainedConfig {
    config = config.deepCopy();
    config.entrySet().removeIf(field -> field.getValue().isJsonNull()); // as if it were missing
    WaveformSpec spec = PretrainedCodec.spec(fields(config));
    if (spec.channels() != 1 || spec.normalized() || spec.chunking().isPresent()) {
      throw new IllegalArgumentException(
          model
              + ": has several channels, chunks or scales beside its codes; an instrument needs a"
              + " codec of one channel whose codes say everything");
    }
    if (codebooks < 1 || codebooks > spec.codebooks()) {
      throw new IllegalArgumentException(
          "%d codebooks, expected 1 to %d".formatted(codebooks, spec.codebooks()));
    }
    if (model.length() > LONGEST_TEXT || licence.length() > LONGEST_TEXT) {
      throw new IllegalArgumentException(
          "a name or licence of more than %d characters".formatted(LONGEST_TEXT));
    }
  }

  private static ConfigFields fields(JsonObject config) {
    return ConfigFields.of(Path.of("codec"), config);
  }

  ConfigFields fields() {
    return fields(config);
  }

  @Override
  public JsonObject config() {
    return config.deepCopy();
  }

  /// What the codec itself turns into what.
  public WaveformSpec spec() {
    return PretrainedCodec.spec(fields());
  }

  @Override
  public int sampleRate() {
    return SAMPLE_RATE;
  }

  @Override
  public int codebookSize() {
    return spec().codebookSize();
  }

  @Override
  public int latentDim() {
    return PretrainedCodec.latentDim(fields());
  }

  @Override
  public double frameRate() {
    return spec().frameRate();
  }

  @Override
  public long decoderMultiplyAddsPerSecond() {
    return PretrainedCodec.decoderMultiplyAddsPerSecond(fields());
  }
}
