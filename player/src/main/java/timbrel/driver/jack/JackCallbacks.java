package timbrel.driver.jack;

import timbrel.realtime.RealTime;

/// What JACK tells a client. All but [#process] come on threads of the library's own.
interface JackCallbacks {
  /// A cycle, on the audio thread.
  @RealTime
  void process(int frames) throws Throwable;

  /// The server was too late for its device, whoever's fault it was.
  default void xrun() {}

  /// Cycles are going to have `frames`.
  default void bufferSize(int frames) {}

  default void sampleRate(int hertz) {}

  /// The server has gone, or does not want this client any more. The client must still be closed.
  default void shutdown(String reason) {}
}
