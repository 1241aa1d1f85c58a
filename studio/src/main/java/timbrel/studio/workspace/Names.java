package timbrel.studio.workspace;

import java.util.Locale;
import java.util.regex.Pattern;
import timbrel.studio.json.BadRequestException;

/// The names that a request may use for things that are files. What is not such a name never
/// reaches the file system.
public final class Names {
  private static final int LONGEST = 64;
  private static final Pattern ALLOWED = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} _.()+-]*");

  /// Windows keeps these for devices, whatever their ending.
  private static final Pattern RESERVED =
      Pattern.compile("(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?");

  private Names() {}

  /// @throws BadRequestException if it is none
  public static String checked(String name) {
    if (!isAllowed(name)) {
      throw new BadRequestException(
          "name '%s' cannot be used, expected 1 to %d letters, digits, spaces and _ . ( ) + -, with a letter or digit at the start"
              .formatted(name.length() > LONGEST ? name.substring(0, LONGEST) : name, LONGEST));
    }
    return name;
  }

  public static boolean isAllowed(String name) {
    return name.length() <= LONGEST
        && ALLOWED.matcher(name).matches()
        && !RESERVED.matcher(name).matches()
        && !name.endsWith(".")
        && !name.endsWith(" ");
  }

  /// A name that is allowed and looks like the wished one.
  public static String like(String wish, String otherwise) {
    String plain =
        wish.strip()
            .replaceAll("[^\\p{L}\\p{N} _.()+-]+", "-")
            .replaceAll("^[^\\p{L}\\p{N}]+", "")
            .replaceAll("[. ]+$", "");
    String cut = plain.length() > LONGEST ? plain.substring(0, LONGEST).strip() : plain;
    return isAllowed(cut) ? cut : otherwise;
  }

  /// For file names inside of what is taken away: lower case, without spaces.
  public static String slug(String name) {
    String slug =
        name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    return slug.isEmpty() ? "sound" : slug;
  }
}
