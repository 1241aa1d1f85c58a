package timbrel.bench.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import timbrel.codec.CodecConfig;
import timbrel.codec.Codes;
import timbrel.codec.NoiseSeeds;

/// Runs an [OnnxDecoder] on one thread. All tensors are made beforehand over memory that both sides
/// see, and a state's two tensors take turns as input and output, so that a call copies nothing but
/// codes and sound.
public final class OnnxPlayer implements AutoCloseable {
  private final OrtSession.SessionOptions options = new OrtSession.SessionOptions();
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final Codes codes;
  private final float[] noise; // phases [spectra x bins] of the whole sound
  private final LongBuffer codesNow;
  private final FloatBuffer noiseNow;
  private final FloatBuffer sound;
  private final List<FloatBuffer> states = new ArrayList<>();
  private final List<Map<String, OnnxTensorLike>> inputs =
      List.of(new HashMap<>(), new HashMap<>());
  private final List<Map<String, OnnxValue>> outputs = List.of(new HashMap<>(), new HashMap<>());
  private final List<OnnxTensor> tensors = new ArrayList<>();
  private final int frames;
  private int turn;

  /// @param codes of the sound that is decoded
  /// @param frames that one call decodes
  public OnnxPlayer(OnnxDecoder.Built decoder, CodecConfig config, Codes codes, int frames)
      throws OrtException {
    this.codes = codes;
    this.frames = frames;
    noise = config.noise() ? NoiseSeeds.phases(codes, config) : new float[0];
    int samples = frames * config.hop();
    int codebooks = config.codebooks();
    options.setIntraOpNumThreads(1);
    options.setInterOpNumThreads(1);
    options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
    options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
    session = environment.createSession(decoder.bytes(), options);
    codesNow = direct(Long.BYTES, codebooks * frames).asLongBuffer();
    sound = direct(Float.BYTES, samples).asFloatBuffer();
    OnnxTensor codesTensor =
        keep(OnnxTensor.createTensor(environment, codesNow, new long[] {codebooks, frames}));
    OnnxTensor soundTensor =
        keep(OnnxTensor.createTensor(environment, sound, new long[] {samples}));
    for (int side = 0; side < 2; side++) {
      inputs.get(side).put("codes", codesTensor);
      outputs.get(side).put("sound", soundTensor);
    }
    int spectra = config.noise() ? frames * config.fineFrames() : 0;
    noiseNow = direct(Float.BYTES, spectra * config.bins()).asFloatBuffer();
    if (config.noise()) {
      long[] shape = {spectra, config.bins()};
      OnnxTensor phases = keep(OnnxTensor.createTensor(environment, noiseNow, shape));
      inputs.forEach(names -> names.put(OnnxDecoder.NOISE, phases));
    }
    for (int i = 0; i < decoder.stateShapes().size(); i++) {
      addState(i, decoder.stateShapes().get(i));
    }
  }

  private void addState(int index, int[] shape) throws OrtException {
    long[] sizes = Arrays.stream(shape).asLongStream().toArray();
    for (int side = 0; side < 2; side++) {
      FloatBuffer values = direct(Float.BYTES, shape[0] * shape[1]).asFloatBuffer();
      OnnxTensor tensor = keep(OnnxTensor.createTensor(environment, values, sizes));
      states.add(values);
      inputs.get(side).put("state" + index, tensor);
      outputs.get(1 - side).put("next" + index, tensor);
    }
  }

  private OnnxTensor keep(OnnxTensor tensor) {
    tensors.add(tensor);
    return tensor;
  }

  private static ByteBuffer direct(int bytes, int count) {
    return ByteBuffer.allocateDirect(bytes * count).order(ByteOrder.nativeOrder());
  }

  /// Decodes the frames from `first` on into `out` from `offset` on.
  public void decode(int first, float[] out, int offset) throws OrtException {
    for (int q = 0; q < codes.codes().length; q++) {
      for (int t = 0; t < frames; t++) {
        codesNow.put(q * frames + t, codes.codes()[q][first + t]);
      }
    }
    int values = noiseNow.capacity();
    noiseNow.put(0, noise, first * (values / frames), values);
    session.run(inputs.get(turn), outputs.get(turn)).close();
    turn = 1 - turn;
    sound.get(0, out, offset, sound.capacity());
  }

  /// Makes the player ready for another sound.
  public void reset() {
    for (FloatBuffer state : states) {
      for (int i = 0; i < state.capacity(); i++) {
        state.put(i, 0);
      }
    }
  }

  @Override
  public void close() throws OrtException {
    tensors.forEach(OnnxTensor::close);
    session.close();
    options.close();
  }
}
