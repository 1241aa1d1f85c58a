package timbrel.driver;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// How the operating system treats the calling thread. Priorities of [Thread] do nothing on Linux,
/// so its own call is made there; elsewhere nothing happens.
public final class ThreadPriority {
  private static final int SCHED_FIFO = 1;
  private static final int CALLING_THREAD = 0;

  /// Above ordinary threads, below the sound server's own.
  private static final int REAL_TIME = 5;

  private ThreadPriority() {}

  /// Goes before all ordinary threads (`SCHED_FIFO`), which the system may not allow.
  ///
  /// @return whether that was possible
  public static boolean goFirst() {
    return System.getProperty("os.name").equals("Linux") && schedule();
  }

  private static boolean schedule() {
    MemoryLayout[] parameters = {JAVA_INT, JAVA_INT, ValueLayout.ADDRESS};
    Optional<MethodHandle> function =
        function("sched_setscheduler", FunctionDescriptor.of(JAVA_INT, parameters));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment priority = arena.allocateFrom(JAVA_INT, REAL_TIME);
      return function.isPresent()
          && (int) function.get().invokeExact(CALLING_THREAD, SCHED_FIFO, priority) == 0;
    } catch (Throwable failed) {
      return false;
    }
  }

  private static Optional<MethodHandle> function(String name, FunctionDescriptor descriptor) {
    Linker linker = Linker.nativeLinker();
    return linker
        .defaultLookup()
        .find(name)
        .map(address -> linker.downcallHandle(address, descriptor));
  }
}
