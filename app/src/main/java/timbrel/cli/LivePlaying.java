package timbrel.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import timbrel.control.midi.javasound.MidiDevices;
import timbrel.control.osc.OscEndpoint;
import timbrel.control.osc.OscServer;
import timbrel.driver.Backoff;
import timbrel.driver.Connections;
import timbrel.driver.Driver;
import timbrel.driver.DriverChoice;
import timbrel.driver.DriverProvider;
import timbrel.driver.DriverRequest;
import timbrel.driver.DriverSession;
import timbrel.driver.DriverStatus;
import timbrel.driver.jack.JackProvider;
import timbrel.driver.javasound.JavaSoundProvider;
import timbrel.engine.Player;
import timbrel.instrument.Instrument;
import timbrel.instrument.TimbrelVersion;
import timbrel.session.PlaySession;

/// Plays through a sound device until somebody ends it.
final class LivePlaying {
  private static final List<DriverProvider> DRIVERS =
      List.of(new JackProvider(), new JavaSoundProvider());
  private static final String NONE = "none";
  private static final long LOOK_MILLIS = 100;

  private final PlaySession session;
  private final Instrument instrument;
  private final PlaySession.Request request;
  private final PlayOptions options;
  private final PrintWriter out;
  private final PrintWriter err;
  private final CountDownLatch end = new CountDownLatch(1);
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final StartTimes times;
  private @Nullable StatusLine line;
  private @Nullable OscServer osc;
  private boolean midiDevicesAreOpen;

  LivePlaying(
      PlaySession session, PlaySession.Request request, PlayOptions options, CommandLine command) {
    this.session = session;
    this.request = request;
    this.instrument = request.instrument();
    this.options = options;
    out = command.getOut();
    err = command.getErr();
    times = new StartTimes(session, this::news);
  }

  /// @param driver opens the driver, again and again
  int run(Supplier<Driver> driver) throws InterruptedException {
    DriverSession devices = new DriverSession(driver, session, this::news, Backoff.USUAL);
    if (instrument.storedHits().isEmpty()) {
      err.println("timbrel: the instrument has no stored hits; making the first ones ...");
    }
    Thread hook = new Thread(this::close, "timbrel-end");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      open.push(devices);
      startControls();
      if (options.headless) {
        devices.startWhenPossible();
      } else {
        devices.start();
        times.playing();
        startTerminal(devices);
      }
      await(devices);
      return ExitCodes.OK;
    } finally {
      close();
      summary(devices);
      removeHook(hook);
    }
  }

  /// Where sound goes, as the options say.
  ///
  /// @param cvInputs inputs for control voltages
  /// @throws timbrel.driver.DriverException if there is no such driver
  static DriverChoice choice(PlayOptions options, int cvInputs) {
    DriverRequest wanted =
        new DriverRequest(
            "timbrel",
            "",
            options.rate,
            options.block,
            cvInputs,
            new Connections(options.connect, options.midiDevices(), Connections.DEVICES));
    return options.driver == null
        ? DriverChoice.best(DRIVERS, wanted)
        : DriverChoice.named(options.driver, DRIVERS, wanted);
  }

  private void startControls() {
    if (options.osc != null) {
      startOsc(options.osc);
    }
  }

  private void startOsc(String address) {
    OscServer.About about =
        new OscServer.About(
            instrument.card().classes(), instrument.card().name(), TimbrelVersion.CURRENT);
    OscRequestsOfSession requests = new OscRequestsOfSession(session, instrument);
    OscServer server;
    try {
      server =
          OscServer.start(
              OscEndpoint.parse(address), about, session.newPort(), requests, List.of());
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(String.valueOf(e.getMessage()));
    }
    open.push(server);
    osc = server;
    requests.tell(server::show);
    server.show(session.state());
    session.addListener(server.listener());
    news("OSC at port " + server.port());
  }

  /// JACK brings its own MIDI; elsewhere the devices of `javax.sound` play. Which it is, a headless
  /// player knows when there is a sound device.
  private void startMidiDevices(DriverSession devices) {
    DriverStatus status = devices.status();
    boolean running = status.state() == DriverStatus.State.RUNNING;
    boolean wanted = running && !status.message().contains("JACK");
    if (!midiDevicesAreOpen && wanted && !options.midiDevices().equals(NONE)) {
      midiDevicesAreOpen = true;
      open.push(
          MidiDevices.listen(
              options.midiDevices(), session.midiMap(), session::newPort, this::news));
    }
  }

  private void startTerminal(DriverSession devices) {
    TerminalKeys keys = TerminalKeys.open();
    if (keys == null) {
      return;
    }
    open.push(keys);
    line = new StatusLine(out, session, devices);
    PlayKeys play = new PlayKeys(session, instrument, this::news, this::saveSet);
    keys.listen(play::pressed, end::countDown);
    news("keys: 1234 qwer asdf zxcv play, ? explains the rest, Ctrl-C ends");
  }

  private void saveSet() {
    Path file = options.set == null ? Path.of(instrument.card().name() + ".set") : options.set;
    try {
      SetFiles.of(instrument, session).write(file);
      news("saved " + file + "; play --set " + file + " brings it back");
    } catch (RuntimeException e) {
      news("cannot save " + file + ": " + e.getMessage());
    }
  }

  private void await(DriverSession devices) throws InterruptedException {
    long begin = System.nanoTime();
    Double seconds = options.seconds;
    ControlNews controls = new ControlNews(session, osc, this::news);
    while (!end.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      startMidiDevices(devices);
      controls.look();
      times.look();
      StatusLine shown = line;
      if (shown != null) {
        shown.show();
      }
      if (seconds != null && System.nanoTime() - begin > seconds * 1e9) {
        return;
      }
      if (request.file().isPresent() && seconds == null && fileIsOver()) {
        return;
      }
    }
  }

  /// The MIDI file has ended, and nothing sounds any more.
  private boolean fileIsOver() {
    Player player = session.player().orElse(null);
    return player != null && session.fileHasEnded() && player.status().soundingVoices() == 0;
  }

  private synchronized void news(String text) {
    StatusLine shown = line;
    if (shown != null) {
      shown.clear();
    }
    err.println("timbrel: " + text);
    err.flush();
  }

  /// Ends everything once, the newest first: the terminal is as it was before anything else is
  /// tried.
  private void close() {
    end.countDown();
    synchronized (open) {
      while (!open.isEmpty()) {
        try {
          open.pop().close();
        } catch (Exception e) {
          err.println("timbrel: " + e.getMessage());
        }
      }
    }
  }

  private void summary(DriverSession devices) {
    StatusLine shown = line;
    if (shown != null) {
      shown.clear();
    }
    session
        .player()
        .ifPresent(
            player -> out.println(new StatusText(player.status(), devices.status()).whole()));
    out.flush();
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the virtual machine is ending already, and the hook has done its work
    }
  }
}
