package timbrel.control;

import java.util.List;

/// How MIDI is mapped: what a file says beside the usual map, or in place of it.
///
/// @param channel 1 to 16, or ALL_CHANNELS
/// @param usual whether the usual map holds where no assignment says otherwise
/// @param assignments of the same source and number, the last one counts
public record MidiMapping(int channel, boolean usual, List<MidiAssignment> assignments) {
  public static final int ALL_CHANNELS = 0;

  public MidiMapping {
    assignments = List.copyOf(assignments);
  }

  /// The usual map on all channels.
  public static MidiMapping standard() {
    return new MidiMapping(ALL_CHANNELS, true, List.of());
  }
}
