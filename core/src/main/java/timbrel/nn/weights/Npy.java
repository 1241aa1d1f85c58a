package timbrel.nn.weights;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Reads and writes NumPy's array files, versions 1 to 3 of the format
/// (<https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html>): whole numbers in two
/// dimensions, such as codes, and floats in one or two. Row-major and little-endian only.
public final class Npy {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int PREAMBLE = 8; // magic and version
  private static final int LONGEST_HEADER = 1 << 16;
  private static final long LARGEST_FILE = 1L << 30;
  private static final int ALIGNMENT = 64;
  private static final String INT32 = "<i4";
  private static final String INT64 = "<i8";
  private static final String FLOAT32 = "<f4";
  private static final Pattern HEADER =
      Pattern.compile(
          "\\{'descr': ?'([^']{1,8})', ?'fortran_order': ?(True|False), ?"
              + "'shape': ?\\(([0-9]{0,9}(?:, ?[0-9]{1,9}){0,3}),?\\),? ?\\}[ \\n]*");

  private Npy() {}

  /// The bytes of an array, and what they are.
  private record Contents(String type, int[] shape, ByteBuffer data) {}

  /// Reads whole numbers of 32 bits, or of 64 where they fit in 32, as `[rows][columns]`.
  ///
  /// @throws WeightsException when the file is anything else
  public static int[][] readInt32(Path file) {
    Contents contents = read(file, INT32, INT64);
    int[] shape = contents.shape();
    if (shape.length != 2) {
      throw new WeightsException(
          file.toString(), "has shape " + Arrays.toString(shape) + ", expected two dimensions");
    }
    if (shape[1] == 0 && shape[0] > 0) {
      throw new WeightsException(file.toString(), shape[0] + " rows of nothing");
    }
    int[][] rows = new int[shape[0]][shape[1]];
    for (int[] row : rows) {
      for (int column = 0; column < row.length; column++) {
        row[column] = nextInt(file, contents);
      }
    }
    return rows;
  }

  private static int nextInt(Path file, Contents contents) {
    if (contents.type().equals(INT32)) {
      return contents.data().getInt();
    }
    long value = contents.data().getLong();
    if (value != (int) value) {
      throw new WeightsException(file.toString(), value + " does not fit in 32 bits");
    }
    return (int) value;
  }

  /// Reads floats of 32 bits in one or two dimensions.
  ///
  /// @throws WeightsException when the file is anything else
  public static Tensor readFloat32(Path file) {
    Contents contents = read(file, FLOAT32);
    int[] shape = contents.shape();
    if (shape.length != 1 && shape.length != 2) {
      throw new WeightsException(
          file.toString(),
          "has shape " + Arrays.toString(shape) + ", expected one or two dimensions");
    }
    float[] values = new float[contents.data().remaining() / Float.BYTES];
    contents.data().asFloatBuffer().get(values);
    return new Tensor(shape, values);
  }

