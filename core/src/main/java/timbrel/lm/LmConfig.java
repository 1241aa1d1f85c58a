package timbrel.lm;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What was chosen for a token model; with [#shapes], the names of its weights, it is the contract
/// between the trainer's network and the player's.
///
/// @param codebooks `K`, codebooks of the codec
/// @param codebookSize `C`, entries of each codebook
/// @param dModel width of the transformer
/// @param layers transformer blocks
/// @param heads attention heads; each has `dModel / heads` dimensions
/// @param ffn hidden width of the multilayer perceptrons
/// @param positions how steps are told apart
/// @param activation non-linearity of the multilayer perceptrons
/// @param pattern in which step each code is predicted
/// @param maxFrames longest sound, in frames
/// @param classes sound classes that the model knows
/// @param descriptors playing knobs that the model knows
/// @param dropout share of activations dropped in training
/// @param encoderLayers blocks of an encoder that reads the conditions; 0 = decoder-only
public record LmConfig(
    int codebooks,
    int codebookSize,
    int dModel,
    int layers,
    int heads,
    int ffn,
    Positions positions,
    MlpActivation activation,
    CodebookPattern pattern,
    int maxFrames,
    int classes,
    int descriptors,
    double dropout,
    int encoderLayers) {

  /// A model file may not ask for more parameters than this.
  public static final long MAX_PARAMETERS = 200_000_000;

  /// Nor may one stream remember more numbers than this, keys and values together.
  public static final long MAX_MEMORY = 20_000_000;

  /// A decoder-only model.
  public LmConfig(
      int codebooks,
      int codebookSize,
      int dModel,
      int layers,
      int heads,
      int ffn,
      Positions positions,
      MlpActivation activation,
      CodebookPattern pattern,
      int maxFrames,
      int classes,
      int descriptors,
      double dropout) {
    this(
        codebooks,
        codebookSize,
        dModel,
        layers,
        heads,
        ffn,
        positions,
        activation,
        pattern,
        maxFrames,
        classes,
        descriptors,
        dropout,
        0);
  }

  public LmConfig {
    check("codebooks", codebooks, 1, 64);
    check("codebookSize", codebookSize, 2, 65_536);
    check("dModel", dModel, 1, 8192);
    check("layers", layers, 1, 128);
    check("heads", heads, 1, dModel);
    check("ffn", ffn, 1, 65_536);
    check("maxFrames", maxFrames, 1, 20_000);
    check("classes", classes, 0, 10_000);
    check("descriptors", descriptors, 0, 1_000);
    check("encoderLayers", encoderLayers, 0, 128);
    requireDivisible(dModel, heads, positions);
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException("dropout is %s, expected 0 to below 1".formatted(dropout));
    }
    long parameters =
        parameters(
            codebooks,
            codebookSize,
            dModel,
            layers,
            ffn,
            positions,
            activation,
            pattern,
            maxFrames,
            classes,
            descriptors,
            encoderLayers);
    if (parameters > MAX_PARAMETERS) {
      throw new IllegalArgumentException(
          "token model of %,d parameters, expected at most %,d"
              .formatted(parameters, MAX_PARAMETERS));
    }
    long memory = memory(codebooks, dModel, layers, pattern, maxFrames);
    if (memory > MAX_MEMORY) {
      throw new IllegalArgumentException(
          "token model that remembers %,d numbers of a sound of maxFrames %d, expected at most %,d"
              .formatted(memory, maxFrames, MAX_MEMORY));
    }
  }

  private static void requireDivisible(int dModel, int heads, Positions positions) {
    if (dModel % heads != 0) {
      throw new IllegalArgumentException(
          "dModel is %d, expected a multiple of heads %d".formatted(dModel, heads));
    }
    if (positions == Positions.ROTARY && dModel / heads % 2 != 0) {
      throw new IllegalArgumentException(
          "heads of %d dimensions, expected an even number for rotary positions"
              .formatted(dModel / heads));
    }
    if (positions == Positions.SINUSOIDAL && dModel % 2 != 0) {
      throw new IllegalArgumentException(
          "dModel is %d, expected an even number for sinusoidal positions".formatted(dModel));
    }
  }

  /// What the starter uses for `classes` classes: 2.6 million parameters, sounds of up to 2 s.
  public static LmConfig starter(int classes) {
    return new LmConfig(
        8,
        256,
        192,
        4,
        6,
        768,
        Positions.ROTARY,
        MlpActivation.GELU,
        CodebookPattern.DELAY,
        176,
        classes,
        7,
        0.1);
  }

  /// The token that says that the sound is over.
  public int endToken() {
    return codebookSize;
  }

  /// The token that stands where there is no code.
  public int startToken() {
    return codebookSize + 1;
  }

  public int headDim() {
    return dModel / heads;
  }

  /// Tokens that the encoder reads: class, knobs, velocity; 0 without one.
  public int conditionTokens() {
    return encoderLayers == 0 ? 0 : descriptors + 2;
  }

  /// The longest sequence.
  public int maxSteps() {
    return pattern.steps(codebooks, maxFrames);
  }

  /// Numbers that describe knobs and velocity: each value and whether it is there.
  public int knobFeatures() {
    return 2 * (descriptors + 1);
  }

  public LmConfig withPattern(CodebookPattern other) {
    return new LmConfig(
        codebooks,
        codebookSize,
        dModel,
        layers,
        heads,
        ffn,
        positions,
        activation,
        other,
        maxFrames,
        classes,
        descriptors,
        dropout,
        encoderLayers);
  }

  /// The same model with an encoder of so many blocks; 0 = decoder-only.
  public LmConfig withEncoder(int blocks) {
    return new LmConfig(
        codebooks,
        codebookSize,
        dModel,
        layers,
        heads,
        ffn,
        positions,
        activation,
        pattern,
        maxFrames,
        classes,
        descriptors,
        dropout,
        blocks);
  }

  /// The same model for other codes.
  ///
  /// @param frames longest sound, in frames of these codes
  public LmConfig withCodes(int books, int size, int frames) {
    return new LmConfig(
        books,
        size,
        dModel,
        layers,
        heads,
        ffn,
        positions,
        activation,
        pattern,
        frames,
        classes,
        descriptors,
        dropout,
        encoderLayers);
  }

  /// The same model for another number of classes.
  public LmConfig withClasses(int count) {
    return new LmConfig(
        codebooks,
        codebookSize,
        dModel,
        layers,
        heads,
        ffn,
        positions,
        activation,
        pattern,
        maxFrames,
        count,
        descriptors,
        dropout,
        encoderLayers);
  }

  /// Every weight of the model with its shape, in the order of the computation. Matrices are `[out,
  /// in]`; none but those of the conditions have a bias.
  public Map<String, int[]> shapes() {
    return LmShapes.of(this);
  }

  /// Numbers that training learns.
  public long parameters() {
    return parameters(
        codebooks,
        codebookSize,
        dModel,
        layers,
        ffn,
        positions,
        activation,
        pattern,
        maxFrames,
        classes,
        descriptors,
        encoderLayers);
  }

  private static long parameters(
      long codebooks,
      long codebookSize,
      long dModel,
      long layers,
      long ffn,
      Positions positions,
      MlpActivation activation,
      CodebookPattern pattern,
      int maxFrames,
      long classes,
      long descriptors,
      long encoderLayers) {
    long tokens = codebooks * (2 * codebookSize + 3) * dModel;
    boolean encodes = encoderLayers > 0;
    long perceptron = (2 * (descriptors + 1) + 2 + dModel) * dModel;
    long encoded = (3 * (descriptors + 2) - 2 + 2) * dModel; // slots, values, presences, norm
    long conditions = classes * dModel + (encodes ? encoded : perceptron);
    long steps =
        positions == Positions.LEARNED ? pattern.steps((int) codebooks, maxFrames) * dModel : 0;
    long matrices = activation == MlpActivation.SWIGLU ? 3 : 2;
    long block = dModel * (4 * dModel + matrices * ffn + 4);
    long cross = encodes ? dModel * (4 * dModel + 2) : 0;
    return tokens
        + conditions
        + steps
        + layers * (block + cross)
        + encoderLayers * block
        + 2 * dModel;
  }

  /// Numbers that one stream remembers of the longest sound, keys and values together.
  public long memory() {
    return memory(codebooks, dModel, layers, pattern, maxFrames);
  }

  private static long memory(
      int codebooks, int dModel, int layers, CodebookPattern pattern, int maxFrames) {
    return 2L * layers * dModel * pattern.steps(codebooks, maxFrames);
  }

  /// Multiply-adds of one step of one stream, without attention's growing part.
  public long multiplyAddsPerStep() {
    long matrices = activation == MlpActivation.SWIGLU ? 3 : 2;
    long heads = pattern == CodebookPattern.FLATTEN ? 1 : codebooks;
    long cross = encoderLayers > 0 ? 2L * dModel : 0;
    return layers * (long) dModel * (4L * dModel + cross + matrices * ffn)
        + heads * (codebookSize + 1) * dModel;
  }

  public JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.addProperty("codebooks", codebooks);
    json.addProperty("codebookSize", codebookSize);
    json.addProperty("dModel", dModel);
    json.addProperty("layers", layers);
    json.addProperty("heads", heads);
    json.addProperty("ffn", ffn);
    json.addProperty("positions", positions.name().toLowerCase(Locale.ROOT));
    json.addProperty("activation", activation.name().toLowerCase(Locale.ROOT));
    json.addProperty("pattern", pattern.name().toLowerCase(Locale.ROOT));
    json.addProperty("maxFrames", maxFrames);
    json.addProperty("classes", classes);
    json.addProperty("descriptors", descriptors);
    json.addProperty("dropout", dropout);
    if (encoderLayers > 0) {
      json.addProperty("encoderLayers", encoderLayers);
    }
    return json;
  }

  /// Reads what [#toJson] wrote.
  ///
  /// @throws IllegalArgumentException if a field is missing, of the wrong kind or out of range
  public static LmConfig fromJson(JsonObject json) {
    return new LmConfig(
        integer(json, "codebooks"),
        integer(json, "codebookSize"),
        integer(json, "dModel"),
        integer(json, "layers"),
        integer(json, "heads"),
        integer(json, "ffn"),
        choice(json, "positions", Positions.class),
        choice(json, "activation", MlpActivation.class),
        choice(json, "pattern", CodebookPattern.class),
        integer(json, "maxFrames"),
        integer(json, "classes"),
        integer(json, "descriptors"),
        number(json, "dropout"),
        json.has("encoderLayers") ? integer(json, "encoderLayers") : 0);
  }

  private static double number(JsonObject json, String field) {
    JsonElement value = json.get(field);
    if (value == null || !value.isJsonPrimitive() || !value.getAsJsonPrimitive().isNumber()) {
      throw new IllegalArgumentException(
          "token model's %s is %s, expected a number".formatted(field, value));
    }
    return value.getAsDouble();
  }

  private static int integer(JsonObject json, String field) {
    double value = number(json, field);
    if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "token model's %s is %s, expected a whole number".formatted(field, value));
    }
    return (int) value;
  }

  private static <E extends Enum<E>> E choice(JsonObject json, String field, Class<E> type) {
    JsonElement value = json.get(field);
    if (value != null && value.isJsonPrimitive() && value.getAsJsonPrimitive().isString()) {
      for (E constant : type.getEnumConstants()) {
        if (constant.name().equalsIgnoreCase(value.getAsString())) {
          return constant;
        }
      }
    }
    throw new IllegalArgumentException(
        "token model's %s is %s, expected one of %s"
            .formatted(field, value, List.of(type.getEnumConstants())));
  }

  private static void check(String field, int value, int low, int high) {
    if (value < low || value > high) {
      throw new IllegalArgumentException(
          "%s is %d, expected %d to %d".formatted(field, value, low, high));
    }
  }
}
