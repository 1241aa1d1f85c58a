package timbrel.studio.device;

import com.google.gson.JsonObject;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import timbrel.control.Mapping;
import timbrel.driver.Backoff;
import timbrel.driver.Connections;
import timbrel.driver.DriverChoice;
import timbrel.driver.DriverException;
import timbrel.driver.DriverProvider;
import timbrel.driver.DriverRequest;
import timbrel.driver.DriverSession;
import timbrel.driver.DriverStatus;
import timbrel.driver.jack.JackProvider;
import timbrel.driver.javasound.JavaSoundProvider;
import timbrel.engine.Control;
import timbrel.engine.ControlPort;
import timbrel.engine.PlayerStatus;
import timbrel.session.PlaySession;
import timbrel.studio.json.BadRequestException;
import timbrel.studio.json.JsonRequest;
import timbrel.studio.workspace.OpenInstrument;

/// Sound through JACK, PipeWire or the JDK, made by the engine of `play`. There is one way out for
/// all pages: the page that asked last plays its kit.
public final class DeviceSound implements AutoCloseable {
  private static final int SAMPLE_RATE = 48_000;
  private static final int BLOCK = 128;
  private static final long LARGEST_SEED = 1L << 32;

  private final List<DriverProvider> providers;
  private final List<StrikeListener> listeners = new CopyOnWriteArrayList<>();
  private @Nullable Playing playing;

  /// Is told of each stroke as soon as the engine has taken it.
  public interface StrikeListener {
    void struck(int pad, float velocity);
  }

  /// One instrument at one device.
  private static final class Playing {
    final OpenInstrument instrument;
    final PlaySession session;
    final DriverSession devices;
    final ControlPort port;
    final PadSettings[] told = new PadSettings[Control.PADS];

    Playing(OpenInstrument instrument, PlaySession session, DriverSession devices) {
      this.instrument = instrument;
      this.session = session;
      this.devices = devices;
      port = session.newPort();
      Arrays.fill(told, PadSettings.unknown());
    }
  }

  /// @param providers of drivers, the best first
  public DeviceSound(List<DriverProvider> providers) {
    this.providers = List.copyOf(providers);
  }

  /// JACK or PipeWire, else the JDK's own.
  public static DeviceSound usual() {
    return new DeviceSound(List.of(new JackProvider(), new JavaSoundProvider()));
  }

  public void listen(StrikeListener listener) {
    listeners.add(listener);
  }

  public void forget(StrikeListener listener) {
    listeners.remove(listener);
  }

  /// Plays that instrument from now on.
  ///
  /// @throws BadRequestException if there is no way out for sound; says why
  public synchronized void start(OpenInstrument instrument) {
    instrument.maker(); // says it where the instrument makes no sounds
    stop();
    PlaySession session =
        new PlaySession(
            new PlaySession.Request(
                instrument.instrument(),
                true,
                true,
                new SecureRandom().nextLong(LARGEST_SEED),
                Mapping.standard(),
                Optional.empty()));
    session.addListener((control, pad, index, value) -> tell(control, pad, value));
    DriverRequest request =
        new DriverRequest("timbrel-studio", "", SAMPLE_RATE, BLOCK, 0, Connections.USUAL);
    DriverSession devices =
        new DriverSession(
            DriverChoice.best(providers, request), session, news -> {}, Backoff.USUAL);
    try {
      devices.start();
    } catch (DriverException e) {
      session.close();
      throw new BadRequestException(
          "this computer has no way out for sound that can be used: " + e.getMessage());
    }
    playing = new Playing(instrument, session, devices);
  }

  private void tell(Control control, int pad, float value) {
    if (control == Control.HIT) {
      listeners.forEach(listener -> listener.struck(pad, value));
    }
  }

  /// `{"strike": 3, "velocity": 0.8}` or `{"pad": 3, "settings": {...}}`.
  public synchronized void take(JsonRequest json) {
    Playing now = playing;
    if (now == null) {
      throw new BadRequestException("sound comes from the browser now, not from this computer");
    }
    if (json.has("strike")) {
      int pad = (int) json.whole("strike", 0, Control.PADS - 1);
      now.port.send(Control.HIT, pad, 0, (float) json.number("velocity", 0, 1));
    } else {
      int pad = (int) json.whole("pad", 0, Control.PADS - 1);
      List<String> classes = now.instrument.instrument().card().classes();
      PadSettings settings = PadSettings.read(json.child("settings"), classes);
      settings.tell(now.port, pad, now.told[pad]);
      now.told[pad] = settings;
    }
  }

  /// What is played, through what, and how it goes.
  public synchronized JsonObject status() {
    JsonObject json = new JsonObject();
    Playing now = playing;
    json.addProperty("playing", now != null);
    if (now != null) {
      DriverStatus device = now.devices.status();
      json.addProperty("instrument", now.instrument.id());
      json.addProperty("state", device.state().name().toLowerCase(Locale.ROOT));
      json.addProperty("through", device.message());
      json.addProperty("interruptions", device.xruns() + device.lateCallbacks());
      now.session
          .player()
          .ifPresent(player -> describe(player.status(), player.sampleRate(), json));
    }
    return json;
  }

  private static void describe(PlayerStatus status, int sampleRate, JsonObject json) {
    json.addProperty("sampleRate", sampleRate);
    json.addProperty("prepared", status.preparedHits());
    json.addProperty("sounding", status.soundingVoices());
  }

  /// Sound comes from the browser again.
  public synchronized void stop() {
    Playing before = playing;
    playing = null;
    if (before != null) {
      before.devices.close();
      before.session.close();
    }
  }

  @Override
  public void close() {
    stop();
  }
}
