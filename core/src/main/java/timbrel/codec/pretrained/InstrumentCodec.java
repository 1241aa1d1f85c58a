package timbrel.codec.pretrained;

import java.util.List;
import timbrel.audio.Resampler;
import timbrel.codec.AudioCodec;
import timbrel.codec.Codes;
import timbrel.codec.checkpoint.ModelTensors;
import timbrel.codec.waveform.Chunk;
import timbrel.codec.waveform.EncodedSound;
import timbrel.codec.waveform.WaveformCodec;
import timbrel.nn.weights.WeightMap;

/// A codec of others at the rate of instruments.
public final class InstrumentCodec implements AudioCodec {
  private final PretrainedConfig config;
  private final WaveformCodec codec;
  private final Resampler down;
  private final Resampler up;

  private InstrumentCodec(PretrainedConfig config, WaveformCodec codec) {
    this.config = config;
    this.codec = codec;
    int own = codec.spec().sampleRate();
    down = Resampler.between(config.sampleRate(), own);
    up = Resampler.between(own, config.sampleRate());
  }

  /// From the tensors of its model file.
  ///
  /// @throws timbrel.codec.checkpoint.CheckpointException if tensors are left over
  /// @throws timbrel.nn.weights.WeightsException naming a tensor that is missing or misshapen
  public static InstrumentCodec from(PretrainedConfig config, WeightMap weights) {
    ModelTensors tensors = ModelTensors.of(weights);
    WaveformCodec codec = PretrainedCodec.from(config.fields(), tensors);
    tensors.requireNothingLeft(config.fields().file(), name -> false);
    return new InstrumentCodec(config, codec);
  }

  @Override
  public PretrainedConfig config() {
    return config;
  }

  @Override
  public Codes encode(float[] samples) {
    if (samples.length == 0) {
      return new Codes(new int[config.codebooks()][0]);
    }
    float[] own = down.resample(samples);
    return codec.encode(own, config.codebooks()).chunks().getFirst().codes();
  }

  @Override
  public float[] latents(float[] samples) {
    return samples.length == 0 ? new float[0] : codec.latents(down.resample(samples));
  }

  @Override
  public float[] decode(Codes codes, int codebooks) {
    if (codes.frames() == 0) {
      return new float[0];
    }
    Chunk chunk = new Chunk(codes.firstCodebooks(codebooks), 1);
    return up.resample(codec.decode(new EncodedSound(List.of(chunk), Long.MAX_VALUE)));
  }
}
