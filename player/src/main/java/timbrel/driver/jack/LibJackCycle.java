package timbrel.driver.jack;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import timbrel.realtime.RealTime;

/// What a client does within one cycle, on the audio thread: reads and writes port buffers
/// (`jack/jack.h`, `jack/midiport.h`) without leaving garbage.
///
/// A pointer is a `long`, since a [MemorySegment] for each buffer would be an object; one segment
/// that spans all memory reads and writes through it. The handles are static, so that the compiler
/// sees through them, and the functions are short, so that the JVM need not change its state for
/// them ([Linker.Option#critical]).
final class LibJackCycle {
  /// `jack_midi_event_t`: `time` (32 bits), `size` (64), `buffer` (a pointer).
  static final long EVENT_BYTES = 24;

  private static final long EVENT_SIZE = 8;
  private static final long EVENT_BUFFER = 16;

  private static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  private static final MethodHandle PORT_GET_BUFFER =
      shortly("jack_port_get_buffer", JAVA_LONG, JAVA_LONG, JAVA_INT);
  private static final MethodHandle MIDI_GET_EVENT_COUNT =
      shortly("jack_midi_get_event_count", JAVA_INT, JAVA_LONG);
  private static final MethodHandle MIDI_EVENT_GET =
      shortly("jack_midi_event_get", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT);

  private LibJackCycle() {}

  /// The port's buffer for this cycle, `frames` long; 0 where it has none.
  @RealTime
  static long portBuffer(long port, int frames) throws Throwable {
    return (long) PORT_GET_BUFFER.invokeExact(port, frames);
  }

  @RealTime
  static void read(long buffer, int from, float[] into, int frames) {
    MemorySegment.copy(MEMORY, JAVA_FLOAT, buffer + 4L * from, into, 0, frames);
  }

  @RealTime
  static void write(float[] samples, long buffer, int from, int frames) {
    MemorySegment.copy(samples, 0, MEMORY, JAVA_FLOAT, buffer + 4L * from, frames);
  }

  @RealTime
  static int midiEvents(long buffer) throws Throwable {
    return (int) MIDI_GET_EVENT_COUNT.invokeExact(buffer);
  }

  /// Fetches an event into [#EVENT_BYTES] at `event`; false where there is none.
  @RealTime
  static boolean midiEvent(long event, long buffer, int index) throws Throwable {
    return (int) MIDI_EVENT_GET.invokeExact(event, buffer, index) == 0;
  }

  @RealTime
  static int eventFrame(long event) {
    return MEMORY.get(JAVA_INT, event);
  }

  @RealTime
  static long eventSize(long event) {
    return MEMORY.get(JAVA_LONG, event + EVENT_SIZE);
  }

  /// Byte `index` of the event's message, 0 to 255.
  @RealTime
  static int eventByte(long event, int index) {
    long message = MEMORY.get(JAVA_LONG, event + EVENT_BUFFER);
    return MEMORY.get(JAVA_BYTE, message + index) & 0xFF;
  }

  private static MethodHandle shortly(
      String name, MemoryLayout result, MemoryLayout... parameters) {
    return LibJack.function(
        name, FunctionDescriptor.of(result, parameters), Linker.Option.critical(false));
  }
}
