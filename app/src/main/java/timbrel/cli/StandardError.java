package timbrel.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;

/// Gives the program its real standard error back.
///
/// The JVM greets every start that uses the Vector API with a warning about incubator modules, and
/// no flag silences it. The launcher `timbrel` therefore starts the JVM with a filter as its
/// standard error and the real one as another descriptor, whose number is in the system property
/// `timbrel.stderr`. `dup2` puts the real one back, for native libraries as well as for
/// [System#err]: as late as the first byte is written, because it costs 50 ms.
final class StandardError extends OutputStream {
  private static final int STANDARD_ERROR = 2;

  private final OutputStream target = new FileOutputStream(FileDescriptor.err);
  private final int real;
  private boolean restored;

  private StandardError(int real) {
    this.real = real;
  }

  /// To be called before anything asks for [System#err]. Without the launcher nothing is to be
  /// done.
  static void restore() {
    Integer real = Integer.getInteger("timbrel.stderr");
    if (real != null) {
      System.setErr(new PrintStream(new StandardError(real), true, System.err.charset()));
    }
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (!restored) {
      restored = true;
      duplicate();
    }
    target.write(bytes, offset, length);
  }

  /// Where there is no `dup2` the filter stays, which passes lines on.
  private void duplicate() {
    Linker linker = Linker.nativeLinker();
    var twoInts = FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
    linker
        .defaultLookup()
        .find("dup2")
        .map(address -> linker.downcallHandle(address, twoInts))
        .map(dup2 -> MethodHandles.insertArguments(dup2, 0, real, STANDARD_ERROR))
        .map(call -> MethodHandleProxies.asInterfaceInstance(Runnable.class, call))
        .ifPresent(Runnable::run);
  }
}
