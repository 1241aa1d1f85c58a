package timbrel.control.osc;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;

/// Who is told of changes. When there are too many, the one that came first is forgotten.
final class OscFollowers {
  static final int MOST = 8;

  private final List<SocketAddress> addresses = new ArrayList<>();

  OscFollowers(List<InetSocketAddress> first) {
    first.forEach(this::add);
  }

  void add(SocketAddress follower) {
    addresses.remove(follower);
    if (addresses.size() == MOST) {
      addresses.removeFirst();
    }
    addresses.add(follower);
  }

  void remove(SocketAddress follower) {
    addresses.remove(follower);
  }

  int size() {
    return addresses.size();
  }

  SocketAddress get(int i) {
    return addresses.get(i);
  }
}
