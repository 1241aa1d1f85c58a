package timbrel.control.osc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.List;
import org.junit.jupiter.api.Test;
import timbrel.control.Allocation;
import timbrel.engine.Control;
import timbrel.engine.PortReader;

/// A message costs no memory, whatever becomes of it: played, kept for later, lost or malformed.
class OscAllocationTest {
  private static final List<String> CLASSES = List.of("kick", "snare");

  private final PortReader engine = new PortReader();
  private final OscState state = new OscState(CLASSES);

  @Test
  void readingMessagesAllocatesNothing() throws IOException {
    try (DatagramChannel channel = DatagramChannel.open()) {
      OscDispatcher dispatcher =
          new OscDispatcher(
              CLASSES,
              engine.port(),
              state,
              new OscSender(channel, state),
              () -> 0,
              new OscCounters());
      ByteBuffer[] packets = {
        packet(OscBytes.message("/timbrel/pad/7/hit", ",f").float32(0.5f)),
        packet(OscBytes.message("/timbrel/pad/[1-4]/knob/*", ",f").float32(0.5f)),
        packet(
            OscBytes.bundle(OscTimeTag.ofNanosSince1970(5))
                .element(OscBytes.message("/timbrel/pad/1/hit", ",").bytes())),
        packet(OscBytes.message("/timbrel/pad/7/hit", ",f")),
        packet(new OscBytes().raw((byte) 1, (byte) 2)),
      };
      OscPacket reader = new OscPacket();
      Allocation.assertNoneWhenWarm(() -> {
        for (ByteBuffer packet : packets) {
          reader.read(packet.rewind(), dispatcher);
        }
        dispatcher.releaseDue();
        engine.read((frame, control, pad, index, value) -> {});
      });
    }
  }

  @Test
  void tellingAChangeAllocatesNothing() {
    OscWriter writer = new OscWriter(1400);
    int cell = state.cellOf(Control.KNOB, 3, 2);
    Allocation.assertNoneWhenWarm(() -> {
      state.changed(Control.KNOB, 3, 2, 0.5f);
      state.takeChanged(cell);
      writer.clear();
      writer.beginBundle(OscTimeTag.IMMEDIATELY);
      state.write(cell, writer);
      writer.finish();
    });
    assertEquals(false, state.takeChanged(cell));
  }

  private static ByteBuffer packet(OscBytes bytes) {
    byte[] array = bytes.bytes();
    return ByteBuffer.allocateDirect(array.length).put(array).flip();
  }
}
