package timbrel.control.osc;

import java.net.SocketAddress;

/// What happens when a message arrives at an address.
@FunctionalInterface
interface OscMethod {
  /// @param sender to whom replies go
  /// @return what became of it
  Outcome call(OscMessage message, SocketAddress sender);

  /// What became of a message.
  enum Outcome {
    DONE(""),
    NO_SUCH_ADDRESS("no such address"),
    WRONG_ARGUMENTS("wrong arguments"),
    NOT_FINITE("a number that is none"),
    LOST("too many messages at once"),
    FAILED("failed"); // and has told the sender why

    private final String description;

    Outcome(String description) {
      this.description = description;
    }

    String description() {
      return description;
    }
  }
}
