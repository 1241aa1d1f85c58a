package timbrel.modelhub;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The name of a model on the hub.
///
/// @param owner who published it
/// @param model what it is called
public record ModelName(String owner, String model) {
  private static final Pattern NAME =
      Pattern.compile("([A-Za-z0-9_-][A-Za-z0-9._-]{0,95})/([A-Za-z0-9_-][A-Za-z0-9._-]{0,95})");

  /// The name in a text such as `facebook/encodec_24khz`, if it is one.
  public static Optional<ModelName> parse(String text) {
    Matcher parts = NAME.matcher(text);
    return parts.matches()
        ? Optional.of(new ModelName(parts.group(1), parts.group(2)))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return owner + "/" + model;
  }
}
