package timbrel.control.osc;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One name in the tree of addresses.
final class OscNode {
  private final byte[] name;
  private OscNode[] children = {};
  private @Nullable OscMethod method;

  OscNode(String name) {
    this.name = OscWriter.text(name);
  }

  /// The child of this name, made if there is none yet.
  OscNode child(String childName) {
    byte[] bytes = OscWriter.text(childName);
    for (OscNode child : children) {
      if (Arrays.equals(child.name, bytes)) {
        return child;
      }
    }
    OscNode child = new OscNode(childName);
    children = Arrays.copyOf(children, children.length + 1);
    children[children.length - 1] = child;
    return child;
  }

  void setMethod(OscMethod newMethod) {
    method = newMethod;
  }

  /// Hands every method that the address of a message matches to the consumer.
  ///
  /// @param from of a slash, or where the address ends
  void find(OscMessage message, int from, OscPattern pattern, Consumer<OscMethod> found) {
    int end = message.addressEnd();
    if (from == end) {
      if (method != null) {
        found.accept(method);
      }
      return;
    }
    ByteBuffer packet = message.packet();
    int start = from + 1;
    int partEnd = start;
    boolean special = false;
    while (partEnd < end && packet.get(partEnd) != '/') {
      special |= OscPattern.isSpecial(packet.get(partEnd));
      partEnd++;
    }
    for (OscNode child : children) {
      if (special
          ? pattern.matches(packet, start, partEnd, child.name)
          : child.isNamed(packet, start, partEnd)) {
        child.find(message, partEnd, pattern, found);
      }
    }
  }

  private boolean isNamed(ByteBuffer packet, int from, int to) {
    if (to - from != name.length) {
      return false;
    }
    for (int i = 0; i < name.length; i++) {
      if (packet.get(from + i) != name[i]) {
        return false;
      }
    }
    return true;
  }
}
