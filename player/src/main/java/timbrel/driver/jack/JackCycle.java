package timbrel.driver.jack;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import timbrel.driver.CallbackWatch;
import timbrel.engine.AudioCallback;
import timbrel.realtime.RealTime;

/// One JACK cycle: fetches events and voltages, has blocks rendered, hands sound over. Belongs to
/// the audio thread once the client is active.
final class JackCycle {
  /// Enough for the compiler's first stage, and too few for the second, which would trust that the
  /// callback of the warm-up is the only one, and have to start over when it is not.
  private static final int WARM_UP_CYCLES = 1500;

  private static final int FIRST_CHANNEL_MESSAGE = 0x80;
  private static final int FIRST_SYSTEM_MESSAGE = 0xF0;

  /// Ports by address: `inputs` are control voltages, `outputs` left and right.
  record Ports(long[] inputs, long[] outputs, long midi) {}

  private final Ports ports;
  private final int maxFrames;
  private final CallbackWatch watch;
  private final float[][] in;
  private final float[][] out;
  private final long[] inBuffers;
  private final long[] outBuffers;
  private final MemorySegment eventMemory = Arena.ofAuto().allocate(LibJackCycle.EVENT_BYTES);
  private final long event = eventMemory.address();

  private AudioCallback callback = new Silence();
  private volatile @Nullable Throwable failure;

  JackCycle(Ports ports, int maxFrames, CallbackWatch watch) {
    this.ports = ports;
    this.maxFrames = maxFrames;
    this.watch = watch;
    in = new float[ports.inputs().length][maxFrames];
    out = new float[ports.outputs().length][maxFrames];
    inBuffers = new long[ports.inputs().length];
    outBuffers = new long[ports.outputs().length];
  }

  /// Before the client is active: loads and compiles what a cycle calls, beside the callback.
  void warmUp() {
    for (int i = 0; i < WARM_UP_CYCLES; i++) {
      process(maxFrames);
    }
    watch.reset();
  }

  /// Before the client is active.
  void play(AudioCallback played) {
    callback = played;
  }

  /// What the callback threw last; its block was silent.
  @Nullable Throwable failure() {
    return failure;
  }

  @RealTime
  void process(int frames) {
    watch.begin(System.nanoTime(), frames);
    try {
      fetchBuffers(frames);
      renderBlocks(frames);
    } catch (Throwable e) {
      failure = e;
      writeSilence(frames);
    }
    watch.end(System.nanoTime());
  }

  @RealTime
  private void fetchBuffers(int frames) throws Throwable {
    for (int i = 0; i < inBuffers.length; i++) {
      inBuffers[i] = LibJackCycle.portBuffer(ports.inputs()[i], frames);
    }
    for (int i = 0; i < outBuffers.length; i++) {
      outBuffers[i] = LibJackCycle.portBuffer(ports.outputs()[i], frames);
    }
  }

  /// A cycle longer than what was prepared is several blocks.
  @RealTime
  private void renderBlocks(int frames) throws Throwable {
    long midiBuffer = LibJackCycle.portBuffer(ports.midi(), frames);
    int events = midiBuffer == 0 ? 0 : LibJackCycle.midiEvents(midiBuffer);
    int next = 0;
    for (int from = 0; from < frames; from += maxFrames) {
      int length = Math.min(maxFrames, frames - from);
      next = passEvents(midiBuffer, next, events, from, length);
      readInputs(from, length);
      callback.process(in, out, length);
      writeOutputs(from, length);
    }
  }

  /// Passes on the events of the block, and returns the index of the first one after it. JACK keeps
  /// them in order.
  @RealTime
  private int passEvents(long midiBuffer, int next, int events, int from, int length)
      throws Throwable {
    int index = next;
    while (index < events && LibJackCycle.midiEvent(event, midiBuffer, index)) {
      int frame = LibJackCycle.eventFrame(event) - from;
      if (frame >= length) {
        break;
      }
      passEvent(frame);
      index++;
    }
    return index;
  }

  /// System messages are not for an instrument.
  @RealTime
  private void passEvent(int frame) {
    long size = LibJackCycle.eventSize(event);
    int status = size == 0 ? 0 : LibJackCycle.eventByte(event, 0);
    if (status >= FIRST_CHANNEL_MESSAGE && status < FIRST_SYSTEM_MESSAGE) {
      int data1 = size > 1 ? LibJackCycle.eventByte(event, 1) : 0;
      int data2 = size > 2 ? LibJackCycle.eventByte(event, 2) : 0;
      callback.midi(frame, status, data1, data2);
    }
  }

  @RealTime
  private void readInputs(int from, int length) {
    for (int i = 0; i < in.length; i++) {
      if (inBuffers[i] == 0) {
        Arrays.fill(in[i], 0);
      } else {
        LibJackCycle.read(inBuffers[i], from, in[i], length);
      }
    }
  }

  @RealTime
  private void writeOutputs(int from, int length) {
    for (int i = 0; i < out.length; i++) {
      if (outBuffers[i] != 0) {
        LibJackCycle.write(out[i], outBuffers[i], from, length);
      }
    }
  }

  @RealTime
  private void writeSilence(int frames) {
    for (int i = 0; i < out.length; i++) {
      Arrays.fill(out[i], 0);
    }
    for (int from = 0; from < frames; from += maxFrames) {
      writeOutputs(from, Math.min(maxFrames, frames - from));
    }
  }

  /// Plays while warming up.
  private static final class Silence implements AudioCallback {
    @Override
    @RealTime
    public void midi(int frame, int status, int data1, int data2) {}

    @Override
    @RealTime
    public void process(float[][] in, float[][] out, int frames) {}
  }
}
