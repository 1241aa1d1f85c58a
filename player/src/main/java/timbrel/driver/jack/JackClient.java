package timbrel.driver.jack;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import timbrel.driver.DriverException;

/// A client of a JACK server: its ports, its callbacks and the connections between anybody's ports.
///
/// Not for several threads at once, and not to be touched after [#close].
final class JackClient implements AutoCloseable {
  private static final int NO_START_SERVER = 0x01;
  private static final int SERVER_NAME = 0x04;
  private static final long THREADS_END_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long LONGEST_END_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final long client;
  private @Nullable Upcalls upcalls;

  private JackClient(long client) {
    this.client = client;
  }

  /// Joins the server of this name, or the default one (`JACK_DEFAULT_SERVER`, else `default`)
  /// where the name is empty. Never starts a server. Where another client has the name already,
  /// JACK appends a number.
  ///
  /// @throws DriverException if the library or the server is not there; says what to do
  static JackClient open(String name, String server) {
    if (JackLibrary.find().isEmpty()) {
      throw new DriverException(JackLibrary.HOW_TO_INSTALL);
    }
    silenceLibrary();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment status = arena.allocate(JAVA_INT);
      int options = NO_START_SERVER | (server.isEmpty() ? 0 : SERVER_NAME);
      long client =
          LibJack.clientOpen(
              arena.allocateFrom(name).address(),
              options,
              status.address(),
              arena.allocateFrom(server).address());
      if (client == 0) {
        throw new DriverException(JackStatus.explain(status.get(JAVA_INT, 0), server));
      }
      return new JackClient(client);
    }
  }

  /// The library writes messages to standard error, from any thread, in the middle of a display.
  /// What they say comes back as a status as well. `strlen` is a function that takes a string and
  /// does no harm.
  private static void silenceLibrary() {
    LibJack.setMessageFunctions(
        Linker.nativeLinker().defaultLookup().findOrThrow("strlen").address());
  }

  long address() {
    return client;
  }

  String name() {
    return CStrings.at(LibJack.clientName(client));
  }

  int sampleRate() {
    return LibJack.sampleRate(client);
  }

  int bufferSize() {
    return LibJack.bufferSize(client);
  }

  /// Asks the server for cycles of another length, for all clients. True if it agreed.
  boolean requestBufferSize(int frames) {
    return LibJack.setBufferSize(client, frames) == 0;
  }

  /// Makes a port of [LibJack#AUDIO] or [LibJack#MIDI].
  ///
  /// @throws DriverException if the server has no room for it
  long register(String port, String type, long flags) {
    try (Arena arena = Arena.ofConfined()) {
      long address =
          LibJack.portRegister(
              client,
              arena.allocateFrom(port).address(),
              arena.allocateFrom(type).address(),
              flags);
      if (address == 0) {
        throw new DriverException(
            "JACK gives no port '%s': its table of ports is full (jackd --port-max)"
                .formatted(port));
      }
      return address;
    }
  }

  /// Begins to call back, until [#close].
  void activate(JackCallbacks callbacks) {
    Upcalls stubs = new Upcalls(callbacks);
    upcalls = stubs;
    check(
        LibJack.setCallback("jack_set_process_callback", client, stubs.process()),
        "take a process callback");
    check(
        LibJack.setCallback("jack_set_xrun_callback", client, stubs.xrun()),
        "take an xrun callback");
    check(
        LibJack.setCallback("jack_set_buffer_size_callback", client, stubs.bufferSize()),
        "take a buffer size callback");
    check(
        LibJack.setCallback("jack_set_sample_rate_callback", client, stubs.sampleRate()),
        "take a sample rate callback");
    LibJack.onInfoShutdown(client, stubs.shutdown());
    check(LibJack.activate(client), "activate the client");
  }

  private static void check(int result, String what) {
    if (result != 0) {
      throw new DriverException("JACK did not %s (error %d)".formatted(what, result));
    }
  }

  /// Full names of all ports of this type that have all these flags, in the server's order.
  List<String> ports(String type, long flags) {
    try (Arena arena = Arena.ofConfined()) {
      long names = LibJack.ports(client, arena.allocateFrom(type).address(), flags);
      try {
        return CStrings.arrayAt(names);
      } finally {
        if (names != 0) {
          LibJack.free(names);
        }
      }
    }
  }

  /// Connects two ports by their full names. False if it failed, or they were connected already.
  boolean connect(String from, String to) {
    try (Arena arena = Arena.ofConfined()) {
      return LibJack.connect(
              client, arena.allocateFrom(from).address(), arena.allocateFrom(to).address())
          == 0;
    }
  }

  /// Leaves the server, which waits for the end of a cycle. Afterwards nothing is called back.
  @Override
  public void close() {
    Upcalls told = upcalls;
    if (told != null && told.isShutDown()) {
      letThreadsEnd(told);
    }
    LibJack.clientClose(client);
    if (told != null) {
      told.detach();
    }
  }

  /// `jack_client_close` ends the library's threads. After a server has died, one of them may still
  /// be on its way back from telling us so; inside the JVM it had better not be ended.
  private static void letThreadsEnd(Upcalls told) {
    long end = System.nanoTime() + LONGEST_END_NANOS;
    do {
      LockSupport.parkNanos(THREADS_END_NANOS);
    } while (told.isTelling() && System.nanoTime() < end);
  }
}
