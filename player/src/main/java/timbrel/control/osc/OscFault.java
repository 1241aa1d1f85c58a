package timbrel.control.osc;

/// What is wrong with a packet. Values and not exceptions, since a flood of broken packets must
/// cost no more than one of sound ones.
public enum OscFault {
  /// Nothing is.
  NONE("sound"),
  EMPTY("empty"),
  NOT_ALIGNED("not a multiple of 4 bytes long"),
  UNTERMINATED_STRING("a string without its end"),
  BAD_PADDING("padding that is not zero"),
  NO_ADDRESS("an address that does not start with '/'"),
  NO_TYPE_TAGS("type tags that do not start with ','"),
  UNKNOWN_TYPE_TAG("an argument of unknown type"),
  UNBALANCED_ARRAY("brackets of an array that do not match"),
  TOO_MANY_ARGUMENTS("more than " + OscMessage.MAX_ARGUMENTS + " arguments"),
  BAD_BLOB_SIZE("a blob longer than the packet"),
  CUT_OFF("arguments that are cut off"),
  TRAILING_BYTES("bytes after the last argument"),
  BAD_ELEMENT_SIZE("a bundle element of impossible size"),
  NESTED_TOO_DEEPLY("bundles nested deeper than " + OscPacket.MAX_DEPTH);

  private final String description;

  OscFault(String description) {
    this.description = description;
  }

  /// What to tell the user, after "a packet with " or on its own.
  public String description() {
    return description;
  }
}
