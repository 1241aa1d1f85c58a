package timbrel.engine;

/// Stands in for the audio thread at the other end of a port.
public final class PortReader {
  private final ControlPort port = new ControlPort();

  public ControlPort port() {
    return port;
  }

  /// Hands the oldest action over.
  ///
  /// @return false if there is none
  public boolean read(ControlSink sink) {
    ControlPort.Event event = port.peek();
    if (event == null) {
      return false;
    }
    sink.accept(0, event.control, event.pad, event.index, event.value);
    port.release();
    return true;
  }
}
