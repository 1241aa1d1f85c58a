package timbrel.control.osc;

import java.util.List;
import timbrel.engine.Control;

/// A value that has an address, at which it can be set, asked for and followed.
///
/// @param address as bytes
/// @param pad 0 to 15, or ALL_PADS for what belongs to no pad
record OscCell(byte[] address, Control control, int pad, int index) {
  private static final byte[] FLOAT = OscWriter.text(",f");
  private static final byte[] INTEGER = OscWriter.text(",i");
  private static final byte[] NIL = OscWriter.text(",N");
  private static final byte[] NAME = OscWriter.text(",s");
  private static final byte[] NAME_AND_FLOAT = OscWriter.text(",sf");
  private static final byte[] NO_NAME = {};

  /// Writes the message that tells the value.
  ///
  /// @param number the class of CLASS and MORPH, -1 for none; the group of CHOKE_GROUP
  void write(OscWriter writer, float value, int number, List<byte[]> classes) {
    switch (control) {
      case CLASS -> {
        writer.beginMessage(address, NAME);
        writer.string(name(number, classes));
      }
      case MORPH -> {
        writer.beginMessage(address, NAME_AND_FLOAT);
        writer.string(name(number, classes));
        writer.float32(value);
      }
      case CHOKE_GROUP -> {
        writer.beginMessage(address, INTEGER);
        writer.int32(number);
      }
      case FREEZE -> {
        writer.beginMessage(address, INTEGER);
        writer.int32(value > 0 ? 1 : 0);
      }
      default -> {
        if (Float.isNaN(value)) {
          writer.beginMessage(address, NIL);
        } else {
          writer.beginMessage(address, FLOAT);
          writer.float32(value);
        }
      }
    }
  }

  private static byte[] name(int number, List<byte[]> classes) {
    return number >= 0 && number < classes.size() ? classes.get(number) : NO_NAME;
  }
}
