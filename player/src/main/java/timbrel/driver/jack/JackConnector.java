package timbrel.driver.jack;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import timbrel.driver.Connections;

/// Connects a player's ports with those that [Connections] mean. A pair is tried once as long as
/// its port exists, so that what the user pulls out stays out; a device that comes back is
/// connected again.
final class JackConnector {
  private final JackClient client;
  private final String own;
  private final int cvInputs;
  private final Connections wanted;
  private final Set<String> tried = new HashSet<>();

  JackConnector(JackClient client, String clientName, int cvInputs, Connections wanted) {
    this.client = client;
    own = clientName + ":";
    this.cvInputs = cvInputs;
    this.wanted = wanted;
  }

  /// Forgets ports that have gone and connects those that are new.
  void refresh() {
    List<String> sinks = matching(wanted.outputs(), LibJack.AUDIO, LibJack.PORT_IS_INPUT);
    List<String> voltages =
        cvInputs == 0
            ? List.of()
            : matching(wanted.inputs(), LibJack.AUDIO, LibJack.PORT_IS_OUTPUT);
    List<String> keyboards = matching(wanted.midi(), LibJack.MIDI, LibJack.PORT_IS_OUTPUT);
    Set<String> there = new HashSet<>(sinks);
    there.addAll(voltages);
    there.addAll(keyboards);
    tried.retainAll(there);
    connectOutputs(sinks);
    for (int i = 0; i < Math.min(cvInputs, voltages.size()); i++) {
      if (tried.add(voltages.get(i))) {
        client.connect(voltages.get(i), own + "cv_" + (i + 1));
      }
    }
    for (String keyboard : keyboards) {
      if (tried.add(keyboard)) {
        client.connect(keyboard, own + "midi_in");
      }
    }
  }

  /// Both sides go to a device with one socket.
  private void connectOutputs(List<String> sinks) {
    if (sinks.isEmpty()) {
      return;
    }
    String right = sinks.get(Math.min(1, sinks.size() - 1));
    boolean leftIsNew = tried.add(sinks.getFirst());
    boolean rightIsNew = right.equals(sinks.getFirst()) ? leftIsNew : tried.add(right);
    if (leftIsNew) {
      client.connect(own + "out_left", sinks.getFirst());
    }
    if (rightIsNew) {
      client.connect(own + "out_right", right);
    }
  }

  /// JACK calls hardware physical. Ports of our own never match.
  private List<String> matching(String what, String type, long direction) {
    if (what.equals(Connections.NONE)) {
      return List.of();
    }
    boolean devices = what.equals(Connections.DEVICES);
    long flags = direction | (devices ? LibJack.PORT_IS_PHYSICAL : 0);
    return client.ports(type, flags).stream()
        .filter(port -> devices || port.contains(what))
        .filter(port -> !port.startsWith(own))
        .toList();
  }
}
