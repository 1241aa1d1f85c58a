package timbrel.driver.jack;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import timbrel.realtime.RealTime;

/// C functions for [JackCallbacks]: a throwable that left one would end the process, so none does.
///
/// Their code is never freed, because a thread of the library may be on its way to it when a client
/// is closed. It weighs a few kilobytes a client; what it leads to is let go by [#detach].
final class Upcalls {
  private static final int STATUS_OK = 0;

  private final AtomicInteger inside = new AtomicInteger();
  private volatile boolean shutDown;
  private volatile @Nullable JackCallbacks callbacks;
  private volatile @Nullable Throwable failure;

  Upcalls(JackCallbacks callbacks) {
    this.callbacks = callbacks;
  }

  /// From now on nothing is told.
  void detach() {
    callbacks = null;
  }

  /// The server has gone.
  boolean isShutDown() {
    return shutDown;
  }

  /// True while one of the library's own threads tells something, the audio thread's cycles apart.
  boolean isTelling() {
    return inside.get() > 0;
  }

  /// What was thrown last by one of the callbacks.
  @Nullable Throwable failure() {
    return failure;
  }

  /// `int (*JackProcessCallback)(jack_nframes_t, void *)`
  long process() {
    return intStub("onProcess", JAVA_INT);
  }

  /// `int (*JackXRunCallback)(void *)`
  long xrun() {
    return stub(
        "onXrun",
        FunctionDescriptor.of(JAVA_INT, JAVA_LONG),
        MethodType.methodType(int.class, long.class));
  }

  /// `int (*JackBufferSizeCallback)(jack_nframes_t, void *)`
  long bufferSize() {
    return intStub("onBufferSize", JAVA_INT);
  }

  /// `int (*JackSampleRateCallback)(jack_nframes_t, void *)`
  long sampleRate() {
    return intStub("onSampleRate", JAVA_INT);
  }

  /// `void (*JackInfoShutdownCallback)(jack_status_t, const char *, void *)`
  long shutdown() {
    return stub(
        "onShutdown",
        FunctionDescriptor.ofVoid(JAVA_INT, JAVA_LONG, JAVA_LONG),
        MethodType.methodType(void.class, int.class, long.class, long.class));
  }

  @RealTime
  private int onProcess(int frames, long argument) {
    try {
      JackCallbacks told = callbacks;
      if (told != null) {
        told.process(frames);
      }
    } catch (Throwable e) {
      failure = e;
    }
    return STATUS_OK;
  }

  private int onXrun(long argument) {
    return tell(JackCallbacks::xrun);
  }

  private int onBufferSize(int frames, long argument) {
    return tell(told -> told.bufferSize(frames));
  }

  private int onSampleRate(int hertz, long argument) {
    return tell(told -> told.sampleRate(hertz));
  }

  private void onShutdown(int status, long reason, long argument) {
    shutDown = true;
    tell(told -> told.shutdown(CStrings.at(reason)));
  }

  private int tell(Consumer<JackCallbacks> news) {
    inside.incrementAndGet();
    try {
      JackCallbacks told = callbacks;
      if (told != null) {
        news.accept(told);
      }
    } catch (Throwable e) {
      failure = e;
    } finally {
      inside.decrementAndGet();
    }
    return STATUS_OK;
  }

  private long intStub(String method, ValueLayout.OfInt first) {
    return stub(
        method,
        FunctionDescriptor.of(JAVA_INT, first, JAVA_LONG),
        MethodType.methodType(int.class, int.class, long.class));
  }

  private long stub(String method, FunctionDescriptor descriptor, MethodType type) {
    try {
      MethodHandle target =
          MethodHandles.lookup().findVirtual(Upcalls.class, method, type).bindTo(this);
      return Linker.nativeLinker().upcallStub(target, descriptor, Arena.global()).address();
    } catch (NoSuchMethodException | IllegalAccessException e) {
      throw new IllegalStateException(method, e);
    }
  }
}
