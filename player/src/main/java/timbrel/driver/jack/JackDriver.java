package timbrel.driver.jack;

import java.util.concurrent.atomic.AtomicLong;
import timbrel.driver.CallbackWatch;
import timbrel.driver.Driver;
import timbrel.driver.DriverCondition;
import timbrel.driver.DriverRequest;
import timbrel.driver.DriverStatus;
import timbrel.engine.AudioCallback;
import timbrel.realtime.RealTime;

/// Plays through a JACK server: `out_left`, `out_right`, `midi_in`, and `cv_1`, `cv_2` ... where
/// control voltages are asked for.
///
/// The server may change its buffer size at any time. Then a cycle is rendered in as many blocks as
/// it needs, none longer than what was prepared: nothing has to be prepared anew, and events stay
/// at their frames. Another sample rate is another device: the driver is lost and must be opened
/// again.
public final class JackDriver implements Driver {
  private static final String[] OUTPUTS = {"out_left", "out_right"};

  /// Longer cycles are rendered in several blocks.
  private static final int MOST_FRAMES = 2048;

  private final JackClient client;
  private final JackCycle cycle;
  private final JackUpkeep upkeep;
  private final CallbackWatch watch;
  private final String clientName;
  private final int sampleRate;
  private final int maxFrames;

  private final AtomicLong xruns = new AtomicLong();
  private final DriverCondition condition = new DriverCondition();
  private volatile int bufferFrames;

  private JackDriver(JackClient client, DriverRequest request) {
    this.client = client;
    clientName = client.name();
    sampleRate = client.sampleRate();
    bufferFrames = client.bufferSize();
    maxFrames = Math.min(bufferFrames, MOST_FRAMES);
    watch = new CallbackWatch(sampleRate);
    cycle = new JackCycle(registerPorts(client, request.cvInputs()), maxFrames, watch);
    JackConnector connector =
        new JackConnector(client, clientName, request.cvInputs(), request.connections());
    upkeep = new JackUpkeep(connector, watch, condition::lose);
  }

  /// Joins the server that `request.device()` names, or the usual one. Rate and block are the
  /// server's.
  ///
  /// @throws timbrel.driver.DriverException if there is no JACK, or no server
  public static JackDriver open(DriverRequest request) {
    JackClient client = JackClient.open(request.clientName(), request.device());
    try {
      return new JackDriver(client, request);
    } catch (RuntimeException e) {
      client.close();
      throw e;
    }
  }

  private static JackCycle.Ports registerPorts(JackClient client, int cvInputs) {
    long[] inputs = new long[cvInputs];
    for (int i = 0; i < cvInputs; i++) {
      inputs[i] = client.register("cv_" + (i + 1), LibJack.AUDIO, LibJack.PORT_IS_INPUT);
    }
    long[] outputs = new long[OUTPUTS.length];
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] = client.register(OUTPUTS[i], LibJack.AUDIO, LibJack.PORT_IS_OUTPUT);
    }
    return new JackCycle.Ports(
        inputs, outputs, client.register("midi_in", LibJack.MIDI, LibJack.PORT_IS_INPUT));
  }

  @Override
  public int sampleRate() {
    return sampleRate;
  }

  @Override
  public int maxFrames() {
    return maxFrames;
  }

  @Override
  public void start(AudioCallback callback) {
    cycle.warmUp();
    cycle.play(callback);
    condition.run();
    client.activate(new Reactions());
    upkeep.start();
  }

  private final class Reactions implements JackCallbacks {
    @Override
    @RealTime
    public void process(int frames) {
      cycle.process(frames);
    }

    @Override
    public void xrun() {
      xruns.incrementAndGet();
    }

    @Override
    public void bufferSize(int frames) {
      bufferFrames = frames;
    }

    @Override
    public void sampleRate(int hertz) {
      if (hertz != sampleRate) {
        condition.lose("JACK went from %d to %d Hz".formatted(sampleRate, hertz));
      }
    }

    @Override
    public void shutdown(String reason) {
      condition.lose(
          "the JACK server has gone" + (reason.isBlank() ? "" : " (" + reason.strip() + ")"));
    }
  }

  @Override
  public DriverStatus status() {
    return condition.status(description(), watch, xruns.get());
  }

  /// When cycles came and how long they took.
  public CallbackWatch watch() {
    return watch;
  }

  private String description() {
    Throwable failure = cycle.failure();
    return "JACK as %s, %d Hz, %d frames%s"
        .formatted(
            clientName,
            sampleRate,
            bufferFrames,
            failure == null ? "" : "; a block failed: " + failure);
  }

  @Override
  public void close() {
    if (condition.end()) {
      upkeep.close();
      client.close();
    }
  }
}
