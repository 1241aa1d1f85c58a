package timbrel.control.midi;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import timbrel.control.MidiAssignment;
import timbrel.control.MidiAssignment.Source;
import timbrel.control.MidiMapping;
import timbrel.control.Range;
import timbrel.control.Target;
import timbrel.descriptors.Knob;
import timbrel.engine.Control;
import timbrel.realtime.RealTime;

/// Which note and which controller does what; shared by all MIDI inputs, and safe to change while
/// they run.
///
/// It learns: after [#learn], the next controller that is moved (or note that is struck, where that
/// makes sense) becomes what was asked for. The action is made beforehand, so that learning costs
/// the audio thread nothing.
public final class MidiMap {
  private static final int NUMBERS = 128;

  /// Controllers that say something about MIDI itself: bank, data entry, parameter numbers, modes.
  private static final int FIRST_MODE = 120;

  private final AtomicReferenceArray<@Nullable MidiAction> notes =
      new AtomicReferenceArray<>(NUMBERS);
  private final AtomicReferenceArray<@Nullable MidiAction> controllers =
      new AtomicReferenceArray<>(NUMBERS);
  private final AtomicReference<@Nullable MidiAction> bend = new AtomicReference<>();
  private final AtomicReference<@Nullable MidiAction> wanted = new AtomicReference<>();
  private final List<String> classes;
  private volatile int channel;
  private volatile boolean usual;
  private volatile int learned;

  /// @param classes of the instrument, whose order gives them their numbers
  public MidiMap(List<String> classes) {
    this.classes = List.copyOf(classes);
    install(MidiMapping.standard());
  }

  /// Replaces the whole map. Inputs that run meanwhile may see some of the old and some of the new.
  ///
  /// @return remarks on assignments that this instrument cannot follow; those do nothing
  public List<String> install(MidiMapping mapping) {
    clear();
    channel = mapping.channel();
    usual = mapping.usual();
    if (mapping.usual()) {
      usualMap().forEach(assignment -> put(assignment, true));
    }
    List<String> remarks = new ArrayList<>();
    for (MidiAssignment assignment : mapping.assignments()) {
      if (!put(assignment, false)) {
        remarks.add("'%s': this instrument has no such class".formatted(assignment));
      }
    }
    return remarks;
  }

  private void clear() {
    for (int i = 0; i < NUMBERS; i++) {
      notes.set(i, null);
      controllers.set(i, null);
    }
    bend.set(null);
  }

  private boolean put(MidiAssignment assignment, boolean isUsual) {
    MidiAction action = action(assignment.target(), assignment.noteOffChokes(), isUsual);
    if (action == null) {
      return false;
    }
    switch (assignment.source()) {
      case NOTE -> notes.set(assignment.number(), action);
      case CONTROLLER -> controllers.set(assignment.number(), action);
      case BEND -> bend.set(action);
    }
    return true;
  }

  private @Nullable MidiAction action(Target target, boolean noteOffChokes, boolean isUsual) {
    OptionalInt index = target.index(classes);
    return index.isPresent()
        ? new MidiAction(target, index.getAsInt(), noteOffChokes, isUsual)
        : null;
  }

  /// What holds without any mapping: the General MIDI drum map, sound controllers (70 to 79) as
  /// knobs, volume, pan, the hi-hat pedal and the bender.
  static List<MidiAssignment> usualMap() {
    List<MidiAssignment> map = new ArrayList<>();
    for (int note = 0; note < NUMBERS; note++) {
      int pad = GeneralMidi.pad(note);
      if (pad >= 0) {
        map.add(new MidiAssignment(Source.NOTE, note, Target.hit(pad), false));
      }
    }
    map.add(controller(4, pedal()));
    map.add(controller(7, Target.of(Control.MASTER_LEVEL)));
    map.add(controller(10, Target.of(Control.PAN)));
    map.add(controller(70, Target.of(Control.VARIATION)));
    map.add(controller(71, Target.knob(Knob.RICHNESS)));
    map.add(controller(72, Target.of(Control.DECAY)));
    map.add(controller(73, Target.knob(Knob.ATTACK)));
    map.add(controller(74, Target.knob(Knob.BRIGHTNESS)));
    map.add(controller(75, Target.knob(Knob.DECAY)));
    map.add(controller(76, Target.knob(Knob.NOISE)));
    map.add(controller(77, Target.knob(Knob.PITCH)));
    map.add(controller(78, Target.knob(Knob.LOUDNESS)));
    map.add(controller(79, Target.of(Control.DRIVE)));
    map.add(new MidiAssignment(Source.BEND, 0, Target.of(Control.BEND), false));
    return map;
  }

