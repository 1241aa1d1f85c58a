package timbrel.control.midi.javasound;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sound.midi.MidiDevice;
import javax.sound.midi.MidiUnavailableException;
import timbrel.control.midi.MidiInput;
import timbrel.control.midi.MidiMap;
import timbrel.engine.ControlSink;

/// Listens to all devices whose name fits, also to those that are plugged in later, and says who
/// comes and goes. A device that is unplugged and comes back goes on as before.
public final class MidiDevices implements AutoCloseable {
  /// In place of a name: every device.
  public static final String ALL = "all";

  private static final long LOOK_EVERY_MILLIS = 2000;

  private final DeviceSource source;
  private final String wanted;
  private final MidiMap map;
  private final Supplier<? extends ControlSink> ports;
  private final Consumer<String> remarks;
  private final Map<String, MidiInput> inputs =
      new HashMap<>(); // kept, with its port, over a break
  private final Map<String, OpenDevice> open = new HashMap<>();
  private final Set<String> failed = new HashSet<>();
  private final Thread watcher;
  private volatile boolean closed;

  MidiDevices(
      DeviceSource source,
      String wanted,
      MidiMap map,
      Supplier<? extends ControlSink> ports,
      Consumer<String> remarks) {
    this.source = source;
    this.wanted = wanted.toLowerCase(Locale.ROOT);
    this.map = map;
    this.ports = ports;
    this.remarks = remarks;
    watcher = Thread.ofPlatform().name("timbrel-midi").daemon().unstarted(this::watch);
  }

  /// Begins to listen, now and from now on.
  ///
  /// @param wanted ALL, or a part of a name; capitals do not matter
  /// @param ports makes a port for one device, which has a thread of its own
  /// @param remarks is told, on any thread, which devices come and go
  public static MidiDevices listen(
      String wanted, MidiMap map, Supplier<? extends ControlSink> ports, Consumer<String> remarks) {
    MidiDevices devices = new MidiDevices(DeviceSource.system(), wanted, map, ports, remarks);
    devices.look();
    devices.watcher.start();
    return devices;
  }

  /// Names of all input devices that there are.
  public static List<String> names() {
    return DeviceSource.system().inputs().stream().map(MidiDevices::name).toList();
  }

  private static String name(MidiDevice device) {
    return device.getDeviceInfo().getName();
  }

  /// How many devices are being listened to.
  public synchronized int size() {
    return open.size();
  }

  private void watch() {
    while (!closed) {
      try {
        Thread.sleep(LOOK_EVERY_MILLIS);
        look();
      } catch (InterruptedException e) {
        return; // close() was called
      }
    }
  }

  /// Opens what has come and closes what has gone.
  synchronized void look() {
    Map<String, MidiDevice> there = new HashMap<>();
    for (MidiDevice device : source.inputs()) {
      String name = name(device);
      if (wanted.equals(ALL) || name.toLowerCase(Locale.ROOT).contains(wanted)) {
        there.put(name, device);
      }
    }
    for (String name : Set.copyOf(open.keySet())) {
      if (!there.containsKey(name)) {
        forget(name);
      }
    }
    failed.retainAll(there.keySet());
    there.forEach((name, device) -> {
      if (!closed && !open.containsKey(name)) {
        open(name, device);
      }
    });
  }

  private void forget(String name) {
    OpenDevice gone = open.remove(name);
    if (gone != null) {
      gone.close();
      remarks.accept("MIDI device '%s' is gone; play goes on without it".formatted(name));
    }
  }

  private void open(String name, MidiDevice device) {
    try {
      MidiInput input = inputs.computeIfAbsent(name, n -> new MidiInput(map, ports.get()));
      open.put(name, OpenDevice.open(device, input));
      failed.remove(name);
      remarks.accept("MIDI device '%s' plays".formatted(name));
    } catch (MidiUnavailableException | SecurityException e) {
      if (failed.add(name)) { // say it once, and keep trying
        remarks.accept("MIDI device '%s' cannot be opened: %s".formatted(name, e.getMessage()));
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    watcher.interrupt();
    synchronized (this) {
      open.values().forEach(OpenDevice::close);
      open.clear();
    }
  }
}
