package timbrel.control;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// Small text files, bounded on the way in and whole on the way out.
final class TextFile {
  static final int MOST_BYTES = 256 << 10;
  static final int MOST_LINES = 4000;
  static final int LONGEST_LINE = 500;

  private TextFile() {}

  static List<String> lines(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      return lines(in.readNBytes(MOST_BYTES + 1), path.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> lines(byte[] bytes, String file) {
    require(bytes.length <= MOST_BYTES, file, "size", "over " + MOST_BYTES + " bytes");
    List<String> lines = decode(bytes, file).lines().toList();
    require(lines.size() <= MOST_LINES, file, "length", lines.size() + " lines");
    for (int i = 0; i < lines.size(); i++) {
      int length = lines.get(i).length();
      require(length <= LONGEST_LINE, place(file, i), "length", length + " characters");
    }
    return lines;
  }

  static String place(String file, int line) {
    return "%s, line %d".formatted(file, line + 1);
  }

  private static String decode(byte[] bytes, String file) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new ControlFileException(file, "text", "not UTF-8", "a text file");
    }
  }

  private static void require(boolean held, String place, String field, String found) {
    if (!held) {
      throw new ControlFileException(
          place,
          field,
          found,
          "at most %d bytes in %d lines of %d".formatted(MOST_BYTES, MOST_LINES, LONGEST_LINE));
    }
  }

  /// Beside its place, onto the disk, and then renamed.
  static void write(Path path, List<String> lines) {
    Path part = path.resolveSibling("." + path.getFileName() + ".part");
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(String.join("\n", lines) + "\n");
    try {
      try (FileChannel channel =
          FileChannel.open(
              part,
              StandardOpenOption.WRITE,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(part, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      deleteQuietly(part); // there only if something went wrong
    }
  }

  private static void deleteQuietly(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      // the first error is the one to tell
    }
  }
}
