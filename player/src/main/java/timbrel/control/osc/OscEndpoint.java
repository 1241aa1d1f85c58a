package timbrel.control.osc;

import java.net.InetSocketAddress;

/// Where to listen: `PORT` or `HOST:PORT`. Without a host only this computer is heard, since
/// whoever can send can also load and save sets.
public record OscEndpoint(String host, int port) {
  private static final String LOOPBACK = "127.0.0.1";

  /// @param port 0 to 65535; 0 takes a free one
  public OscEndpoint {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("OSC port is %d, expected 0 to 65535".formatted(port));
    }
  }

  /// @throws IllegalArgumentException that says what was expected
  public static OscEndpoint parse(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? LOOPBACK : text.substring(0, colon);
    String port = text.substring(colon + 1);
    if (host.isEmpty() || !port.matches("[0-9]{1,5}")) {
      throw new IllegalArgumentException(
          "OSC address is '%s', expected PORT or HOST:PORT".formatted(text));
    }
    return new OscEndpoint(host, Integer.parseInt(port));
  }

  InetSocketAddress address() {
    return new InetSocketAddress(host, port);
  }
}
