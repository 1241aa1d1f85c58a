package timbrel.codec.pretrained;

import java.nio.file.Path;
import java.util.Map;
import timbrel.codec.checkpoint.Checkpoint;
import timbrel.codec.checkpoint.ConfigFields;
import timbrel.codec.checkpoint.ModelTensors;
import timbrel.codec.dac.Dac;
import timbrel.codec.dac.DacConfig;
import timbrel.codec.encodec.Encodec;
import timbrel.codec.encodec.EncodecConfig;
import timbrel.codec.waveform.WaveformCodec;
import timbrel.codec.waveform.WaveformSpec;
import timbrel.nn.weights.Tensor;

/// Finds out which family a model belongs to.
public final class PretrainedCodec {
  private PretrainedCodec() {}

  /// Loads a model folder.
  ///
  /// @throws timbrel.codec.checkpoint.CheckpointException if it is not a model of a known family
  /// @throws timbrel.nn.weights.WeightsException if its weights are damaged or another model's
  public static WaveformCodec load(Path folder) {
    Checkpoint checkpoint = Checkpoint.open(folder);
    return switch (family(checkpoint.config())) {
      case EncodecConfig.MODEL_TYPE -> Encodec.load(checkpoint);
      case DacConfig.MODEL_TYPE -> Dac.load(checkpoint);
      default -> throw unknown(checkpoint.config());
    };
  }

  /// What a model turns into what, told by its configuration alone.
  public static WaveformSpec spec(ConfigFields config) {
    return switch (family(config)) {
      case EncodecConfig.MODEL_TYPE -> EncodecConfig.read(config).spec();
      case DacConfig.MODEL_TYPE -> DacConfig.read(config).spec();
      default -> throw unknown(config);
    };
  }

  /// A codec of the given tensors; who calls looks whether some are left.
  static WaveformCodec from(ConfigFields config, ModelTensors tensors) {
    return switch (family(config)) {
      case EncodecConfig.MODEL_TYPE -> Encodec.from(EncodecConfig.read(config), tensors);
      case DacConfig.MODEL_TYPE -> Dac.from(DacConfig.read(config), tensors);
      default -> throw unknown(config);
    };
  }

  /// The tensors of a model folder that its networks are made of, without what training left there.
  public static Map<String, Tensor> tensors(Path folder) {
    Checkpoint checkpoint = Checkpoint.open(folder);
    ModelTensors tensors = checkpoint.tensors();
    from(checkpoint.config(), tensors);
    return tensors.taken();
  }

  static int latentDim(ConfigFields config) {
    return switch (family(config)) {
      case EncodecConfig.MODEL_TYPE -> EncodecConfig.read(config).hiddenSize();
      case DacConfig.MODEL_TYPE -> DacConfig.read(config).latentDim();
      default -> throw unknown(config);
    };
  }

  static long decoderMultiplyAddsPerSecond(ConfigFields config) {
    return switch (family(config)) {
      case EncodecConfig.MODEL_TYPE -> EncodecConfig.read(config).decoderMultiplyAddsPerSecond();
      case DacConfig.MODEL_TYPE -> DacConfig.read(config).decoderMultiplyAddsPerSecond();
      default -> throw unknown(config);
    };
  }

  private static String family(ConfigFields config) {
    return config.text("model_type", "");
  }

  private static RuntimeException unknown(ConfigFields config) {
    return config.wrong("model_type", "encodec or dac");
  }
}
