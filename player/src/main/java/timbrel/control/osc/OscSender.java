package timbrel.control.osc;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.DatagramChannel;
import java.util.List;

/// Sends replies and changes. What cannot be sent at once is lost, as is the way of UDP: nobody
/// waits.
final class OscSender {
  private static final int LONGEST_PACKET = 1400; // fits one frame of a network
  private static final int ROOM_FOR_MESSAGE = 400;
  private static final long NANOS = 1_000_000_000L;
  private static final int COMPLAINTS_A_SECOND = 10;
  private static final byte[] ERROR = OscWriter.text("/timbrel/error");
  private static final byte[] CLASS = OscWriter.text("/timbrel/class");
  private static final byte[] NUMBER_AND_TEXT = OscWriter.text(",is");

  private final DatagramChannel channel;
  private final OscState state;
  private final OscWriter writer = new OscWriter(LONGEST_PACKET);
  private long complaintsSince;
  private int complaints;

  OscSender(DatagramChannel channel, OscState state) {
    this.channel = channel;
    this.state = state;
  }

  void sendValue(int cell, SocketAddress to) {
    writer.clear();
    state.write(cell, writer);
    send(to);
  }

  /// Everything, in bundles.
  void sendAll(SocketAddress to) {
    writer.clear();
    for (int cell = 0; cell < state.size(); cell++) {
      if (state.isState(cell)) {
        addToBundle(cell);
        if (isFull()) {
          send(to);
          writer.clear();
        }
      }
    }
    if (!writer.isEmpty()) {
      send(to);
    }
  }

  /// What has changed since the last time.
  void sendChanges(OscFollowers followers) {
    if (!state.takeAnyChanged()) {
      return;
    }
    writer.clear();
    for (int cell = 0; cell < state.size(); cell++) {
      if (state.takeChanged(cell)) {
        addToBundle(cell);
        if (isFull()) {
          sendToAll(followers);
          writer.clear();
        }
      }
    }
    if (!writer.isEmpty()) {
      sendToAll(followers);
    }
  }

  private void addToBundle(int cell) {
    if (writer.isEmpty()) {
      writer.beginBundle(OscTimeTag.IMMEDIATELY);
    }
    state.write(cell, writer);
  }

  private boolean isFull() {
    return writer.bytes() > LONGEST_PACKET - ROOM_FOR_MESSAGE;
  }

  /// A message of a few texts.
  void sendTexts(byte[] address, SocketAddress to, String... texts) {
    writer.clear();
    writer.beginMessage(address, OscWriter.text("," + "s".repeat(texts.length)));
    for (String text : texts) {
      writer.string(OscWriter.shortText(text));
    }
    send(to);
  }

  /// A message for each class of the instrument: its number and its name.
  void sendClasses(List<String> classes, SocketAddress to) {
    for (int i = 0; i < classes.size(); i++) {
      writer.clear();
      writer.beginMessage(CLASS, NUMBER_AND_TEXT);
      writer.int32(i);
      writer.string(OscWriter.shortText(classes.get(i)));
      send(to);
    }
  }

  /// Not more often than somebody could read it.
  boolean mayComplain() {
    long now = System.nanoTime();
    if (now - complaintsSince > NANOS) {
      complaintsSince = now;
      complaints = 0;
    }
    return complaints < COMPLAINTS_A_SECOND;
  }

  /// Tells a sender what is wrong.
  void complain(String about, String what, SocketAddress to) {
    complaints++;
    sendTexts(ERROR, to, about, what);
  }

  private void sendToAll(OscFollowers followers) {
    for (int i = 0; i < followers.size(); i++) {
      send(followers.get(i));
    }
  }

  private void send(SocketAddress to) {
    try {
      channel.send(writer.finish(), to);
    } catch (IOException e) {
      // a follower that cannot be reached; it may come back
    }
  }
}
