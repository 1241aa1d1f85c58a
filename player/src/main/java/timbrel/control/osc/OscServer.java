package timbrel.control.osc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import timbrel.control.osc.OscCounters.Count;
import timbrel.engine.ControlPort;
import timbrel.engine.KitState;
import timbrel.engine.StateListener;

/// Listens for OSC on a thread of its own, and tells followers what has changed.
///
/// The thread never holds up the audio thread: between the two there is only the ring of a
/// [ControlPort]. In a flood the ring, then the socket's buffer are full, and what comes on top is
/// lost and counted as far as it got here.
public final class OscServer implements AutoCloseable {
  private static final int LONGEST_PACKET = 65_507; // of UDP over IPv4
  private static final int RECEIVE_BUFFER = 1 << 20;
  private static final int PACKETS_A_TURN = 256;
  private static final long NANOS_PER_MILLI = 1_000_000L;
  private static final long TELL_EVERY = 20 * NANOS_PER_MILLI;
  private static final long LONGEST_WAIT = 500 * NANOS_PER_MILLI;
  private static final int SOONEST_JOIN = 2000;
  private static final Consumer<SelectionKey> NOTHING = key -> {};

  private final DatagramChannel channel;
  private final Selector selector;
  private final OscState state;
  private final OscFollowers followers;
  private final OscSender sender;
  private final OscDispatcher dispatcher;
  private final OscCounters counters = new OscCounters();
  private final OscPacket reader = new OscPacket();
  private final ByteBuffer packet =
      ByteBuffer.allocateDirect(LONGEST_PACKET).order(ByteOrder.BIG_ENDIAN);
  private final Thread thread;
  private volatile boolean closed;
  private volatile int followerCount;
  private long toldAt;

  /// What the server is about.
  ///
  /// @param classes of the instrument, in their order
  /// @param instrument its name
  /// @param version of this program
  public record About(List<String> classes, String instrument, String version) {
    public About {
      classes = List.copyOf(classes);
    }
  }

  private OscServer(
      DatagramChannel channel,
      Selector selector,
      About about,
      ControlPort port,
      OscClock clock,
      List<InetSocketAddress> firstFollowers) {
    this.channel = channel;
    this.selector = selector;
    state = new OscState(about.classes());
    followers = new OscFollowers(firstFollowers);
    followerCount = followers.size();
    sender = new OscSender(channel, state);
    dispatcher = new OscDispatcher(about.classes(), port, state, sender, clock, counters);
    thread = Thread.ofPlatform().name("timbrel-osc").daemon().unstarted(this::run);
  }

  /// Begins to listen.
  ///
  /// @param port one that nobody else sends to
  /// @param commands what else can be asked for
  /// @throws UncheckedIOException if the address is taken or not one of this computer
  public static OscServer start(
      OscEndpoint endpoint,
      About about,
      ControlPort port,
      OscCommands commands,
      List<InetSocketAddress> firstFollowers) {
    return start(endpoint, about, port, commands, firstFollowers, OscClock.system());
  }

  static OscServer start(
      OscEndpoint endpoint,
      About about,
      ControlPort port,
      OscCommands commands,
      List<InetSocketAddress> firstFollowers,
      OscClock clock) {
    try {
      DatagramChannel channel = open(endpoint);
      OscServer server =
          new OscServer(channel, Selector.open(), about, port, clock, firstFollowers);
      channel.register(server.selector, SelectionKey.OP_READ);
      new OscRequests(about, commands, server.followers, server.sender)
          .addTo(server.dispatcher.addresses());
      server.thread.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "OSC cannot listen at %s:%d: %s"
              .formatted(endpoint.host(), endpoint.port(), e.getMessage()),
          e);
    }
  }

  private static DatagramChannel open(OscEndpoint endpoint) throws IOException {
    InetSocketAddress address = endpoint.address();
    if (address.isUnresolved()) {
      throw new IOException("there is no such host");
    }
    DatagramChannel channel = DatagramChannel.open();
    try {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
      channel.bind(address);
      channel.configureBlocking(false);
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /// The port that it listens at.
  public int port() {
    return channel.socket().getLocalPort();
  }

  /// To be told of changes, so that followers are.
  public StateListener listener() {
    return state;
  }

  /// Takes over what a kit says, for those who ask.
  public void show(KitState kit) {
    state.show(kit);
  }

  /// Any thread, at any time.
  public OscStatus status() {
    return counters.status(followerCount);
  }

  private void run() {
    try {
      while (!closed) {
        int received = receiveSome();
        long untilDue = dispatcher.releaseDue();
        tellFollowers();
        if (received == 0) {
          await(untilDue);
        }
      }
    } catch (ClosedChannelException | ClosedSelectorException e) {
      // close() was called
    } catch (IOException e) {
      throw new UncheckedIOException("the OSC socket", e);
    }
  }

  private int receiveSome() throws ClosedChannelException {
    int received = 0;
    while (received < PACKETS_A_TURN && receiveOne()) {
      received++;
    }
    followerCount = followers.size();
    return received;
  }

  private boolean receiveOne() throws ClosedChannelException {
    packet.clear();
    SocketAddress from;
    try {
      from = channel.receive(packet);
    } catch (ClosedChannelException e) {
      throw e;
    } catch (IOException e) {
      return false; // that one was lost on the network
    }
    if (from == null) {
      return false;
    }
    counters.count(Count.PACKETS);
    dispatcher.setSender(from);
    OscFault fault = reader.read(packet.flip(), dispatcher);
    if (fault != OscFault.NONE) {
      counters.countFault(fault);
      if (sender.mayComplain()) {
        sender.complain("packet", fault.description(), from);
      }
    }
    return true;
  }

  private void tellFollowers() {
    long now = System.nanoTime();
    if (followers.size() > 0 && now - toldAt >= TELL_EVERY) {
      toldAt = now;
      sender.sendChanges(followers);
    }
  }

  /// Until a packet comes, something is due, or followers are to be told.
  private void await(long untilDue) throws IOException {
    long wait = Math.min(untilDue, followers.size() > 0 ? TELL_EVERY : LONGEST_WAIT);
    if (wait >= NANOS_PER_MILLI) {
      selector.select(NOTHING, wait / NANOS_PER_MILLI);
    } else if (wait > 0) {
      LockSupport.parkNanos(wait);
    }
  }

  @Override
  public void close() {
    closed = true;
    selector.wakeup();
    try {
      thread.join(SOONEST_JOIN);
      selector.close();
      channel.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException("closing the OSC socket", e);
    }
  }
}
