package timbrel.codec;

import timbrel.nn.LayerNorm;
import timbrel.nn.Linear;
import timbrel.nn.weights.WeightMap;

/// Latents to samples: blocks at the frame rate, each frame split into several finer ones, blocks
/// there, and an inverse short-time Fourier transform.
final class CodecDecoder {
  private final CodecConfig config;
  private final Linear latent;
  private final ConvNeXtStack coarse;
  private final Linear up; // one frame to fineFrames finer ones, side by side
  private final ConvNeXtStack fine;
  private final LayerNorm norm;
  private final Linear head;
  private final InverseStft inverse;

  private CodecDecoder(WeightMap weights, CodecConfig config) {
    this.config = config;
    int channels = config.coarseDecoder().channels();
    int fineChannels = config.fineDecoder().channels();
    latent = Linear.from(weights.withPrefix("latent."), channels, config.latentDim());
    coarse = ConvNeXtStack.from(weights.withPrefix("coarse."), config.coarseDecoder());
    up = Linear.from(weights.withPrefix("up."), config.fineFrames() * fineChannels, channels);
    fine = ConvNeXtStack.from(weights.withPrefix("fine."), config.fineDecoder());
    norm = LayerNorm.from(weights.withPrefix("norm."), fineChannels);
    head = Linear.from(weights.withPrefix("head."), config.headSize(), fineChannels);
    inverse = new InverseStft(config);
  }

  static CodecDecoder from(WeightMap weights, CodecConfig config) {
    return new CodecDecoder(weights, config);
  }

  /// One stream's memory, and room for a block of frames.
  final class State {
    private final ConvNeXtStack.State coarseState;
    private final ConvNeXtStack.State fineState;
    private final InverseStft.State inverseState = inverse.newState();
    private final float[] frames;
    private final float[] fineFrames;
    private final float[] spectra;

    private State(int maxFrames) {
      int maxFine = maxFrames * config.fineFrames();
      coarseState = coarse.newState(maxFrames);
      fineState = fine.newState(maxFine);
      frames = new float[maxFrames * config.coarseDecoder().channels()];
      fineFrames = new float[maxFine * config.fineDecoder().channels()];
      spectra = new float[maxFine * config.headSize()];
    }

    void reset() {
      coarseState.reset();
      fineState.reset();
      inverseState.reset();
    }
  }

  State newState(int maxFrames) {
    return new State(maxFrames);
  }

  /// @param latents `[frames x latentDim]`
  /// @param seeds what the phases of each frame's noise are drawn from
  /// @return samples written to `out` from `offset` on
  int forward(float[] latents, int[] seeds, int frames, State state, float[] out, int offset) {
    int fineCount = frames * config.fineFrames();
    latent.forward(latents, frames, state.frames);
    coarse.forward(state.frames, frames, state.coarseState);
    up.forward(state.frames, frames, state.fineFrames);
    fine.forward(state.fineFrames, fineCount, state.fineState);
    norm.forward(state.fineFrames, fineCount, state.fineFrames);
    head.forward(state.fineFrames, fineCount, state.spectra);
    return inverse.forward(state.spectra, seeds, fineCount, state.inverseState, out, offset);
  }

  int finish(State state, float[] out, int offset) {
    return inverse.finish(state.inverseState, out, offset);
  }
}
