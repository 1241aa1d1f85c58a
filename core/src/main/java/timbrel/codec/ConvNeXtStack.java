package timbrel.codec;

import java.util.ArrayList;
import java.util.List;
import timbrel.nn.ConvNeXtBlock;
import timbrel.nn.weights.WeightMap;

/// The blocks of one [StackConfig], one after the other.
final class ConvNeXtStack {
  private final List<ConvNeXtBlock> blocks;

  private ConvNeXtStack(List<ConvNeXtBlock> blocks) {
    this.blocks = blocks;
  }

  /// One stream's memory of every block.
  static final class State {
    private final ConvNeXtBlock.State[] states;

    private State(ConvNeXtBlock.State[] states) {
      this.states = states;
    }

    void reset() {
      for (ConvNeXtBlock.State state : states) {
        state.reset();
      }
    }
  }

  /// From `0.dw.weight`, `0.dw.bias` and so on, block by block.
  static ConvNeXtStack from(WeightMap weights, StackConfig config) {
    ConvNeXtBlock.Config block =
        new ConvNeXtBlock.Config(config.channels(), config.hidden(), config.kernel());
    List<ConvNeXtBlock> blocks = new ArrayList<>();
    for (int i = 0; i < config.blocks(); i++) {
      blocks.add(ConvNeXtBlock.from(weights.withPrefix(i + "."), block));
    }
    return new ConvNeXtStack(List.copyOf(blocks));
  }

  State newState(int maxFrames) {
    ConvNeXtBlock.State[] states = new ConvNeXtBlock.State[blocks.size()];
    if (blocks.isEmpty()) {
      return new State(states);
    }
    ConvNeXtBlock.Scratch scratch = blocks.getFirst().newScratch(maxFrames);
    for (int i = 0; i < states.length; i++) {
      states[i] = blocks.get(i).newState(maxFrames, scratch);
    }
    return new State(states);
  }

  /// Maps `frames` frames in place.
  void forward(float[] x, int frames, State state) {
    for (int i = 0; i < state.states.length; i++) {
      blocks.get(i).forward(x, frames, state.states[i], x);
    }
  }
}
