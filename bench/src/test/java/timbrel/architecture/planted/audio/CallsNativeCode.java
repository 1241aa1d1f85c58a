package timbrel.architecture.planted.audio;

/// Breaks a wall on purpose.
public final class CallsNativeCode {
  void call() {
    System.loadLibrary("sound");
  }
}
