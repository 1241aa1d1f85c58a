package timbrel.control.midi;

/// The drum map of General MIDI (RP-003, "Percussion key map") on sixteen pads.
///
/// The notes 36 to 51 are the pads in order, as pad controllers send them. Every other note of the
/// map plays the pad that is most like it.
public final class GeneralMidi {
  /// The note of the first pad.
  public static final int FIRST_NOTE = 36;

  private static final int LOWEST = 35;

  // the pad of each note from 35 to 81, counted from 1
  private static final int[] PADS = {
    1, // 35 acoustic bass drum
    1, // 36 bass drum
    2, // 37 side stick
    3, // 38 acoustic snare
    4, // 39 hand clap
    5, // 40 electric snare
    6, // 41 low floor tom
    7, // 42 closed hi-hat
    8, // 43 high floor tom
    9, // 44 pedal hi-hat
    10, // 45 low tom
    11, // 46 open hi-hat
    12, // 47 low-mid tom
    13, // 48 high-mid tom
    14, // 49 crash cymbal 1
    15, // 50 high tom
    16, // 51 ride cymbal 1
    14, // 52 Chinese cymbal
    16, // 53 ride bell
    11, // 54 tambourine
    14, // 55 splash cymbal
    2, // 56 cowbell
    14, // 57 crash cymbal 2
    4, // 58 vibraslap
    16, // 59 ride cymbal 2
    15, // 60 high bongo
    13, // 61 low bongo
    15, // 62 mute high conga
    13, // 63 open high conga
    12, // 64 low conga
    15, // 65 high timbale
    12, // 66 low timbale
    2, // 67 high agogo
    2, // 68 low agogo
    7, // 69 cabasa
    7, // 70 maracas
    2, // 71 short whistle
    2, // 72 long whistle
    2, // 73 short guiro
    2, // 74 long guiro
    2, // 75 claves
    2, // 76 high wood block
    2, // 77 low wood block
    9, // 78 mute cuica
    11, // 79 open cuica
    9, // 80 mute triangle
    11, // 81 open triangle
  };

  private GeneralMidi() {}

  /// The pad of a note, 0 to 15, or -1 for notes outside the map.
  public static int pad(int note) {
    int i = note - LOWEST;
    return i < 0 || i >= PADS.length ? -1 : PADS[i] - 1;
  }
}
