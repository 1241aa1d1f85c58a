package timbrel.driver.jack;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/// The functions of `libjack` that a client calls outside of the audio thread (`jack/jack.h`).
///
/// Pointers are `JAVA_LONG` everywhere, as [LibJackCycle] needs them. A method handle declares
/// [Throwable], a C function throws nothing: [#impossible] says so. Before this class is touched,
/// [JackLibrary#find] must have found something.
final class LibJack {
  static final String AUDIO = "32 bit float mono audio";
  static final String MIDI = "8 bit raw midi";

  static final long PORT_IS_INPUT = 1;
  static final long PORT_IS_OUTPUT = 2;
  static final long PORT_IS_PHYSICAL = 4;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final SymbolLookup LIBRARY = JackLibrary.find().orElseThrow();

  private static final MethodHandle CLIENT_OPEN =
      LINKER.downcallHandle(
          LIBRARY.findOrThrow("jack_client_open"),
          FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG),
          Linker.Option.firstVariadicArg(3));
  private static final MethodHandle CLIENT_CLOSE = ints("jack_client_close", JAVA_LONG);
  private static final MethodHandle ACTIVATE = ints("jack_activate", JAVA_LONG);
  private static final MethodHandle GET_CLIENT_NAME = longs("jack_get_client_name", JAVA_LONG);
  private static final MethodHandle GET_SAMPLE_RATE = ints("jack_get_sample_rate", JAVA_LONG);
  private static final MethodHandle GET_BUFFER_SIZE = ints("jack_get_buffer_size", JAVA_LONG);
  private static final MethodHandle SET_BUFFER_SIZE =
      ints("jack_set_buffer_size", JAVA_LONG, JAVA_INT);
  private static final MethodHandle ON_INFO_SHUTDOWN =
      voids("jack_on_info_shutdown", JAVA_LONG, JAVA_LONG, JAVA_LONG);
  private static final MethodHandle SET_ERROR_FUNCTION =
      voids("jack_set_error_function", JAVA_LONG);
  private static final MethodHandle SET_INFO_FUNCTION = voids("jack_set_info_function", JAVA_LONG);
  private static final MethodHandle PORT_REGISTER =
      longs("jack_port_register", JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
  private static final MethodHandle PORT_CONNECTED = ints("jack_port_connected", JAVA_LONG);
  private static final MethodHandle GET_PORTS =
      longs("jack_get_ports", JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
  private static final MethodHandle CONNECT = ints("jack_connect", JAVA_LONG, JAVA_LONG, JAVA_LONG);
  private static final MethodHandle FREE = voids("jack_free", JAVA_LONG);

  private LibJack() {}

  /// `jack_client_open(name, options, status, server)`; 0 where it failed.
  static long clientOpen(long name, int options, long status, long server) {
    try {
      return (long) CLIENT_OPEN.invokeExact(name, options, status, server);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static int clientClose(long client) {
    return intOf(CLIENT_CLOSE, client);
  }

  static int activate(long client) {
    return intOf(ACTIVATE, client);
  }

  static int sampleRate(long client) {
    return intOf(GET_SAMPLE_RATE, client);
  }

  static int bufferSize(long client) {
    return intOf(GET_BUFFER_SIZE, client);
  }

  static int portConnected(long port) {
    return intOf(PORT_CONNECTED, port);
  }

  /// A C string that belongs to the client.
  static long clientName(long client) {
    try {
      return (long) GET_CLIENT_NAME.invokeExact(client);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static int setBufferSize(long client, int frames) {
    try {
      return (int) SET_BUFFER_SIZE.invokeExact(client, frames);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// One of the `jack_set_..._callback` functions: `int set(client, function, argument)`.
  static int setCallback(String setter, long client, long function) {
    try {
      return (int) ints(setter, JAVA_LONG, JAVA_LONG, JAVA_LONG).invokeExact(client, function, 0L);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static void onInfoShutdown(long client, long function) {
    try {
      ON_INFO_SHUTDOWN.invokeExact(client, function, 0L);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// Where the library's messages go: to a `void function(const char *)`.
  static void setMessageFunctions(long function) {
    try {
      SET_ERROR_FUNCTION.invokeExact(function);
      SET_INFO_FUNCTION.invokeExact(function);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// The new port; 0 where it failed.
  static long portRegister(long client, long name, long type, long flags) {
    try {
      return (long) PORT_REGISTER.invokeExact(client, name, type, flags, 0L);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// A null-terminated array of C strings to be freed with [#free]; 0 where there are none.
  static long ports(long client, long type, long flags) {
    try {
      return (long) GET_PORTS.invokeExact(client, 0L, type, flags);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  /// Full names; 0, or an error, of which `EEXIST` is one.
  static int connect(long client, long from, long to) {
    try {
      return (int) CONNECT.invokeExact(client, from, to);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  static void free(long pointer) {
    try {
      FREE.invokeExact(pointer);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  private static int intOf(MethodHandle function, long pointer) {
    try {
      return (int) function.invokeExact(pointer);
    } catch (Throwable e) {
      throw impossible(e);
    }
  }

  private static IllegalStateException impossible(Throwable e) {
    return new IllegalStateException("a function of libjack threw", e);
  }

  private static MethodHandle ints(String name, MemoryLayout... parameters) {
    return function(name, FunctionDescriptor.of(JAVA_INT, parameters));
  }

  private static MethodHandle longs(String name, MemoryLayout... parameters) {
    return function(name, FunctionDescriptor.of(JAVA_LONG, parameters));
  }

  private static MethodHandle voids(String name, MemoryLayout... parameters) {
    return function(name, FunctionDescriptor.ofVoid(parameters));
  }

  static MethodHandle function(
      String name, FunctionDescriptor descriptor, Linker.Option... options) {
    return LINKER.downcallHandle(LIBRARY.findOrThrow(name), descriptor, options);
  }
}
