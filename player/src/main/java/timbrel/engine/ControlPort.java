package timbrel.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;
import timbrel.realtime.RealTime;
import timbrel.realtime.SpscQueue;

/// One producing thread's way to the engine: a ring that the audio thread empties at the start of
/// each block. What finds it full is dropped and counted.
public final class ControlPort implements ControlSink {
  private static final int CAPACITY = 1024;
  private static final VarHandle DROPPED = droppedHandle();

  /// An action on its way. Fields are the arguments of [ControlSink#accept].
  static final class Event {
    Control control = Control.ALL_OFF;
    int pad;
    int index;
    float value;
  }

  private final SpscQueue<Event> events = new SpscQueue<>(CAPACITY, Event::new);

  @SuppressWarnings("unused") // through the handle
  private long droppedEvents;

  ControlPort() {}

  /// To be called by one thread only.
  ///
  /// @return false if the ring is full; the action is lost
  @RealTime
  public boolean send(Control control, int pad, int index, float value) {
    Event event = events.claim();
    if (event == null) {
      DROPPED.setOpaque(this, (long) DROPPED.getOpaque(this) + 1);
      return false;
    }
    event.control = control;
    event.pad = pad;
    event.index = index;
    event.value = value;
    events.publish();
    return true;
  }

  @RealTime
  @Override
  public void accept(int frame, Control control, int pad, int index, float value) {
    send(control, pad, index, value);
  }

  /// Audio thread: the oldest action, or null.
  @RealTime
  @Nullable Event peek() {
    return events.peek();
  }

  /// Audio thread: the action that was peeked at is done.
  @RealTime
  void release() {
    events.release();
  }

  /// How many actions found the ring full. Any thread.
  public long dropped() {
    return (long) DROPPED.getOpaque(this);
  }

  private static VarHandle droppedHandle() {
    try {
      return MethodHandles.lookup().findVarHandle(ControlPort.class, "droppedEvents", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