  private static Contents read(Path file, String... types) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return read(new Source(channel.size(), channel::read), file.toString(), types);
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot read " + file, failed);
    }
  }

  /// Reads an array of any shape from bytes, whole numbers of 32 or 64 bits as longs.
  ///
  /// @param name what to call the bytes in messages
  static LongArray readLongs(byte[] bytes, String name) {
    Contents contents = read(bytes, name, INT32, INT64);
    boolean narrow = contents.type().equals(INT32);
    long[] values = new long[contents.data().remaining() / (narrow ? Integer.BYTES : Long.BYTES)];
    for (int i = 0; i < values.length; i++) {
      values[i] = narrow ? contents.data().getInt() : contents.data().getLong();
    }
    return new LongArray(contents.shape(), values);
  }

  /// As above, floats of 32 bits.
  static Tensor readFloats(byte[] bytes, String name) {
    Contents contents = read(bytes, name, FLOAT32);
    float[] values = new float[contents.data().remaining() / Float.BYTES];
    contents.data().asFloatBuffer().get(values);
    return new Tensor(contents.shape(), values);
  }

  private static Contents read(byte[] bytes, String name, String... types) {
    ByteBuffer all = ByteBuffer.wrap(bytes);
    Source source =
        new Source(
            bytes.length,
            (into, position) -> {
              int count = (int) Math.min(into.remaining(), bytes.length - position);
              into.put(all.slice((int) position, count));
              return count;
            });
    try {
      return read(source, name, types);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /// The bytes of a file with an array of whole numbers of 64 bits.
  static byte[] toBytes(LongArray array) {
    ByteBuffer data =
        ByteBuffer.allocate(Math.multiplyExact(array.values().length, Long.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (long value : array.values()) {
      data.putLong(value);
    }
    return toBytes(INT64, array.shape(), data);
  }

  /// As above, of 32 bits, each of which holds its value.
  static byte[] toBytes32(LongArray array) {
    ByteBuffer data =
        ByteBuffer.allocate(Math.multiplyExact(array.values().length, Integer.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (long value : array.values()) {
      data.putInt(Math.toIntExact(value));
    }
    return toBytes(INT32, array.shape(), data);
  }

  /// As above, floats of 32 bits.
  static byte[] toBytes(Tensor tensor) {
    ByteBuffer data =
        ByteBuffer.allocate(Math.multiplyExact(tensor.size(), Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (float value : tensor.data()) {
      data.putFloat(value);
    }
    return toBytes(FLOAT32, tensor.shape(), data);
  }

  private static byte[] toBytes(String type, int[] shape, ByteBuffer data) {
    ByteBuffer header = header(type, shape);
    return ByteBuffer.allocate(header.remaining() + data.flip().remaining())
        .put(header)
        .put(data)
        .array();
  }

  /// Where bytes come from, at any position.
  private record Source(long size, At at) {
    interface At {
      /// @return how many bytes were read, less than 0 at the end
      int read(ByteBuffer into, long position) throws IOException;
    }
  }

  private static Contents read(Source channel, String name, String... types) throws IOException {
    ByteBuffer preamble = take(channel, name, 0, PREAMBLE);
    if (preamble.mismatch(ByteBuffer.wrap(MAGIC)) != MAGIC.length) {
      throw new WeightsException(name, "does not start like a NumPy array file");
    }
    int version = preamble.get(MAGIC.length);
    if (version < 1 || version > 3) {
      throw new WeightsException(name, "version " + version + ", expected 1, 2 or 3");
    }
    int lengthBytes = version == 1 ? Short.BYTES : Integer.BYTES;
    ByteBuffer length = take(channel, name, PREAMBLE, lengthBytes);
    long headerLength =
        version == 1
            ? Short.toUnsignedLong(length.getShort())
            : Integer.toUnsignedLong(length.getInt());
    if (headerLength > LONGEST_HEADER) {
      throw new WeightsException(
          name, "header of " + headerLength + " bytes, expected at most " + LONGEST_HEADER);
    }
    long headerStart = PREAMBLE + lengthBytes;
    byte[] header = take(channel, name, headerStart, (int) headerLength).array();
    return contents(
        channel,
        name,
        new String(header, StandardCharsets.UTF_8),
        headerStart + headerLength,
        types);
  }

  private static Contents contents(
      Source channel, String name, String header, long dataStart, String... types)
      throws IOException {
    Matcher fields = HEADER.matcher(header);
    if (!fields.matches()) {
      throw new WeightsException(name, "header is not descr, fortran_order and shape");
    }
    String type = fields.group(1);
    if (!Arrays.asList(types).contains(type)) {
      throw new WeightsException(
          name, "numbers of type '" + type + "', expected " + String.join(" or ", types));
    }
    if (fields.group(2).equals("True")) {
      throw new WeightsException(name, "columns come first, expected fortran_order False");
    }
    int[] shape = shape(fields.group(3));
    long bytes = type.equals(INT64) ? Long.BYTES : Integer.BYTES;
    for (int dimension : shape) {
      // Held at the first impossible value, so that it cannot overflow.
      bytes = Math.min(bytes * dimension, LARGEST_FILE + 1);
    }
    long present = channel.size() - dataStart;
    if (bytes > LARGEST_FILE || bytes != present) {
      throw new WeightsException(
          name,
          present + " bytes do not hold shape " + Arrays.toString(shape) + " of '" + type + "'");
    }
    return new Contents(type, shape, take(channel, name, dataStart, (int) bytes));
  }

  private static int[] shape(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(digits -> !digits.isEmpty())
        .mapToInt(Integer::parseInt)
        .toArray();
  }

  private static ByteBuffer take(Source channel, String name, long position, int length)
      throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate((int) Math.min(length, Math.max(0, channel.size() - position)))
            .order(ByteOrder.LITTLE_ENDIAN);
    long next = position;
    int count = 0;
    while (bytes.hasRemaining() && count >= 0) {
      count = channel.at().read(bytes, next);
      next += Math.max(0, count);
    }
    if (bytes.position() < length) {
      throw new WeightsException(name, "ends after " + next + " bytes, in the middle");
    }
    return bytes.flip();
  }

  /// Writes rows of equal length as whole numbers of 32 bits.
  public static void writeInt32(Path file, int[][] rows) {
    int columns = rows.length == 0 ? 0 : rows[0].length;
    ByteBuffer data = room(file, (long) rows.length * columns);
    for (int[] row : rows) {
      if (row.length != columns) {
        throw new IllegalArgumentException(
            "row of " + row.length + " values, expected " + columns + " as the first has");
      }
      for (int value : row) {
        data.putInt(value);
      }
    }
    write(file, INT32, new int[] {rows.length, columns}, data.flip());
  }

  /// Writes floats of 32 bits.
  public static void writeFloat32(Path file, Tensor tensor) {
    ByteBuffer data = room(file, tensor.size());
    for (float value : tensor.data()) {
      data.putFloat(value);
    }
    write(file, FLOAT32, tensor.shape(), data.flip());
  }

  private static ByteBuffer room(Path file, long values) {
    if (values * Integer.BYTES > LARGEST_FILE) {
      throw new WeightsException(file.toString(), values + " values are too many for a file");
    }
    return ByteBuffer.allocate((int) values * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void write(Path file, String type, int[] shape, ByteBuffer data) {
    ByteBuffer header = header(type, shape);
    try {
      WholeFile.write(
          file,
          channel -> {
            WholeFile.drain(header, channel);
            WholeFile.drain(data, channel);
          });
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot write " + file, failed);
    }
  }

  /// Version 1, padded with spaces so that the numbers start at a multiple of 64.
  private static ByteBuffer header(String type, int[] shape) {
    String sizes =
        IntStream.of(shape).mapToObj(Integer::toString).collect(Collectors.joining(", "));
    String text =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }"
            .formatted(type, shape.length == 1 ? sizes + "," : sizes);
    int start = PREAMBLE + Short.BYTES;
    int padding = -(start + text.length() + 1) & (ALIGNMENT - 1);
    byte[] bytes = (text + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(start + bytes.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .put((byte) 1)
        .put((byte) 0)
        .putShort((short) bytes.length)
        .put(bytes)
        .flip();
  }
}
