package timbrel.driver.jack;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;

/// Who is connected with whom.
final class Ports {
  private static final MethodHandle PORT_BY_NAME =
      LibJack.function("jack_port_by_name", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG));
  private static final MethodHandle CONNECTIONS =
      LibJack.function(
          "jack_port_get_all_connections", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG));
  private static final MethodHandle DISCONNECT =
      LibJack.function(
          "jack_disconnect", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG));

  private Ports() {}

  static boolean connected(JackClient client, String port, String other) {
    try (Arena arena = Arena.ofConfined()) {
      long address =
          (long) PORT_BY_NAME.invokeExact(client.address(), arena.allocateFrom(port).address());
      return address != 0
          && CStrings.arrayAt((long) CONNECTIONS.invokeExact(client.address(), address))
              .contains(other);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  static void disconnect(JackClient client, String from, String to) {
    try (Arena arena = Arena.ofConfined()) {
      int ignored =
          (int)
              DISCONNECT.invokeExact(
                  client.address(),
                  arena.allocateFrom(from).address(),
                  arena.allocateFrom(to).address());
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
