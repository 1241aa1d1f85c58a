package timbrel.codec.dac;

import java.util.List;
import java.util.Optional;
import timbrel.codec.checkpoint.ConfigFields;
import timbrel.codec.waveform.WaveformSpec;

/// What was chosen for a model of the Descript Audio Codec, under the names of its `config.json`.
///
/// @param samplingRate in Hz
/// @param encoderHiddenSize channels next to the samples in the encoder; doubled with every ratio
/// @param decoderHiddenSize channels next to the latents in the decoder; halved with every ratio
/// @param downsamplingRatios of the encoder, from the samples to the latents
/// @param codebooks stages of the quantizer
/// @param codebookSize entries of a codebook
/// @param codebookDim dimension of its vectors
public record DacConfig(
    int samplingRate,
    int encoderHiddenSize,
    int decoderHiddenSize,
    List<Integer> downsamplingRatios,
    int codebooks,
    int codebookSize,
    int codebookDim) {
  /// The name of the family in a `config.json`.
  public static final String MODEL_TYPE = "dac";

  private static final int MOST_CHANNELS = 1 << 14;
  private static final int LARGEST_HOP = 1 << 16;

  /// Reads a configuration; missing fields are those of the 16 kHz model.
  ///
  /// @throws timbrel.codec.checkpoint.CheckpointException naming the field that is wrong
  public static DacConfig read(ConfigFields json) {
    DacConfig config =
        new DacConfig(
            json.integer("sampling_rate", 16_000, 1_000, 384_000),
            json.integer("encoder_hidden_size", 64, 1, MOST_CHANNELS),
            json.integer("decoder_hidden_size", 1536, 1, MOST_CHANNELS),
            json.integers("downsampling_ratios", List.of(2, 4, 8, 8), 1, 1024),
            json.integer("n_codebooks", 9, 1, 1024),
            json.integer("codebook_size", 1024, 2, 1 << 16),
            json.integer("codebook_dim", 8, 1, MOST_CHANNELS));
    config.requirePossible(json);
    return config;
  }

  private void requirePossible(ConfigFields json) {
    long hop = 1;
    for (int ratio : downsamplingRatios) {
      hop = Math.min(hop * ratio, LARGEST_HOP + 1L);
    }
    if (hop > LARGEST_HOP) {
      throw json.wrong("downsampling_ratios", "a product of at most " + LARGEST_HOP);
    }
    int stages = downsamplingRatios.size();
    if (((long) encoderHiddenSize << stages) > MOST_CHANNELS) {
      throw json.wrong(
          "encoder_hidden_size", "at most " + MOST_CHANNELS + " when doubled by every ratio");
    }
    if (Integer.bitCount(codebookSize) != 1) {
      throw json.wrong("codebook_size", "a power of two");
    }
    if (decoderHiddenSize >> stages < 1) {
      throw json.wrong("decoder_hidden_size", "at least 1 when halved by every ratio");
    }
  }

  /// Dimension of the latents.
  public int latentDim() {
    return encoderHiddenSize << downsamplingRatios.size();
  }

  /// Samples to a frame.
  public int hop() {
    return downsamplingRatios.stream().reduce(1, (a, b) -> a * b);
  }

  /// Multiply-adds per second of audio of the decoder.
  public long decoderMultiplyAddsPerSecond() {
    double rate = (double) samplingRate / hop();
    long channels = decoderHiddenSize;
    double sum = rate * latentDim() * channels * 7;
    for (int ratio : downsamplingRatios.reversed()) {
      sum += rate * 2 * ratio * channels * (channels / 2);
      rate *= ratio;
      channels /= 2;
      sum += rate * 3 * channels * channels * 8;
    }
    return Math.round(sum + rate * channels * 7);
  }

  /// What a codec of this configuration turns into what.
  public WaveformSpec spec() {
    return new WaveformSpec(
        MODEL_TYPE,
        samplingRate,
        1,
        hop(),
        codebooks,
        codebookSize,
        Optional.empty(),
        false,
        true,
        List.of());
  }
}
