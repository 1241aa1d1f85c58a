package timbrel.codec;

import timbrel.nn.CausalConv1d;
import timbrel.nn.LayerNorm;
import timbrel.nn.Linear;
import timbrel.nn.weights.WeightMap;

/// Samples to latents: spectra, blocks at the spectra's rate, a strided convolution down to the
/// frame rate, blocks there, and a projection to the quantizer's few dimensions.
final class CodecEncoder {
  private final CodecConfig config;
  private final SpectralFrontEnd spectra;
  private final Linear front;
  private final ConvNeXtStack fine;
  private final CausalConv1d down;
  private final ConvNeXtStack coarse;
  private final LayerNorm norm;
  private final Linear latent;

  private CodecEncoder(WeightMap weights, CodecConfig config) {
    this.config = config;
    int fineChannels = config.fineEncoder().channels();
    int channels = config.coarseEncoder().channels();
    int stride = config.fineFrames();
    spectra = new SpectralFrontEnd(config);
    front = Linear.from(weights.withPrefix("front."), fineChannels, config.frontSize());
    fine = ConvNeXtStack.from(weights.withPrefix("fine."), config.fineEncoder());
    down =
        CausalConv1d.from(
            weights.withPrefix("down."),
            new CausalConv1d.Config(fineChannels, channels, stride, stride));
    coarse = ConvNeXtStack.from(weights.withPrefix("coarse."), config.coarseEncoder());
    norm = LayerNorm.from(weights.withPrefix("norm."), channels);
    latent = Linear.from(weights.withPrefix("latent."), config.latentDim(), channels);
  }

  static CodecEncoder from(WeightMap weights, CodecConfig config) {
    return new CodecEncoder(weights, config);
  }

  /// One stream's memory, and room for a block of frames.
  final class State {
    private final SpectralFrontEnd.State spectraState = spectra.newState();
    private final ConvNeXtStack.State fineState;
    private final CausalConv1d.State downState;
    private final ConvNeXtStack.State coarseState;
    private final float[] spectrum;
    private final float[] fineFrames;
    private final float[] frames;

    private State(int maxFrames) {
      int maxFine = maxFrames * config.fineFrames();
      fineState = fine.newState(maxFine);
      downState = down.newState(maxFine);
      coarseState = coarse.newState(maxFrames);
      spectrum = new float[maxFine * config.frontSize()];
      fineFrames = new float[maxFine * config.fineEncoder().channels()];
      frames = new float[maxFrames * config.coarseEncoder().channels()];
    }
  }

  State newState(int maxFrames) {
    return new State(maxFrames);
  }

  /// @param samples from `offset` on, `frames` hops of them
  /// @param out `[frames x latentDim]`
  void forward(float[] samples, int offset, int frames, State state, float[] out) {
    int fineCount = frames * config.fineFrames();
    spectra.forward(samples, offset, fineCount, state.spectraState, state.spectrum);
    front.forward(state.spectrum, fineCount, state.fineFrames);
    fine.forward(state.fineFrames, fineCount, state.fineState);
    down.forward(state.fineFrames, fineCount, state.downState, state.frames);
    coarse.forward(state.frames, frames, state.coarseState);
    norm.forward(state.frames, frames, state.frames);
    latent.forward(state.frames, frames, out);
  }
}
