package timbrel.control.osc;

import java.nio.ByteBuffer;

/// Matches one part of an address (what lies between two slashes) with a pattern: `?` is any
/// character, `*` any number of them, `[a-z0]` one of a set, `[!a-z]` one that is not,
/// `{kick,snare}` one of several words.
///
/// Whoever writes the pattern must not be able to keep us busy, so the number of comparisons is
/// bounded: a pattern that needs more matches nothing.
final class OscPattern {
  private static final int MOST_STEPS = 300;

  private ByteBuffer pattern = ByteBuffer.allocate(0);
  private int end;
  private byte[] name = {};
  private int steps;

  static boolean isSpecial(byte character) {
    return switch (character) {
      case '?', '*', '[', ']', '{', '}' -> true;
      default -> false;
    };
  }

  /// Does the pattern in the bytes `from` to `to` match the whole name?
  boolean matches(ByteBuffer pattern, int from, int to, byte[] name) {
    this.pattern = pattern;
    this.end = to;
    this.name = name;
    steps = 0;
    return matches(from, 0);
  }

  private boolean matches(int p, int n) {
    while (p < end) {
      if (++steps > MOST_STEPS) {
        return false;
      }
      switch (pattern.get(p)) {
        case '*' -> {
          return matchesAnyNumber(p + 1, n);
        }
        case '{' -> {
          return matchesWord(p + 1, n);
        }
        case '[' -> {
          int close = find(']', p + 1);
          if (close < 0 || n == name.length || !inSet(p + 1, close, name[n])) {
            return false;
          }
          p = close + 1;
          n++;
        }
        case '?' -> {
          if (n == name.length) {
            return false;
          }
          p++;
          n++;
        }
        default -> {
          if (n == name.length || pattern.get(p) != name[n]) {
            return false;
          }
          p++;
          n++;
        }
      }
    }
    return n == name.length;
  }

  private boolean matchesAnyNumber(int p, int n) {
    if (p == end) {
      return true;
    }
    for (int i = n; i <= name.length && steps <= MOST_STEPS; i++) {
      if (matches(p, i)) {
        return true;
      }
    }
    return false;
  }

  private boolean matchesWord(int p, int n) {
    int close = find('}', p);
    int word = p;
    while (close >= 0 && word <= close) {
      int wordEnd = word;
      while (wordEnd < close && pattern.get(wordEnd) != ',') {
        wordEnd++;
      }
      if (startsWith(word, wordEnd, n) && matches(close + 1, n + wordEnd - word)) {
        return true;
      }
      word = wordEnd + 1;
    }
    return false;
  }

  private boolean startsWith(int from, int to, int n) {
    steps++;
    if (to - from > name.length - n) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (pattern.get(i) != name[n + i - from]) {
        return false;
      }
    }
    return true;
  }

  /// A minus sign at the end of a set has no special meaning, nor has a `!` but at its start.
  private boolean inSet(int from, int to, byte character) {
    boolean negated = from < to && pattern.get(from) == '!';
    boolean found = false;
    for (int i = negated ? from + 1 : from; i < to; i++) {
      byte low = pattern.get(i);
      byte high = low;
      if (i + 2 < to && pattern.get(i + 1) == '-') {
        high = pattern.get(i + 2);
        i += 2;
      }
      found |= character >= low && character <= high;
    }
    steps += to - from;
    return found != negated;
  }

  private int find(char character, int from) {
    for (int i = from; i < end; i++) {
      steps++;
      if (pattern.get(i) == character) {
        return i;
      }
    }
    return -1;
  }
}
