package timbrel.bench;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import timbrel.control.osc.OscCommands;
import timbrel.control.osc.OscEndpoint;
import timbrel.control.osc.OscServer;
import timbrel.control.osc.OscStatus;
import timbrel.engine.ControlPorts;

/// What a message of OSC costs the thread that reads them: memory, time on a core, and how long a
/// question takes to be answered, at a thousand messages a second and in a flood of a hundred
/// thousand.
///
/// Nobody empties the ring behind the server, so that of the actions all but the first thousand are
/// lost and counted: the dearer way.
///
/// Arguments: seconds of each run (10), rounds (3).
public final class OscBench {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int STEADY = 1000;
  private static final int FLOOD = 100_000;
  private static final int QUESTION_EVERY = 100; // messages
  private static final long NANOS = 1_000_000_000L;
  private static final int PAD_AT = "/timbrel/pad/".length();

  private final OscServer server;
  private final long thread;
  private final DatagramChannel channel;
  private final ByteBuffer action = message("/timbrel/pad/7/tune", ",f", 0x3F80_0000);
  private final ByteBuffer[] questions = new ByteBuffer[9];
  private final ByteBuffer answer = ByteBuffer.allocateDirect(2000);
  private final List<Double> micros = new ArrayList<>();
  private long asked;
  private long askedAt; // 0: the answer has come

  private OscBench(OscServer server) throws IOException {
    this.server = server;
    thread =
        Arrays.stream(THREADS.getThreadInfo(THREADS.getAllThreadIds()))
            .filter(info -> info != null && info.getThreadName().equals("timbrel-osc"))
            .findFirst()
            .orElseThrow()
            .getThreadId();
    for (int i = 0; i < questions.length; i++) {
      questions[i] = message("/timbrel/pad/%d/tune".formatted(i + 1), ",");
    }
    channel = DatagramChannel.open();
    channel.connect(new InetSocketAddress("127.0.0.1", server.port()));
    channel.configureBlocking(false);
  }

  public static void main(String[] args) throws IOException {
    int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 10;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    OscServer.About about = new OscServer.About(List.of("kick"), "bench", "1");
    try (OscServer server =
        OscServer.start(
            OscEndpoint.parse("0"),
            about,
            new ControlPorts().open(),
            new NoCommands(),
            List.of())) {
      OscBench bench = new OscBench(server);
      bench.run(FLOOD, Math.min(seconds, 5)); // warm
      for (int round = 0; round < rounds; round++) {
        System.out.println(bench.run(STEADY, seconds));
        System.out.println(bench.run(FLOOD, seconds));
      }
    }
  }

  private String run(int rate, int seconds) throws IOException {
    micros.clear();
    asked = 0;
    askedAt = 0;
    OscStatus before = server.status();
    long bytes = THREADS.getThreadAllocatedBytes(thread);
    long busy = THREADS.getThreadCpuTime(thread);
    long sent = send(rate, seconds);
    LockSupport.parkNanos(NANOS / 5); // what is still on its way
    receive();
    busy = THREADS.getThreadCpuTime(thread) - busy;
    bytes = THREADS.getThreadAllocatedBytes(thread) - bytes;
    OscStatus after = server.status();
    long messages = after.messages() - before.messages();
    return String.format(
        Locale.ROOT,
        "%d messages a second: %d sent, %d read, %d actions lost and counted; %.2f bytes and %.2f us"
            + " on a core a message, %.0f %% of a core; answers %d of %d, p50 %.0f us, p99 %.0f us",
        rate,
        sent,
        messages,
        after.lost() - before.lost(),
        (double) bytes / messages,
        busy / 1e3 / messages,
        100.0 * busy / (seconds * NANOS),
        micros.size(),
        asked,
        quantile(0.5),
        quantile(0.99));
  }

  private long send(int rate, int seconds) throws IOException {
    long begin = System.nanoTime();
    long total = (long) rate * seconds;
    for (long i = 0; i < total; i++) {
      do {
        lookForAnswer();
      } while (System.nanoTime() - begin < i * (double) NANOS / rate);
      boolean ask = i % QUESTION_EVERY == 0;
      if (ask) {
        asked++;
        askedAt = System.nanoTime();
      }
      channel.write(ask ? questions[asking()].rewind() : action.rewind());
      if (System.nanoTime() - begin > 2L * seconds * NANOS) {
        return i; // this machine cannot send as fast as that
      }
    }
    return total;
  }

  private void lookForAnswer() throws IOException {
    if (askedAt != 0 && receive()) {
      micros.add((System.nanoTime() - askedAt) / 1e3);
      askedAt = 0;
    }
  }

  private int asking() {
    return (int) (asked % questions.length);
  }

  /// Whether the answer to the question asked last has come.
  private boolean receive() throws IOException {
    boolean any = false;
    answer.clear();
    while (channel.read(answer) > 0) {
      any |= answer.get(PAD_AT) == '1' + asking();
      answer.clear();
    }
    return any;
  }

  private double quantile(double share) {
    List<Double> sorted = micros.stream().sorted().toList();
    return sorted.isEmpty() ? Double.NaN : sorted.get((int) (share * (sorted.size() - 1)));
  }

  private static ByteBuffer message(String address, String typeTags, int... arguments) {
    ByteBuffer out = ByteBuffer.allocateDirect(200);
    text(address, out);
    text(typeTags, out);
    Arrays.stream(arguments).forEach(out::putInt);
    return out.flip();
  }

  private static void text(String text, ByteBuffer out) {
    out.put(text.getBytes(StandardCharsets.US_ASCII)).put(new byte[4 - text.length() % 4]);
  }

  private record NoCommands() implements OscCommands {
    @Override
    public List<String> loadSet(String name) {
      return List.of();
    }

    @Override
    public void saveSet(String name) {}

    @Override
    public void learn(String target) {}

    @Override
    public void stopLearning() {}
  }
}
