package timbrel.control.osc;

import static timbrel.engine.Control.ALL_PADS;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import timbrel.descriptors.Knob;
import timbrel.engine.Control;
import timbrel.engine.KitState;
import timbrel.engine.PadState;
import timbrel.engine.StateListener;

/// All values as they are now, and which of them have changed since followers were last told.
///
/// Written by the thread that tells listeners, read by the OSC thread. However often a value
/// changes, followers get it once in a while, the latest.
final class OscState implements StateListener {
  private static final int CLEAN = 0;
  private static final int CHANGED = 1;

  private final List<OscCell> cells;
  private final int[] firstCell = new int[Control.values().length];
  private final AtomicIntegerArray values;
  private final AtomicIntegerArray numbers;
  private final AtomicIntegerArray changed;
  private final List<String> classes;
  private final List<byte[]> classNames;
  private volatile boolean anyChanged;

  OscState(List<String> classes) {
    this.classes = classes;
    this.classNames = classes.stream().map(OscWriter::shortText).toList();
    this.cells = makeCells();
    this.values = new AtomicIntegerArray(cells.size());
    this.numbers = new AtomicIntegerArray(cells.size());
    this.changed = new AtomicIntegerArray(cells.size());
  }

  private List<OscCell> makeCells() {
    List<OscCell> made = new ArrayList<>();
    for (Control control : Control.values()) {
      firstCell[control.ordinal()] = isFollowed(control) ? made.size() : -1;
      if (isOfAll(control)) {
        made.add(cell(control, ALL_PADS, 0));
      } else if (isFollowed(control)) {
        for (int pad = 0; pad < Control.PADS; pad++) {
          for (int index = 0; index < count(control); index++) {
            made.add(cell(control, pad, index));
          }
        }
      }
    }
    return List.copyOf(made);
  }

  private static OscCell cell(Control control, int pad, int index) {
    String address = OscAddressSpace.address(control, pad, index);
    return new OscCell(OscWriter.text(address), control, pad, index);
  }

  private static boolean isOfAll(Control control) {
    return control == Control.MASTER_LEVEL || control == Control.OPENNESS;
  }

  private static boolean isFollowed(Control control) {
    return switch (control) {
      case CHOKE, REROLL, ALL_OFF -> false;
      default -> true;
    };
  }

  private static int count(Control control) {
    return control == Control.KNOB ? Knob.values().length : 1;
  }

  /// What a whole kit says.
  void show(KitState kit) {
    changed(Control.MASTER_LEVEL, ALL_PADS, 0, kit.masterLevel());
    for (int pad = 0; pad < Control.PADS; pad++) {
      show(pad, kit.pads().get(pad));
    }
  }

  private void show(int pad, PadState state) {
    changed(Control.CLASS, pad, classes.indexOf(state.className()), 0);
    changed(Control.MORPH, pad, classes.indexOf(state.morphTo()), state.morph());
    for (Knob knob : Knob.values()) {
      changed(Control.KNOB, pad, knob.ordinal(), state.knobs().getOrDefault(knob, Float.NaN));
    }
    changed(Control.VARIATION, pad, 0, state.variation());
    changed(Control.TUNE, pad, 0, state.tune());
    changed(Control.DECAY, pad, 0, state.decay());
    changed(Control.LEVEL, pad, 0, state.level());
    changed(Control.PAN, pad, 0, state.pan());
    changed(Control.DRIVE, pad, 0, state.drive());
    changed(Control.CHOKE_GROUP, pad, state.chokeGroup(), 1);
    changed(Control.FREEZE, pad, 0, state.frozen().isPresent() ? 1 : 0);
  }

  @Override
  public void changed(Control control, int pad, int index, float value) {
    int first = firstCell[control.ordinal()];
    if (first < 0) {
      return;
    }
    if (isOfAll(control)) {
      set(first, 0, value);
    } else if (pad == ALL_PADS) {
      for (int each = 0; each < Control.PADS; each++) {
        set(first + each * count(control) + cellIndex(control, index), index, value);
      }
    } else {
      set(first + pad * count(control) + cellIndex(control, index), index, value);
    }
  }

  private static int cellIndex(Control control, int index) {
    return control == Control.KNOB ? index : 0;
  }

  private void set(int cell, int number, float value) {
    boolean keepsNumber = number < 0 && cells.get(cell).control() == Control.MORPH;
    if (!keepsNumber || numbers.get(cell) < 0) {
      numbers.set(cell, number);
    }
    values.set(cell, Float.floatToRawIntBits(value));
    changed.set(cell, CHANGED);
    anyChanged = true;
  }

  /// True once if there was any change since the last time.
  boolean takeAnyChanged() {
    boolean any = anyChanged;
    anyChanged = false;
    return any;
  }

  /// True once if this cell has changed since the last time.
  boolean takeChanged(int cell) {
    return changed.get(cell) == CHANGED && changed.getAndSet(cell, CLEAN) == CHANGED;
  }

  int size() {
    return cells.size();
  }

  /// A hit is no state: it is told when it happens and not asked for.
  boolean isState(int cell) {
    return cells.get(cell).control() != Control.HIT;
  }

  int cellOf(Control control, int pad, int index) {
    return firstCell[control.ordinal()]
        + (isOfAll(control) ? 0 : pad * count(control) + cellIndex(control, index));
  }

  void write(int cell, OscWriter writer) {
    float value = Float.intBitsToFloat(values.get(cell));
    cells.get(cell).write(writer, value, numbers.get(cell), classNames);
  }
}
