package timbrel.architecture.planted.realtime;

import java.util.function.IntSupplier;
import timbrel.realtime.RealTime;

/// Breaks what the mark promises, once in each method.
public final class BreaksThePromise implements MarkedInterface {
  private int value;

  @RealTime
  Object makesAnObject() {
    return new Object();
  }

  @RealTime
  float[] makesAnArray() {
    return new float[2];
  }

  @RealTime
  Object[] makesAnArrayOfObjects() {
    return new Object[2];
  }

  @RealTime
  void takesAMonitor() {
    synchronized (this) {
      value++;
    }
  }

  @RealTime
  synchronized void locks() {
    value++;
  }

  @RealTime
  void throwsSomething(RuntimeException what) {
    throw what;
  }

  @RealTime
  IntSupplier makesALambda() {
    return () -> value;
  }

  @RealTime
  String joinsStrings() {
    return "value " + value;
  }

  @RealTime
  Integer boxes() {
    return value;
  }

  @RealTime
  void callsWhatIsNotMarked() {
    notMarked();
  }

  private void notMarked() {
    value++;
  }

  @RealTime
  double callsTheLibrary() {
    return Math.random();
  }

  /// Overrides a marked method without being marked.
  @Override
  public void accept() {
    value++;
  }
}
