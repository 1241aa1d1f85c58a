package timbrel.lm;

import java.util.LinkedHashMap;
import java.util.Map;

/// Every weight of a token model with its shape, in the order of the computation: what a file must
/// hold.
final class LmShapes {
  private final LmConfig config;
  private final int width;
  private final Map<String, int[]> shapes = new LinkedHashMap<>();

  private LmShapes(LmConfig config) {
    this.config = config;
    width = config.dModel();
  }

  static Map<String, int[]> of(LmConfig config) {
    LmShapes all = new LmShapes(config);
    all.putInput();
    for (int layer = 0; layer < config.layers(); layer++) {
      all.putBlock("lm.blocks." + layer + ".");
      if (config.encoderLayers() > 0) {
        all.putCross("lm.blocks." + layer + ".");
      }
    }
    all.putNorm("lm.norm");
    for (int k = 0; k < config.codebooks(); k++) {
      all.put("lm.heads." + k + ".weight", config.codebookSize() + 1, all.width);
    }
    return all.shapes;
  }

  private void putInput() {
    for (int k = 0; k < config.codebooks(); k++) {
      put("lm.embed." + k + ".weight", config.codebookSize() + 2, width);
    }
    put("lm.condition.classes.weight", config.classes(), width);
    if (config.encoderLayers() == 0) {
      put("lm.condition.up.weight", width, config.knobFeatures());
      put("lm.condition.up.bias", width);
      put("lm.condition.down.weight", width, width);
      put("lm.condition.down.bias", width);
    } else {
      putEncoder();
    }
    if (config.positions() == Positions.LEARNED) {
      put("lm.positions.weight", config.maxSteps(), width);
    }
  }

  private void putEncoder() {
    put("lm.encoder.slots.weight", config.conditionTokens(), width);
    put("lm.encoder.values.weight", config.conditionTokens() - 1, width);
    put("lm.encoder.presences.weight", config.conditionTokens() - 1, width);
    for (int layer = 0; layer < config.encoderLayers(); layer++) {
      putBlock("lm.encoder.blocks." + layer + ".");
    }
    putNorm("lm.encoder.norm");
  }

  private void putBlock(String block) {
    putNorm(block + "attention_norm");
    put(block + "attention.qkv.weight", 3 * width, width);
    put(block + "attention.out.weight", width, width);
    putNorm(block + "mlp_norm");
    if (config.activation() == MlpActivation.SWIGLU) {
      put(block + "mlp.gate.weight", config.ffn(), width);
    }
    put(block + "mlp.up.weight", config.ffn(), width);
    put(block + "mlp.down.weight", width, config.ffn());
  }

  private void putCross(String block) {
    putNorm(block + "cross_norm");
    put(block + "cross.q.weight", width, width);
    put(block + "cross.kv.weight", 2 * width, width);
    put(block + "cross.out.weight", width, width);
  }

  private void putNorm(String name) {
    put(name + ".weight", width);
    put(name + ".bias", width);
  }

  private void put(String name, int... shape) {
    shapes.put(name, shape);
  }
}
