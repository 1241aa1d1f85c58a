package timbrel.dataset;

import java.util.HashMap;
import java.util.Map;

/// Names that belong together, directly or through others.
final class UnionFind {
  private final Map<String, String> parent = new HashMap<>();

  void join(String a, String b) {
    parent.put(root(a), root(b));
  }

  /// The same name for all that belong together.
  String root(String name) {
    String root = name;
    String next = parent.getOrDefault(root, root);
    while (!next.equals(root)) {
      root = next;
      next = parent.getOrDefault(root, root);
    }
    parent.put(name, root);
    return root;
  }
}
