package timbrel.control.midi;

import static timbrel.engine.Control.ALL_PADS;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import timbrel.engine.Control;
import timbrel.engine.ControlSink;
import timbrel.realtime.RealTime;

/// Turns the channel messages of one source into actions, by way of a map.
///
/// A drum sounds until it has rung out, so a note off does nothing, unless the map says that it
/// chokes; no note can get stuck. Anything that is no channel message, or not whole, is ignored.
public final class MidiInput {
  private static final int CHANNELS = 16;
  private static final int NUMBERS = 128;
  private static final int HALF = 64; // from here on a switch is on
  private static final int NO_PARAMETER = 0x3FFF;
  private static final int BEND_RANGE = 0; // registered parameter 0
  private static final int BEND_CENTRE = 8192;
  private static final int DATA = 6;
  private static final int DATA_FINE = 38;
  private static final int NON_REGISTERED_FINE = 98;
  private static final int NON_REGISTERED = 99;
  private static final int REGISTERED_FINE = 100;
  private static final int REGISTERED = 101;
  private static final int ALL_SOUND_OFF = 120;
  private static final int RESET_CONTROLLERS = 121;
  private static final int ALL_NOTES_OFF = 123;

  private final MidiMap map;
  private final ControlSink sink;
  private final int[] parameters = new int[CHANNELS];
  private final float[] bendRanges = new float[CHANNELS]; // 0: that of the map
  private final boolean[] on = new boolean[NUMBERS];

  /// @param sink the engine on the audio thread; a port of its own on any other
  public MidiInput(MidiMap map, ControlSink sink) {
    this.map = map;
    this.sink = sink;
    Arrays.fill(parameters, NO_PARAMETER);
  }

  /// @param frame in the block about to be processed
  /// @param status with the channel in its lower four bits
  @RealTime
  public void message(int frame, int status, int data1, int data2) {
    boolean whole = status >= 0x80 && status < 0xF0 && ((data1 | data2) & ~0x7F) == 0;
    int channel = status & 0xF;
    if (!whole || !map.listensTo(channel)) {
      return;
    }
    switch (status & 0xF0) {
      case 0x80 -> noteOff(frame, data1);
      case 0x90 -> {
        if (data2 == 0) {
          noteOff(frame, data1);
        } else {
          noteOn(frame, data1, data2);
        }
      }
      case 0xA0 -> pressure(frame, data1, data2);
      case 0xB0 -> controller(frame, channel, data1, data2);
      case 0xE0 -> bend(frame, channel, data2 << 7 | data1);
      default -> {} // program change and channel pressure
    }
  }

  @RealTime
  private void noteOn(int frame, int note, int velocity) {
    MidiAction action = map.struck(note);
    if (action != null) {
      trigger(frame, action, velocity / 127f);
    }
  }

  @RealTime
  private void noteOff(int frame, int note) {
    MidiAction action = map.note(note);
    if (action != null && action.noteOffChokes()) {
      choke(frame, action);
    }
  }

  /// A cymbal that is grabbed sends the pressure of its key.
  @RealTime
  private void pressure(int frame, int note, int pressure) {
    MidiAction action = map.note(note);
    if (action != null && pressure >= HALF) {
      choke(frame, action);
    }
  }

  @RealTime
  private void choke(int frame, MidiAction action) {
    if (action.target().control() == Control.HIT) {
      sink.accept(frame, Control.CHOKE, action.target().pad(), 0, 1);
    }
  }

  @RealTime
  private void controller(int frame, int channel, int number, int value) {
    switch (number) {
      case ALL_SOUND_OFF, ALL_NOTES_OFF -> sink.accept(frame, Control.ALL_OFF, ALL_PADS, 0, 1);
      case RESET_CONTROLLERS -> reset(frame, channel);
      case NON_REGISTERED_FINE, NON_REGISTERED -> parameters[channel] = NO_PARAMETER;
      case REGISTERED_FINE -> parameters[channel] = parameters[channel] & 0x3F80 | value;
      case REGISTERED -> parameters[channel] = parameters[channel] & 0x7F | value << 7;
      case DATA, DATA_FINE -> data(frame, channel, number, value);
      default -> move(frame, number, value);
    }
  }

  /// Sets the bend range, in semitones and cents, where that is what the sender has chosen to set.
  @RealTime
  private void data(int frame, int channel, int number, int value) {
    if (parameters[channel] != BEND_RANGE) {
      move(frame, number, value);
    } else if (number == DATA) {
      bendRanges[channel] = Math.max(value, 0.01f);
    } else {
      bendRanges[channel] = (int) bendRanges[channel] + value / 100f;
    }
  }

  @RealTime
  private void reset(int frame, int channel) {
    parameters[channel] = NO_PARAMETER;
    bend(frame, channel, BEND_CENTRE);
  }

  @RealTime
  private void move(int frame, int number, int value) {
    MidiAction action = map.moved(number);
    boolean wasOn = on[number];
    on[number] = value >= HALF;
    if (action == null) {
      return;
    }
    if (!action.target().isTrigger()) {
      send(frame, action, action.value(share(value, HALF, NUMBERS - 1)));
    } else if (on[number] != wasOn) {
      turn(frame, action, on[number], value / 127f);
    }
  }

  /// A switch that keeps sounds lets them go when it is turned off; other actions only have an on.
  @RealTime
  private void turn(int frame, MidiAction action, boolean isOn, float velocity) {
    if (isOn) {
      trigger(frame, action, velocity);
    } else if (MidiAction.is(action, Control.FREEZE)) {
      send(frame, action, 0);
    }
  }

  @RealTime
  private void trigger(int frame, MidiAction action, float velocity) {
    boolean hit = action.target().control() == Control.HIT;
    send(frame, action, hit ? velocity : action.target().range().high());
  }

  @RealTime
  private void bend(int frame, int channel, int value) {
    @Nullable MidiAction action = map.bend();
    if (action == null) {
      return;
    }
    float share = share(value, BEND_CENTRE, 2 * BEND_CENTRE - 1);
    float range = bendRanges[channel];
    boolean rangeIsSet = range > 0 && action.target().control() == Control.BEND;
    send(frame, action, rangeIsSet ? (2 * share - 1) * range : action.value(share));
  }

  /// The ends are 0 and 1, and the middle is in the middle, although there is one step more below
  /// it than above ("min-center-max scaling" of MIDI 2.0, M2-115, section 3.3).
  @RealTime
  private static float share(int value, int centre, int most) {
    return value <= centre
        ? 0.5f * value / centre
        : 0.5f + 0.5f * (value - centre) / (most - centre);
  }

  @RealTime
  private void send(int frame, MidiAction action, float value) {
    sink.accept(frame, action.target().control(), action.target().pad(), action.index(), value);
  }
}
