package timbrel.studio.exports;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Several files as one; without times and owners, so that the same files give the same bytes.
final class Archives {
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);
  private static final int BLOCK = 512;
  private static final int LONGEST_NAME = 100;

  private Archives() {}

  static void zip(Map<String, byte[]> files, OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      ZipEntry entry = new ZipEntry(file.getKey());
      entry.setTimeLocal(NO_TIME);
      zip.putNextEntry(entry);
      zip.write(file.getValue());
      zip.closeEntry();
    }
    zip.finish();
  }

  /// A tar file of the ustar kind (POSIX.1-1988), compressed.
  static void tarGz(Map<String, byte[]> files, OutputStream out) throws IOException {
    GZIPOutputStream gzip = new GZIPOutputStream(out);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      gzip.write(tarHeader(file.getKey(), file.getValue().length));
      gzip.write(file.getValue());
      gzip.write(new byte[(BLOCK - file.getValue().length % BLOCK) % BLOCK]);
    }
    gzip.write(new byte[2 * BLOCK]);
    gzip.finish();
  }

  private static byte[] tarHeader(String name, int size) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > LONGEST_NAME) {
      throw new IllegalArgumentException(
          "file name %s, expected at most %d bytes".formatted(name, LONGEST_NAME));
    }
    ByteBuffer header = ByteBuffer.allocate(BLOCK);
    header.put(bytes);
    field(header, 100, "0000644\0"); // mode
    field(header, 108, "0000000\0"); // user
    field(header, 116, "0000000\0"); // group
    field(header, 124, "%011o\0".formatted(size));
    field(header, 136, "00000000000\0"); // time
    field(header, 148, " ".repeat(8)); // checksum, as if it were spaces
    field(header, 156, "0"); // a plain file
    field(header, 257, "ustar\0" + "00");
    int sum = 0;
    for (byte b : header.array()) {
      sum += b & 0xFF;
    }
    field(header, 148, "%06o\0 ".formatted(sum));
    return header.array();
  }

  private static void field(ByteBuffer header, int offset, String text) {
    header.position(offset).put(text.getBytes(StandardCharsets.US_ASCII));
  }
}
