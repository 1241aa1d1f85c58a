package timbrel.control.osc;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.function.Consumer;
import timbrel.control.osc.OscMethod.Outcome;

/// Addresses that do not play: who follows, what there is, sets and learning.
final class OscRequests {
  private static final byte[] PONG = OscWriter.text("/timbrel/pong");
  private static final byte[] INFO = OscWriter.text("/timbrel/info");
  private static final byte[] REMARK = OscWriter.text("/timbrel/remark");
  private static final byte[] LOADED = OscWriter.text("/timbrel/set/loaded");
  private static final byte[] SAVED = OscWriter.text("/timbrel/set/saved");
  private static final byte[] LEARNING = OscWriter.text("/timbrel/learning");

  private final OscServer.About about;
  private final OscCommands commands;
  private final OscFollowers followers;
  private final OscSender replies;

  OscRequests(
      OscServer.About about, OscCommands commands, OscFollowers followers, OscSender replies) {
    this.about = about;
    this.commands = commands;
    this.followers = followers;
    this.replies = replies;
  }

  void addTo(OscAddressSpace addresses) {
    addresses.at("ping", (message, sender) -> reply(sender, PONG));
    addresses.at(
        "info", (message, sender) -> reply(sender, INFO, about.version(), about.instrument()));
    addresses.at(
        "classes",
        (message, sender) -> {
          replies.sendClasses(about.classes(), sender);
          return Outcome.DONE;
        });
    addresses.at(
        "state",
        (message, sender) -> {
          replies.sendAll(sender);
          return Outcome.DONE;
        });
    addresses.at("subscribe", (message, sender) -> subscribe(message, sender));
    addresses.at("unsubscribe", (message, sender) -> follow(message, sender, followers::remove));
    addresses.at("set/load", (message, sender) -> withText(message, sender, this::load));
    addresses.at("set/save", (message, sender) -> withText(message, sender, this::save));
    addresses.at("learn", (message, sender) -> withText(message, sender, this::learn));
    addresses.at(
        "learn/stop",
        (message, sender) -> {
          commands.stopLearning();
          return Outcome.DONE;
        });
  }

  private Outcome reply(SocketAddress to, byte[] address, String... texts) {
    replies.sendTexts(address, to, texts);
    return Outcome.DONE;
  }

  /// Who begins to follow is told everything once.
  private Outcome subscribe(OscMessage message, SocketAddress sender) {
    return follow(
        message,
        sender,
        follower -> {
          followers.add(follower);
          replies.sendAll(follower);
        });
  }

  private static Outcome follow(
      OscMessage message, SocketAddress sender, Consumer<SocketAddress> change) {
    Optional<SocketAddress> follower = follower(message, sender);
    follower.ifPresent(change);
    return follower.isPresent() ? Outcome.DONE : Outcome.WRONG_ARGUMENTS;
  }

  /// The sender, at the port that the message names: many controllers listen at another one than
  /// they send from.
  private static Optional<SocketAddress> follower(OscMessage message, SocketAddress sender) {
    if (message.arguments() == 0) {
      return Optional.of(sender);
    }
    boolean number = message.isNumber(0) && sender instanceof InetSocketAddress;
    double port = number ? message.number(0) : 0;
    return port >= 1 && port <= 65_535 && port == Math.rint(port)
        ? Optional.of(new InetSocketAddress(((InetSocketAddress) sender).getAddress(), (int) port))
        : Optional.empty();
  }

  /// What an action with a text answers.
  private record Answer(byte[] address, String text) {}

  private interface TextAction {
    Answer apply(String text, SocketAddress sender);
  }

  private Outcome withText(OscMessage message, SocketAddress sender, TextAction action) {
    if (message.arguments() == 0 || !message.isText(0)) {
      return Outcome.WRONG_ARGUMENTS;
    }
    try {
      Answer answer = action.apply(message.text(0), sender);
      return reply(sender, answer.address, answer.text);
    } catch (RuntimeException e) { // a file that cannot be read must not end OSC
      replies.complain(message.address(), String.valueOf(e.getMessage()), sender);
      return Outcome.FAILED;
    }
  }

  private Answer load(String name, SocketAddress sender) {
    commands.loadSet(name).forEach(remark -> replies.sendTexts(REMARK, sender, remark));
    return new Answer(LOADED, name);
  }

  private Answer save(String name, SocketAddress sender) {
    commands.saveSet(name);
    return new Answer(SAVED, name);
  }

  private Answer learn(String target, SocketAddress sender) {
    commands.learn(target);
    return new Answer(LEARNING, target);
  }
}
