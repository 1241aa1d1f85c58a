package timbrel.driver.jack;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Strings of a C library, by address.
final class CStrings {
  /// Longer than any name or message of JACK's, and than its list of ports.
  private static final long MOST = 1 << 16;

  private CStrings() {}

  /// The string at `address`; an empty one for 0.
  static String at(long address) {
    return address == 0 ? "" : MemorySegment.ofAddress(address).reinterpret(MOST).getString(0);
  }

  /// The strings of a null-terminated array; none for 0.
  static List<String> arrayAt(long address) {
    List<String> strings = new ArrayList<>();
    if (address != 0) {
      MemorySegment array = MemorySegment.ofAddress(address).reinterpret(MOST * Long.BYTES);
      for (int i = 0; i < MOST; i++) {
        long string = array.getAtIndex(JAVA_LONG, i);
        if (string == 0) {
          break;
        }
        strings.add(at(string));
      }
    }
    return strings;
  }
}
