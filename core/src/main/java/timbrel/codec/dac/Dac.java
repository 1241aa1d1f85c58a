package timbrel.codec.dac;

import timbrel.codec.checkpoint.Checkpoint;
import timbrel.codec.checkpoint.ModelTensors;
import timbrel.codec.waveform.WaveformCodec;

/// Loads models of the Descript Audio Codec.
public final class Dac {
  private Dac() {}

  /// A codec from a model folder.
  ///
  /// @throws timbrel.codec.checkpoint.CheckpointException if the configuration is not possible or
  ///   tensors are left over
  /// @throws timbrel.nn.weights.WeightsException naming a tensor that is missing or misshapen
  public static WaveformCodec load(Checkpoint checkpoint) {
    DacConfig config = DacConfig.read(checkpoint.config());
    ModelTensors tensors = checkpoint.tensors();
    WaveformCodec codec = from(config, tensors);
    tensors.requireNothingLeft(checkpoint.weightFile(), name -> false);
    return codec;
  }

  /// A codec of the given tensors.
  public static WaveformCodec from(DacConfig config, ModelTensors tensors) {
    return new WaveformCodec(
        config.spec(),
        new WaveformCodec.Networks(
            DacNetworks.encoder(config, tensors.withPrefix("encoder.")),
            new DacQuantizer(config, tensors.withPrefix("quantizer.")),
            DacNetworks.decoder(config, tensors.withPrefix("decoder."))));
  }
}
