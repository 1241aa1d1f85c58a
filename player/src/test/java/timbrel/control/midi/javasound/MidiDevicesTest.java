package timbrel.control.midi.javasound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static timbrel.control.RecordingSink.action;

import java.util.ArrayList;
import java.util.List;
import javax.sound.midi.InvalidMidiDataException;
import javax.sound.midi.MidiDevice;
import javax.sound.midi.MidiUnavailableException;
import javax.sound.midi.Receiver;
import javax.sound.midi.ShortMessage;
import javax.sound.midi.SysexMessage;
import javax.sound.midi.Transmitter;
import org.junit.jupiter.api.Test;
import timbrel.control.RecordingSink;
import timbrel.control.midi.MidiMap;
import timbrel.engine.Control;

/// Devices that come and go.
class MidiDevicesTest {
  private final List<MidiDevice> plugged = new ArrayList<>();
  private final List<RecordingSink> ports = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private final PretendedDevice pads = new PretendedDevice("Pad Controller");
  private final PretendedDevice keys = new PretendedDevice("Keyboard");

  @Test
  void aDevicePlays() throws InvalidMidiDataException {
    plugged.add(pads);
    MidiDevices devices = devices("all");
    devices.look();
    pads.send(new ShortMessage(0x90, 9, 36, 127));
    pads.receiver.send(new SysexMessage(new byte[] {(byte) 0xF0, 1, (byte) 0xF7}, 3), -1);
    assertEquals(List.of(action(Control.HIT, 0, 0, 1)), ports.getFirst().take());
    assertEquals(List.of("MIDI device 'Pad Controller' plays"), remarks);
    devices.close();
    assertFalse(pads.isOpen());
  }

  @Test
  void onlyDevicesOfThatNameAreOpened() {
    plugged.addAll(List.of(pads, keys));
    MidiDevices devices = devices("KEYB");
    devices.look();
    assertTrue(keys.isOpen());
    assertFalse(pads.isOpen());
    devices.close();
  }

  @Test
  void eachDeviceHasAPortOfItsOwn() throws InvalidMidiDataException {
    plugged.addAll(List.of(pads, keys));
    MidiDevices devices = devices("all");
    devices.look();
    assertEquals(2, devices.size());
    pads.send(new ShortMessage(0x90, 9, 36, 127));
    keys.send(new ShortMessage(0x90, 9, 38, 127));
    assertEquals(List.of(1, 1), ports.stream().map(port -> port.take().size()).toList());
    devices.close();
  }

  @Test
  void aDeviceThatIsUnpluggedAndComesBackGoesOnAtItsPort() throws InvalidMidiDataException {
    plugged.add(pads);
    MidiDevices devices = devices("all");
    devices.look();
    plugged.clear();
    devices.look();
    assertFalse(pads.isOpen());
    plugged.add(pads);
    devices.look();
    pads.send(new ShortMessage(0x90, 9, 36, 127));
    assertEquals(1, ports.size());
    assertEquals(1, ports.getFirst().take().size());
    assertEquals(
        List.of(
            "MIDI device 'Pad Controller' plays",
            "MIDI device 'Pad Controller' is gone; play goes on without it",
            "MIDI device 'Pad Controller' plays"),
        remarks);
    devices.close();
  }

  @Test
  void aDeviceThatIsBusyIsSaidOnceAndTriedAgain() {
    pads.busy = true;
    plugged.add(pads);
    MidiDevices devices = devices("all");
    devices.look();
    devices.look();
    assertEquals(
        List.of("MIDI device 'Pad Controller' cannot be opened: somebody has it"), remarks);
    pads.busy = false;
    devices.look();
    assertTrue(pads.isOpen());
    devices.close();
  }

  /// Wherever this runs, there may be devices or none.
  @Test
  void theDevicesOfThisComputerCanBeListed() {
    assertFalse(MidiDevices.names().contains("Real Time Sequencer"));
  }

  private MidiDevices devices(String wanted) {
    return new MidiDevices(
        () -> List.copyOf(plugged),
        wanted,
        new MidiMap(List.of()),
        () -> {
          ports.add(new RecordingSink());
          return ports.getLast();
        },
        remarks::add);
  }

  private static final class PretendedDevice implements MidiDevice {
    private final String name;
    private boolean open;
    private boolean busy;
    private Receiver receiver;

    PretendedDevice(String name) {
      this.name = name;
    }

    void send(ShortMessage message) {
      receiver.send(message, -1);
    }

    @Override
    public Info getDeviceInfo() {
      return new Info(name, "nobody", "pretended", "1") {};
    }

    @Override
    public void open() throws MidiUnavailableException {
      if (busy) {
        throw new MidiUnavailableException("somebody has it");
      }
      open = true;
    }

    @Override
    public void close() {
      open = false;
    }

    @Override
    public boolean isOpen() {
      return open;
    }

    @Override
    public long getMicrosecondPosition() {
      return -1;
    }

    @Override
    public int getMaxReceivers() {
      return 0;
    }

    @Override
    public int getMaxTransmitters() {
      return -1;
    }

    @Override
    public Receiver getReceiver() throws MidiUnavailableException {
      throw new MidiUnavailableException("an input");
    }

    @Override
    public List<Receiver> getReceivers() {
      return List.of();
    }

    @Override
    public Transmitter getTransmitter() {
      return new Transmitter() {
        @Override
        public void setReceiver(Receiver newReceiver) {
          receiver = newReceiver;
        }

        @Override
        public Receiver getReceiver() {
          return receiver;
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public List<Transmitter> getTransmitters() {
      return List.of();
    }
  }
}
