package timbrel.control.midi.javasound;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.sound.midi.MidiDevice;
import javax.sound.midi.MidiSystem;
import javax.sound.midi.MidiUnavailableException;
import javax.sound.midi.Sequencer;
import javax.sound.midi.Synthesizer;

/// The devices that are plugged in right now.
interface DeviceSource {
  List<MidiDevice> inputs();

  /// Those of the operating system; the JDK's own sequencer and synthesizer are none.
  static DeviceSource system() {
    return () -> {
      List<MidiDevice> devices = new ArrayList<>();
      Arrays.stream(MidiSystem.getMidiDeviceInfo()).forEach(info -> addInput(info, devices));
      return devices;
    };
  }

  private static void addInput(MidiDevice.Info info, List<MidiDevice> devices) {
    try {
      MidiDevice device = MidiSystem.getMidiDevice(info);
      boolean builtIn = device instanceof Sequencer || device instanceof Synthesizer;
      if (!builtIn && device.getMaxTransmitters() != 0) {
        devices.add(device);
      }
    } catch (MidiUnavailableException | IllegalArgumentException e) {
      // unplugged since it was listed
    }
  }
}