  private static MidiAssignment controller(int number, Target target) {
    return new MidiAssignment(Source.CONTROLLER, number, target, false);
  }

  /// A hi-hat pedal that is pressed sends 127.
  private static Target pedal() {
    Target openness = Target.of(Control.OPENNESS);
    return new Target(openness.control(), openness.pad(), "", 0, new Range(1, 0));
  }

  /// The next controller that is moved shall do this. Replaces an earlier wish.
  ///
  /// @return false if the instrument has no such class
  public boolean learn(Target target) {
    MidiAction action = action(target, false, false);
    wanted.set(action);
    return action != null;
  }

  public void stopLearning() {
    wanted.set(null);
  }

  public boolean isLearning() {
    return wanted.get() != null;
  }

  /// How often something was learnt: whoever shows it looks whether this has changed. Any thread.
  public int learned() {
    return learned;
  }

  /// The map as a mapping file says it, with what was learnt.
  public MidiMapping mapping() {
    List<MidiAssignment> assignments = new ArrayList<>();
    for (int i = 0; i < NUMBERS; i++) {
      addTo(assignments, Source.NOTE, i, notes.get(i));
    }
    for (int i = 0; i < NUMBERS; i++) {
      addTo(assignments, Source.CONTROLLER, i, controllers.get(i));
    }
    addTo(assignments, Source.BEND, 0, bend.get());
    return new MidiMapping(channel, usual, assignments);
  }

  private static void addTo(
      List<MidiAssignment> assignments, Source source, int number, @Nullable MidiAction action) {
    if (action != null && !action.usual()) {
      assignments.add(new MidiAssignment(source, number, action.target(), action.noteOffChokes()));
    }
  }

  /// @param zeroBased as messages have it, 0 to 15
  @RealTime
  boolean listensTo(int zeroBased) {
    int chosen = channel;
    return chosen == MidiMapping.ALL_CHANNELS || chosen == zeroBased + 1;
  }

  /// What a note that is struck does.
  @RealTime
  @Nullable MidiAction struck(int note) {
    MidiAction wish = wanted.get();
    if (wish != null && wish.target().isTrigger() && wanted.compareAndSet(wish, null)) {
      notes.set(note, wish);
      countLearned();
    }
    return notes.get(note);
  }

  @RealTime
  @Nullable MidiAction note(int note) {
    return notes.get(note);
  }

  /// What a controller that is moved does.
  @RealTime
  @Nullable MidiAction moved(int controller) {
    MidiAction wish = wanted.get();
    if (wish != null && canBeLearnt(controller) && wanted.compareAndSet(wish, null)) {
      controllers.set(controller, wish);
      countLearned();
    }
    return controllers.get(controller);
  }

  @RealTime
  private static boolean canBeLearnt(int controller) {
    boolean parameter = controller >= 98 && controller <= 101;
    boolean bankOrData = controller == 0 || controller == 32 || controller == 6 || controller == 38;
    return controller < FIRST_MODE && !parameter && !bankOrData;
  }

  @RealTime
  private void countLearned() {
    int before = learned; // of two that learn at once only one got the wish
    learned = before + 1;
  }

  @RealTime
  @Nullable MidiAction bend() {
    return bend.get();
  }
}
