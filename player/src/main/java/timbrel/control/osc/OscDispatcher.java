package timbrel.control.osc;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.function.Consumer;
import timbrel.control.osc.OscCounters.Count;
import timbrel.control.osc.OscMethod.Outcome;
import timbrel.engine.Control;
import timbrel.engine.ControlPort;

/// Finds out what each message asks for and does it, at once or when its time has come.
final class OscDispatcher implements OscPacket.Receiver, OscAddressSpace.Actions {
  /// Further ahead nobody sends; a clock that is wrong does.
  private static final long FURTHEST_NANOS = 600L * 1_000_000_000L;

  private static final int MOST_SCHEDULED = 4096;

  private final OscAddressSpace addresses;
  private final OscPattern pattern = new OscPattern();
  private final OscSchedule schedule = new OscSchedule(MOST_SCHEDULED);
  private final ControlPort port;
  private final OscState state;
  private final OscSender sender;
  private final OscClock clock;
  private final OscCounters counters;
  private final OscOutlet outlet = this::sendNow;
  private final Consumer<OscMethod> caller = this::call; // made once: a message costs no memory
  private OscMessage message = new OscMessage();
  private SocketAddress from = new InetSocketAddress(0);
  private long timeTag;
  private boolean anyFound;

  OscDispatcher(
      List<String> classes,
      ControlPort port,
      OscState state,
      OscSender sender,
      OscClock clock,
      OscCounters counters) {
    this.addresses = new OscAddressSpace(classes, this);
    this.port = port;
    this.state = state;
    this.sender = sender;
    this.clock = clock;
    this.counters = counters;
  }

  OscAddressSpace addresses() {
    return addresses;
  }

  /// From whom the next packet comes.
  void setSender(SocketAddress newSender) {
    from = newSender;
  }

  @Override
  public void message(OscMessage arrived, long tag) {
    counters.count(Count.MESSAGES);
    message = arrived;
    timeTag = tag;
    anyFound = false;
    addresses.root().find(arrived, arrived.addressStart(), pattern, caller);
    if (!anyFound) {
      refuse(Outcome.NO_SUCH_ADDRESS);
    }
  }

  private void call(OscMethod method) {
    anyFound = true;
    Outcome outcome = method.call(message, from);
    if (outcome == Outcome.LOST) {
      counters.count(Count.LOST);
    } else if (outcome != Outcome.DONE) {
      refuse(outcome);
    }
  }

  private void refuse(Outcome outcome) {
    counters.count(Count.REFUSED);
    if (outcome != Outcome.FAILED && sender.mayComplain()) {
      sender.complain(message.address(), outcome.description(), from);
    }
  }

  @Override
  public Outcome act(Control control, int pad, int index, float value) {
    long time = timeTag == OscTimeTag.IMMEDIATELY ? 0 : OscTimeTag.nanosSince1970(timeTag);
    if (time == 0) {
      return port.send(control, pad, index, value) ? Outcome.DONE : Outcome.LOST;
    }
    long ahead = time - clock.nanosSince1970();
    if (ahead > FURTHEST_NANOS) {
      return Outcome.LOST;
    }
    if (ahead > 0) {
      return schedule.add(time, control, pad, index, value) ? Outcome.DONE : Outcome.LOST;
    }
    counters.count(Count.LATE);
    return port.send(control, pad, index, value) ? Outcome.DONE : Outcome.LOST;
  }

  @Override
  public Outcome tell(SocketAddress to, Control control, int pad, int index) {
    sender.sendValue(state.cellOf(control, pad, index), to);
    return Outcome.DONE;
  }

  /// Sends on what is due.
  ///
  /// @return nanoseconds until the next is due
  long releaseDue() {
    if (schedule.nextTime() == Long.MAX_VALUE) {
      return Long.MAX_VALUE;
    }
    long now = clock.nanosSince1970();
    schedule.release(now, outlet);
    long next = schedule.nextTime();
    return next == Long.MAX_VALUE ? next : next - now;
  }

  private void sendNow(Control control, int pad, int index, float value) {
    if (!port.send(control, pad, index, value)) {
      counters.count(Count.LOST);
    }
  }
}
