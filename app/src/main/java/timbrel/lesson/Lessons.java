package timbrel.lesson;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The lessons that come with Timbrel.
public final class Lessons {
  private static final int COUNT = 2;

  private Lessons() {}

  public static List<Lesson> all() {
    return IntStream.rangeClosed(1, COUNT).mapToObj(number -> find(number).orElseThrow()).toList();
  }

  /// Empty if there is no lesson of that number.
  public static Optional<Lesson> find(int number) {
    return number < 1 || number > COUNT
        ? Optional.empty()
        : Optional.of(LessonReader.read(number, resource("lesson-" + number + ".md")));
  }

  static String resource(String name) {
    return optionalResource(name)
        .orElseThrow(() -> new IllegalStateException(name + " is missing from the class path"));
  }

  static Optional<String> optionalResource(String name) {
    try (InputStream in = Lessons.class.getResourceAsStream(name)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
