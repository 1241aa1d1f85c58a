package timbrel.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import timbrel.control.CvMapping;
import timbrel.control.Mapping;
import timbrel.control.cv.CvInputs;
import timbrel.control.midi.MidiFile;
import timbrel.control.midi.MidiFilePlayer;
import timbrel.control.midi.MidiInput;
import timbrel.control.midi.MidiMap;
import timbrel.driver.DriverSession;
import timbrel.engine.AudioCallback;
import timbrel.engine.ControlPort;
import timbrel.engine.ControlPorts;
import timbrel.engine.Engine;
import timbrel.engine.KitState;
import timbrel.engine.Player;
import timbrel.engine.Rehearsal;
import timbrel.engine.StateListener;
import timbrel.instrument.Instrument;

/// One evening with an instrument: it outlives devices. Each device that is opened gets a player at
/// its sample rate, prewarmed before it is started, with everything set as it was.
public final class PlaySession implements DriverSession.Preparation, AutoCloseable {
  private static final long LONGEST_PREWARM_NANOS = TimeUnit.MILLISECONDS.toNanos(900);

  private final Request request;
  private final ControlPorts ports = new ControlPorts();
  private final MidiMap map;
  private final List<StateListener> listeners = new CopyOnWriteArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private volatile @Nullable Player player;
  private @Nullable MidiFilePlayer filePlayer;
  private @Nullable CvInputs cv;
  private @Nullable PlayedByMidi end;
  private int endRate = 1;
  private Prewarm.@Nullable Result prewarm;
  private @Nullable KitState wanted;
  private CvMapping voltages;

  /// What is played, and how.
  ///
  /// @param live see [Player.Settings]
  /// @param closedLoop see [Player.Settings]
  /// @param seed of the kit
  /// @param mapping what MIDI and control voltages do
  /// @param file is played from the start on, and goes on when a device has returned
  public record Request(
      Instrument instrument,
      boolean live,
      boolean closedLoop,
      long seed,
      Mapping mapping,
      Optional<MidiFile> file) {}

  public PlaySession(Request request) {
    this.request = request;
    map = new MidiMap(request.instrument().card().classes());
    remarks.addAll(map.install(request.mapping().midi()));
    voltages = request.mapping().cv();
    request.file().ifPresent(file -> remarks.addAll(file.remarks()));
  }

  /// Builds what a driver drives. The first time it is built as it starts, later as it was.
  @Override
  public synchronized AudioCallback prepare(int sampleRate, int maxFrames) {
    Player before = player;
    KitState state = before == null ? wanted : before.state();
    if (before != null) {
      before.close();
    }
    Player.Settings settings =
        new Player.Settings(sampleRate, request.live(), request.closedLoop(), request.seed());
    Player made = new Player(request.instrument(), settings, ports);
    if (request.live()) {
      prewarm(made.rehearsal(), sampleRate, maxFrames);
    }
    listeners.forEach(made::addListener);
    if (state != null) {
      remarks.addAll(made.restore(state));
    }
    AudioCallback callback = chain(made.engine(), new CvInputs.Format(sampleRate, maxFrames));
    player = made;
    made.start();
    return callback;
  }

  /// MIDI file, then control voltages, then live MIDI and the engine.
  private AudioCallback chain(Engine engine, CvInputs.Format format) {
    long before = framesBefore(format.sampleRate());
    PlayedByMidi last = new PlayedByMidi(new MidiInput(map, engine), engine, before);
    end = last;
    endRate = format.sampleRate();
    CvInputs inputs = new CvInputs(request.instrument().card().classes(), format, engine, last);
    remarks.addAll(inputs.install(voltages));
    cv = inputs;
    if (request.file().isEmpty()) {
      return inputs;
    }
    filePlayer = new MidiFilePlayer(request.file().get(), format.sampleRate(), before, inputs);
    return filePlayer;
  }

  /// What devices have played so far, as frames of the next one: a file goes on where it was.
  private long framesBefore(int sampleRate) {
    PlayedByMidi last = end;
    return last == null ? 0 : Math.round((double) last.frames() / endRate * sampleRate);
  }

  /// Shows the virtual machine what to compile. A map of its own, so that nothing is learnt from
  /// it.
  private void prewarm(Rehearsal rehearsal, int sampleRate, int maxFrames) {
    List<String> classes = request.instrument().card().classes();
    Engine engine = rehearsal.engine();
    AudioCallback silent = new PlayedByMidi(new MidiInput(new MidiMap(classes), engine), engine, 0);
    CvInputs inputs =
        new CvInputs(classes, new CvInputs.Format(sampleRate, maxFrames), engine, silent);
    inputs.install(voltages);
    int ports = voltages.inputs();
    prewarm = new Prewarm(inputs, rehearsal, ports, maxFrames).run(LONGEST_PREWARM_NANOS);
  }

  /// Sets everything as a set file says, now or as soon as there is a device.
  ///
  /// @return what the instrument cannot do
  public synchronized List<String> restore(KitState state) {
    Player playing = player;
    wanted = state;
    return playing == null ? List.of() : playing.restore(state);
  }

  /// Everything that is set, also before there is a device.
  public synchronized KitState state() {
    Player playing = player;
    if (playing != null) {
      return playing.state();
    }
    KitState later = wanted;
    return later == null
        ? Player.initialState(request.instrument()).withSeed(request.seed())
        : later;
  }

  /// From now on MIDI and control voltages do what this says.
  ///
  /// @return what the instrument or the device cannot do
  public synchronized List<String> install(Mapping mapping) {
    List<String> cannot = new ArrayList<>(map.install(mapping.midi()));
    voltages = mapping.cv();
    CvInputs inputs = cv;
    if (inputs != null) {
      cannot.addAll(inputs.install(voltages));
    }
    int offered = request.mapping().cv().inputs();
    if (voltages.inputs() > offered) {
      cannot.add(
          "the set listens to control voltage %d, but there are %d inputs: start with it to have more"
              .formatted(voltages.inputs(), offered));
    }
    return cannot;
  }

  /// What MIDI and control voltages do now, with what was learnt.
  public synchronized Mapping mapping() {
    return new Mapping(map.mapping(), voltages);
  }

  /// A way in for one more thread.
  public ControlPort newPort() {
    return ports.open();
  }

  public void addListener(StateListener listener) {
    listeners.add(listener);
    Player playing = player;
    if (playing != null) {
      playing.addListener(listener);
    }
  }

  public MidiMap midiMap() {
    return map;
  }

  /// What is being played; empty before there is a device.
  public Optional<Player> player() {
    return Optional.ofNullable(player);
  }

  /// How long the MIDI file lasts at the rate that was prepared, in frames; 0 without one.
  public synchronized long fileFrames() {
    return filePlayer == null ? 0 : filePlayer.length();
  }

  /// Whether the MIDI file has been played.
  public synchronized boolean fileHasEnded() {
    return end == null || end.frames() >= fileFrames();
  }

  /// What the musician should know, such as assignments that the instrument cannot follow.
  public synchronized List<String> remarks() {
    return List.copyOf(remarks);
  }

  /// How long prewarming took, in seconds; 0 before.
  public synchronized double prewarmSeconds() {
    return prewarm == null ? 0 : prewarm.nanos() * 1e-9;
  }

  /// Samples of control voltages that were no numbers.
  public synchronized long badVoltages() {
    return cv == null ? 0 : cv.badSamples();
  }

  @Override
  public void close() {
    Player playing = player;
    if (playing != null) {
      playing.close();
    }
  }
}
