package timbrel.codec.encodec;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import timbrel.codec.checkpoint.ConfigFields;
import timbrel.codec.waveform.Chunking;
import timbrel.codec.waveform.WaveformSpec;
import timbrel.nn.Padding;

/// What was chosen for an EnCodec model, under the names of its `config.json`.
///
/// @param samplingRate in Hz
/// @param audioChannels 1 or 2
/// @param normalize whether each chunk is divided by its loudness
/// @param chunking how sounds are cut
/// @param targetBandwidths in kbit/s, rising
/// @param codebookSize entries of a codebook, a power of two
/// @param hiddenSize dimension of the latents
/// @param numFilters channels next to the samples; doubled with every ratio
/// @param upsamplingRatios of the decoder, from the latents to the samples
/// @param numResidualLayers residual blocks at every rate
/// @param residualKernelSize taps of a residual block's first convolution
/// @param dilationGrowthRate dilation of a residual block over that of the one before
/// @param compress channels of a residual block over those inside it
/// @param useConvShortcut whether residual blocks have a convolution beside them
/// @param kernelSize taps of each network's first convolution
/// @param lastKernelSize taps of each network's last convolution
/// @param numLstmLayers layers of long short-term memory next to the latents
/// @param groupNorm whether convolutions are followed by group normalization over time; else their
///   weights are normalized
/// @param causal whether convolutions look back only
/// @param padMode what convolutions see beyond a sound's ends
/// @param trimRightRatio share of what transposed convolutions make too much that is cut off at the
///   end
public record EncodecConfig(
    int samplingRate,
    int audioChannels,
    boolean normalize,
    Optional<Chunking> chunking,
    List<Double> targetBandwidths,
    int codebookSize,
    int hiddenSize,
    int numFilters,
    List<Integer> upsamplingRatios,
    int numResidualLayers,
    int residualKernelSize,
    int dilationGrowthRate,
    int compress,
    boolean useConvShortcut,
    int kernelSize,
    int lastKernelSize,
    int numLstmLayers,
    boolean groupNorm,
    boolean causal,
    Padding.Mode padMode,
    double trimRightRatio) {
  /// The name of the family in a `config.json`.
  public static final String MODEL_TYPE = "encodec";

  /// More channels than this anywhere are refused: no such model is known.
  private static final int MOST_CHANNELS = 1 << 14;

  private static final int LARGEST_HOP = 1 << 16;
  private static final int LONGEST_REACH = 1 << 20;

  /// Reads a configuration; missing fields are those of the 24 kHz model.
  ///
  /// @throws timbrel.codec.checkpoint.CheckpointException naming the field that is wrong
  public static EncodecConfig read(ConfigFields json) {
    int rate = json.integer("sampling_rate", 24_000, 1_000, 384_000);
    int hidden = json.integer("hidden_size", 128, 1, MOST_CHANNELS);
    if (json.integer("codebook_dim", hidden, 1, MOST_CHANNELS) != hidden) {
      throw json.wrong("codebook_dim", hidden + ", the hidden_size");
    }
    EncodecConfig config =
        new EncodecConfig(
            rate,
            json.integer("audio_channels", 1, 1, 2),
            json.truth("normalize", false),
            chunking(json, rate),
            json.numbers("target_bandwidths", List.of(1.5, 3.0, 6.0, 12.0, 24.0), 1e-3, 10_000),
            json.integer("codebook_size", 1024, 2, 1 << 16),
            hidden,
            json.integer("num_filters", 32, 1, MOST_CHANNELS),
            json.integers("upsampling_ratios", List.of(8, 5, 4, 2), 1, 1024),
            json.integer("num_residual_layers", 1, 0, 32),
            json.integer("residual_kernel_size", 3, 1, 1024),
            json.integer("dilation_growth_rate", 2, 1, 64),
            json.integer("compress", 2, 1, MOST_CHANNELS),
            json.truth("use_conv_shortcut", true),
            json.integer("kernel_size", 7, 1, 1024),
            json.integer("last_kernel_size", 7, 1, 1024),
            json.integer("num_lstm_layers", 2, 0, 16),
            groupNorm(json),
            json.truth("use_causal_conv", true),
            padMode(json),
            json.number("trim_right_ratio", 1, 0, 1));
    config.requirePossible(json);
    return config;
  }

  private static boolean groupNorm(ConfigFields json) {
    return switch (json.text("norm_type", "weight_norm")) {
      case "weight_norm" -> false;
      case "time_group_norm" -> true;
      default -> throw json.wrong("norm_type", "weight_norm or time_group_norm");
    };
  }

  private static Padding.Mode padMode(ConfigFields json) {
    return switch (json.text("pad_mode", "reflect").toLowerCase(Locale.ROOT)) {
      case "reflect" -> Padding.Mode.REFLECT;
      case "constant" -> Padding.Mode.ZEROS;
      case "replicate" -> Padding.Mode.REPLICATE;
      default ->
          throw json.wrong(
              "pad_mode", "reflect, constant or replicate (the others cannot be streamed)");
    };
  }

  /// Numbers are rounded as Python does, so that chunks start at the same samples.
  private static Optional<Chunking> chunking(ConfigFields json, int rate) {
    OptionalDouble seconds = json.optionalNumber("chunk_length_s", 0.001, 3600);
    if (seconds.isEmpty()) {
      return Optional.empty();
    }
    double overlap =
        json.optionalNumber("overlap", 0, 0.999)
            .orElseThrow(() -> json.wrong("overlap", "a share, as there is a chunk_length_s"));
    int length = (int) (seconds.getAsDouble() * rate);
    return Optional.of(new Chunking(length, Math.max(1, (int) ((1.0 - overlap) * length))));
  }

  private void requirePossible(ConfigFields json) {
    long hop = 1;
    for (int ratio : upsamplingRatios) {
      hop = Math.min(hop * ratio, LARGEST_HOP + 1L);
    }
    if (hop > LARGEST_HOP) {
      throw json.wrong("upsampling_ratios", "a product of at most " + LARGEST_HOP);
    }
    if (((long) numFilters << upsamplingRatios.size()) > MOST_CHANNELS) {
      throw json.wrong("num_filters", "at most " + MOST_CHANNELS + " when doubled by every ratio");
    }
    if (compress > numFilters) {
      throw json.wrong("compress", "at most num_filters, " + numFilters);
    }
    if (Integer.bitCount(codebookSize) != 1) {
      throw json.wrong("codebook_size", "a power of two");
    }
    if (!causal && trimRightRatio != 1) {
      throw json.wrong("trim_right_ratio", "1 where use_causal_conv is false");
    }
    long reach = residualKernelSize;
    for (int j = 1; j < numResidualLayers; j++) {
      reach = Math.min(reach * dilationGrowthRate, LONGEST_REACH + 1L);
    }
    if (reach > LONGEST_REACH) {
      throw json.wrong(
          "dilation_growth_rate",
          "residual blocks that reach over at most " + LONGEST_REACH + " samples");
    }
    if (codebooks() < 1) {
      throw json.wrong("target_bandwidths", "at least one codebook in the last");
    }
    if (chunking.isPresent() && chunking.get().length() < 1) {
      throw json.wrong("chunk_length_s", "at least one sample");
    }
  }

  /// Samples to a frame.
  public int hop() {
    return upsamplingRatios.stream().reduce(1, (a, b) -> a * b);
  }

  /// Frames per second, rounded up as the original reckons.
  public int frameRate() {
    return Math.ceilDiv(samplingRate, hop());
  }

  /// Codebooks that the highest bandwidth pays for.
  public int codebooks() {
    int bits = 32 - Integer.numberOfLeadingZeros(codebookSize - 1);
    double last = targetBandwidths.getLast();
    return (int) Math.min(1024, Math.floor(1000 * last / ((double) frameRate() * bits)));
  }

  /// Multiply-adds per second of audio of the decoder.
  public long decoderMultiplyAddsPerSecond() {
    long channels = (long) numFilters << upsamplingRatios.size();
    double rate = (double) samplingRate / hop();
    double sum = rate * channels * (hiddenSize * kernelSize + 8 * channels * numLstmLayers);
    for (int ratio : upsamplingRatios) {
      sum += rate * 2 * ratio * channels * (channels / 2);
      rate *= ratio;
      channels /= 2;
      long inside = channels / compress;
      long block = inside * channels * (residualKernelSize + 1);
      block += useConvShortcut ? channels * channels : 0;
      sum += rate * numResidualLayers * block;
    }
    return Math.round(sum + rate * channels * audioChannels * lastKernelSize);
  }

  /// What a codec of this configuration turns into what.
  public WaveformSpec spec() {
    return new WaveformSpec(
        MODEL_TYPE,
        samplingRate,
        audioChannels,
        hop(),
        codebooks(),
        codebookSize,
        chunking,
        normalize,
        false,
        targetBandwidths);
  }
}
