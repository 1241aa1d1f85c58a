package timbrel.control;

/// Mappings out of the text of a test.
public final class MappingText {
  private MappingText() {}

  public static Mapping read(String text) {
    return SetReader.readMapping(text.lines().toList(), "test.map");
  }
}
