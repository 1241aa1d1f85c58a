package timbrel.driver;

import timbrel.engine.AudioCallback;

/// A way out for sound. Opening it (each kind has its own `open`) tells rate and block size, so
/// that the callback can be prepared and prewarmed for them before [#start].
public interface Driver extends AutoCloseable {

  int sampleRate();

  /// No block is longer.
  int maxFrames();

  /// Begins to call back, on a thread of the driver's.
  void start(AudioCallback callback);

  /// Any thread, at any time.
  DriverStatus status();

  @Override
  void close();
}
