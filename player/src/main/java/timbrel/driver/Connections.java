package timbrel.driver;

/// Which ports of other programs and devices to connect with, where the driver has such ports.
///
/// Each is [#DEVICES], [#NONE], or a part of the names of the ports that are meant.
///
/// @param outputs where sound goes: to the first two that fit
/// @param midi where MIDI comes from: all that fit, also those that appear later
/// @param inputs where control voltages come from: the first that fits feeds the first CV input,
///   and so on
public record Connections(String outputs, String midi, String inputs) {
  /// The computer's own sockets and keyboards.
  public static final String DEVICES = "all";

  /// Leaves connecting to the user.
  public static final String NONE = "none";

  /// Connects with the computer's own devices.
  public static final Connections USUAL = new Connections(DEVICES, DEVICES, DEVICES);

  public Connections {
    if (outputs.isEmpty() || midi.isEmpty() || inputs.isEmpty()) {
      throw new IllegalArgumentException("a connection is 'all', 'none' or part of a port's name");
    }
  }
}
