package timbrel.driver.jack;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// Another client of the server: records what a player plays, sends it voltages and events.
///
/// The n-th frame that it sends has the value `n % WRAP`; at every [#EVENT_PERIOD]-th it sends a
/// note. The value of the voltage beside an event tells the receiver where the event belongs.
final class Peer implements JackCallbacks, AutoCloseable {
  static final int EVENT_PERIOD = 37;
  static final int WRAP = EVENT_PERIOD * 1024;
  private static final int MOST_RECORDED = 1 << 20;

  private static final MethodHandle CLEAR =
      LibJack.function("jack_midi_clear_buffer", FunctionDescriptor.ofVoid(JAVA_LONG));
  private static final MethodHandle WRITE =
      LibJack.function(
          "jack_midi_event_write",
          FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG));

  private final JackClient client;
  private final long[] recording = new long[2];
  private final long sending;
  private final long midi;
  private final MemorySegment message = Arena.ofAuto().allocate(4);
  private final float[][] recorded = new float[2][MOST_RECORDED];
  private final float[] block = new float[1 << 14];
  private volatile int frames;
  private long sent;

  private Peer(JackClient client) {
    this.client = client;
    recording[0] = client.register("left", LibJack.AUDIO, LibJack.PORT_IS_INPUT);
    recording[1] = client.register("right", LibJack.AUDIO, LibJack.PORT_IS_INPUT);
    sending = client.register("voltage", LibJack.AUDIO, LibJack.PORT_IS_OUTPUT);
    midi = client.register("notes", LibJack.MIDI, LibJack.PORT_IS_OUTPUT);
  }

  static Peer join(JackServer server) {
    Peer peer = new Peer(JackClient.open("peer", server.name()));
    peer.client.activate(peer);
    return peer;
  }

  JackClient client() {
    return client;
  }

  @Override
  public void process(int frames) throws Throwable {
    for (int side = 0; side < 2; side++) {
      LibJackCycle.read(LibJackCycle.portBuffer(recording[side], frames), 0, block, frames);
      int kept = Math.min(frames, MOST_RECORDED - this.frames);
      System.arraycopy(block, 0, recorded[side], this.frames, kept);
    }
    this.frames = Math.min(MOST_RECORDED, this.frames + frames);
    sendEvents(frames);
    for (int i = 0; i < frames; i++) {
      block[i] = (sent + i) % WRAP;
    }
    LibJackCycle.write(block, LibJackCycle.portBuffer(sending, frames), 0, frames);
    sent += frames;
  }

  /// A note-on whose key is the number of the event, and beside it messages that are not for an
  /// instrument: a clock tick and the end of a system exclusive message.
  private void sendEvents(int frames) throws Throwable {
    long buffer = LibJackCycle.portBuffer(midi, frames);
    CLEAR.invokeExact(buffer);
    for (int i = 0; i < frames; i++) {
      long frame = sent + i;
      if (frame % EVENT_PERIOD == 0) {
        write(buffer, i, 0xF8);
        write(buffer, i, 0x99, (int) (frame / EVENT_PERIOD % 128), 1 + (int) (frame % 127));
        write(buffer, i, 0xF0, 0x7E, 0xF7);
      }
    }
  }

  private void write(long buffer, int frame, int... bytes) throws Throwable {
    for (int i = 0; i < bytes.length; i++) {
      message.set(JAVA_BYTE, i, (byte) bytes[i]);
    }
    int ignored = (int) WRITE.invokeExact(buffer, frame, message.address(), (long) bytes.length);
  }

  int frames() {
    return frames;
  }

  /// What came so far on one side.
  float[] recorded(int side) {
    return java.util.Arrays.copyOf(recorded[side], frames);
  }

  @Override
  public void close() {
    client.close();
  }
}
