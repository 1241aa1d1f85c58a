package timbrel.codec.encodec;

import java.util.regex.Pattern;
import timbrel.codec.ResidualVectorQuantizer;
import timbrel.codec.checkpoint.Checkpoint;
import timbrel.codec.checkpoint.ModelTensors;
import timbrel.codec.waveform.WaveformCodec;

/// Loads EnCodec models.
public final class Encodec {
  /// What training left beside the codebooks.
  private static final Pattern TRAINING_ONLY =
      Pattern.compile("quantizer\\.layers\\.\\d+\\.codebook\\.(embed_avg|cluster_size|inited)");

  private Encodec() {}

  /// A codec from a model folder.
  ///
  /// @throws timbrel.codec.checkpoint.CheckpointException if the configuration is not possible or
  ///   tensors are left over
  /// @throws timbrel.nn.weights.WeightsException naming a tensor that is missing or misshapen
  public static WaveformCodec load(Checkpoint checkpoint) {
    EncodecConfig config = EncodecConfig.read(checkpoint.config());
    ModelTensors tensors = checkpoint.tensors();
    WaveformCodec codec = from(config, tensors);
    tensors.requireNothingLeft(
        checkpoint.weightFile(), name -> TRAINING_ONLY.matcher(name).matches());
    return codec;
  }

  /// A codec of the given tensors.
  public static WaveformCodec from(EncodecConfig config, ModelTensors tensors) {
    float[][] codebooks = new float[config.codebooks()][];
    for (int q = 0; q < codebooks.length; q++) {
      codebooks[q] =
          tensors.tensor(
              "quantizer.layers." + q + ".codebook.embed",
              config.codebookSize(),
              config.hiddenSize());
    }
    return new WaveformCodec(
        config.spec(),
        new WaveformCodec.Networks(
            Seanet.encoder(config, tensors),
            new ResidualVectorQuantizer(codebooks, config.codebookSize(), config.hiddenSize()),
            Seanet.decoder(config, tensors)));
  }
}
