package timbrel.control.osc;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// One message, read where it lies: an address, type tags and arguments. The view is used again for
/// the next message, so nothing of it may be kept.
///
/// All types of the specification are known, the optional ones too: `i f s b`, `h t d S c r m`, `T
/// F N I` and arrays in brackets. Brackets are no arguments of their own: arguments are numbered
/// through.
public final class OscMessage {
  /// More in one message are refused.
  public static final int MAX_ARGUMENTS = 64;

  private final byte[] types = new byte[MAX_ARGUMENTS];
  private final int[] starts = new int[MAX_ARGUMENTS];
  private ByteBuffer packet = ByteBuffer.allocate(0);
  private int addressStart;
  private int addressEnd;
  private int arguments;
  private int cursor;
  private int end;

  /// Looks at the message in the bytes `from` to `to` of a big-endian packet.
  ///
  /// @return NONE, or what is wrong: then nothing else may be asked
  OscFault wrap(ByteBuffer packet, int from, int to) {
    this.packet = packet;
    arguments = 0;
    cursor = from;
    end = to;
    if (to == from) {
      return OscFault.EMPTY;
    }
    if ((to - from) % 4 != 0) {
      return OscFault.NOT_ALIGNED;
    }
    if (packet.get(from) != '/') {
      return OscFault.NO_ADDRESS;
    }
    addressStart = from;
    OscFault fault = skipString();
    if (fault != OscFault.NONE) {
      return fault;
    }
    addressEnd = lastStringEnd;
    // The specification asks receivers to bear with senders that leave out the type tags.
    return cursor == end ? OscFault.NONE : wrapArguments();
  }

  private int lastStringEnd;

  private OscFault wrapArguments() {
    int tags = cursor;
    if (packet.get(tags) != ',') {
      return OscFault.NO_TYPE_TAGS;
    }
    OscFault fault = skipString();
    int tagsEnd = lastStringEnd;
    int depth = 0;
    for (int i = tags + 1; i < tagsEnd && fault == OscFault.NONE; i++) {
      byte type = packet.get(i);
      if (type == '[') {
        depth++;
      } else if (type == ']') {
        depth--;
      } else {
        fault = wrapArgument(type);
      }
      if (depth < 0) {
        fault = OscFault.UNBALANCED_ARRAY;
      }
    }
    if (fault == OscFault.NONE && depth != 0) {
      return OscFault.UNBALANCED_ARRAY;
    }
    return fault == OscFault.NONE && cursor != end ? OscFault.TRAILING_BYTES : fault;
  }

  private OscFault wrapArgument(byte type) {
    if (arguments == MAX_ARGUMENTS) {
      return OscFault.TOO_MANY_ARGUMENTS;
    }
    types[arguments] = type;
    starts[arguments] = cursor;
    arguments++;
    return switch (type) {
      case 'i', 'f', 'c', 'r', 'm' -> skip(4);
      case 'h', 't', 'd' -> skip(8);
      case 'T', 'F', 'N', 'I' -> OscFault.NONE;
      case 's', 'S' -> skipString();
      case 'b' -> skipBlob();
      default -> OscFault.UNKNOWN_TYPE_TAG;
    };
  }

  private OscFault skip(int bytes) {
    if (end - cursor < bytes) {
      return OscFault.CUT_OFF;
    }
    cursor += bytes;
    return OscFault.NONE;
  }

  private OscFault skipString() {
    int at = cursor;
    while (at < end && packet.get(at) != 0) {
      at++;
    }
    if (at == end) {
      return OscFault.UNTERMINATED_STRING;
    }
    lastStringEnd = at;
    int next = cursor + OscWriter.padded(at - cursor + 1);
    return skipPadding(at, next);
  }

  private OscFault skipBlob() {
    if (end - cursor < 4) {
      return OscFault.CUT_OFF;
    }
    int size = packet.getInt(cursor);
    if (size < 0 || size > end - cursor - 4) {
      return OscFault.BAD_BLOB_SIZE;
    }
    int blobEnd = cursor + 4 + size;
    return skipPadding(blobEnd, cursor + 4 + OscWriter.padded(size));
  }

  private OscFault skipPadding(int from, int to) {
    if (to > end) {
      return OscFault.CUT_OFF;
    }
    for (int i = from; i < to; i++) {
      if (packet.get(i) != 0) {
        return OscFault.BAD_PADDING;
      }
    }
    cursor = to;
    return OscFault.NONE;
  }

  int addressStart() {
    return addressStart;
  }

  int addressEnd() {
    return addressEnd;
  }

  ByteBuffer packet() {
    return packet;
  }

  /// The address as text, made anew: for replies and remarks.
  public String address() {
    return text(addressStart, addressEnd);
  }

  public int arguments() {
    return arguments;
  }

  /// The type tag of an argument.
  public char type(int argument) {
    return (char) types[argument];
  }

  public boolean isNumber(int argument) {
    return switch (types[argument]) {
      case 'i', 'f', 'h', 'd', 'T', 'F' -> true;
      default -> false;
    };
  }

  /// A number, whatever its type; 1 for true and 0 for false.
  ///
  /// @param argument one for which [#isNumber] holds
  public double number(int argument) {
    int at = starts[argument];
    return switch (types[argument]) {
      case 'i' -> packet.getInt(at);
      case 'f' -> packet.getFloat(at);
      case 'h' -> packet.getLong(at);
      case 'd' -> packet.getDouble(at);
      case 'T' -> 1;
      default -> 0;
    };
  }

  public boolean isText(int argument) {
    return types[argument] == 's' || types[argument] == 'S';
  }

  /// A string or symbol, made anew. Bytes that are not UTF-8 become question marks.
  ///
  /// @param argument one for which [#isText] holds
  public String text(int argument) {
    int from = starts[argument];
    int to = from;
    while (packet.get(to) != 0) {
      to++;
    }
    return text(from, to);
  }

  /// Types `h` and `t`: 64 bits.
  public long bits64(int argument) {
    return packet.getLong(starts[argument]);
  }

  /// Types `c`, `r` and `m`: 32 bits.
  public int bits32(int argument) {
    return packet.getInt(starts[argument]);
  }

  /// The bytes of a blob, made anew.
  public byte[] blob(int argument) {
    byte[] blob = new byte[packet.getInt(starts[argument])];
    packet.get(starts[argument] + 4, blob);
    return blob;
  }

  private String text(int from, int to) {
    byte[] text = new byte[to - from];
    packet.get(from, text);
    return new String(text, StandardCharsets.UTF_8);
  }
}
