package timbrel.control.osc;

import timbrel.engine.Control;

/// Where actions go that OSC asks for.
@FunctionalInterface
interface OscOutlet {
  void send(Control control, int pad, int index, float value);
}
