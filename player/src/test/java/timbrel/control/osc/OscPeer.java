package timbrel.control.osc;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Somebody at the other end of the network.
final class OscPeer implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;

  private final DatagramSocket socket;
  private final InetSocketAddress server;
  private final Deque<String> received = new ArrayDeque<>();

  OscPeer(int serverPort) throws IOException {
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    socket = new DatagramSocket(0, loopback);
    socket.setSoTimeout(PATIENCE_MILLIS);
    server = new InetSocketAddress(loopback, serverPort);
  }

  int port() {
    return socket.getLocalPort();
  }

  void send(OscBytes packet) {
    byte[] bytes = packet.bytes();
    try {
      socket.send(new DatagramPacket(bytes, bytes.length, server));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The next message: address and arguments.
  String receive() {
    while (received.isEmpty()) {
      DatagramPacket datagram = new DatagramPacket(new byte[65_536], 65_536);
      try {
        socket.receive(datagram);
      } catch (IOException e) {
        fail("no message came", e);
      }
      ByteBuffer packet = ByteBuffer.wrap(datagram.getData(), 0, datagram.getLength());
      OscFault fault = new OscPacket().read(packet, (m, time) -> received.add(text(m)));
      if (fault != OscFault.NONE) {
        fail("received a packet with " + fault.description());
      }
    }
    return received.removeFirst();
  }

  /// All messages up to one at the address.
  List<String> receiveUntil(String address) {
    List<String> messages = new ArrayList<>();
    do {
      messages.add(receive());
    } while (!messages.getLast().startsWith(address + " "));
    return messages;
  }

  private static String text(OscMessage message) {
    StringBuilder text = new StringBuilder(message.address());
    for (int i = 0; i < message.arguments(); i++) {
      text.append(' ');
      if (message.isText(i)) {
        text.append(message.text(i));
      } else if (message.isNumber(i)) {
        double number = message.number(i);
        text.append(
            number == Math.rint(number) && message.type(i) == 'i' ? (Object) (int) number : number);
      } else {
        text.append("nil");
      }
    }
    return text.toString();
  }

  static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        fail("waited in vain");
      }
      LockSupport.parkNanos(100_000);
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
