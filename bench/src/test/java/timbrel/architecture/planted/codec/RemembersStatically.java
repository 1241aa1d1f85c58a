package timbrel.architecture.planted.codec;

import java.util.ArrayList;

/// Breaks a wall on purpose.
public final class RemembersStatically {
  private static final ArrayList<String> SEEN = new ArrayList<>();

  void see(String text) {
    SEEN.add(text);
  }
}
