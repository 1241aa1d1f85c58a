package timbrel.control.midi.javasound;

import javax.sound.midi.MidiDevice;
import javax.sound.midi.MidiMessage;
import javax.sound.midi.MidiUnavailableException;
import javax.sound.midi.Receiver;
import javax.sound.midi.ShortMessage;
import timbrel.control.midi.MidiInput;

/// A device that is being listened to, on a thread of its own.
final class OpenDevice implements AutoCloseable {
  private final MidiDevice device;

  private OpenDevice(MidiDevice device) {
    this.device = device;
  }

  /// @param input whose sink is a port that nobody else sends to
  static OpenDevice open(MidiDevice device, MidiInput input) throws MidiUnavailableException {
    device.open();
    try {
      device.getTransmitter().setReceiver(new Forwarder(input));
      return new OpenDevice(device);
    } catch (MidiUnavailableException | RuntimeException e) {
      device.close();
      throw e;
    }
  }

  /// Hands channel messages on; others do not play.
  private record Forwarder(MidiInput input) implements Receiver {
    @Override
    public void send(MidiMessage message, long timeStamp) {
      if (message instanceof ShortMessage channelMessage) {
        input.message(
            0, channelMessage.getStatus(), channelMessage.getData1(), channelMessage.getData2());
      }
    }

    @Override
    public void close() {}
  }

  @Override
  public void close() {
    device.close();
  }
}
