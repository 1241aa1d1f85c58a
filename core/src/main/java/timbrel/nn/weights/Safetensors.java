package timbrel.nn.weights;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import timbrel.nn.weights.SafetensorsHeader.Entry;

/// Reads and writes safetensors files: the length of a JSON header, the header, then the numbers,
/// little-endian (<https://github.com/huggingface/safetensors>, "Format").
///
/// A file is read whole or not at all. Reads F64, F32, F16, BF16, I64, I32 and U8; writes F32 and
/// F16, tensors in the order of their names, so that equal contents are equal bytes.
public final class Safetensors {
  private static final int LENGTH_BYTES = 8;
  private static final int LONGEST_HEADER = 16 << 20;
  private static final long LARGEST_FILE = Integer.MAX_VALUE;
  private static final int CHUNK_BYTES = 1 << 16;
  private static final int ALIGNMENT = 8;

  private Safetensors() {}

  /// Where bytes come from, at any position.
  private interface Source {
    /// Fills what is left of `into`; less only at the end.
    void read(ByteBuffer into, long position) throws IOException;
  }

  /// Reads a file.
  ///
  /// @throws WeightsException when it is no safetensors file or damaged
  public static WeightFile read(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return read(
          file.toString(),
          channel.size(),
          (into, position) -> {
            long next = position;
            while (into.hasRemaining()) {
              int count = channel.read(into, next);
              if (count < 0) {
                return;
              }
              next += count;
            }
          });
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot read " + file, failed);
    }
  }

  /// Reads `size` bytes of a stream, which it does not close.
  ///
  /// @param source what to call the stream in messages
  public static WeightFile read(InputStream stream, long size, String source) {
    if (size < 0 || size > LARGEST_FILE) {
      throw new WeightsException(source, size + " bytes, expected at most " + LARGEST_FILE);
    }
    try {
      // Grows with what arrives, so that a size that is a lie costs nothing.
      byte[] bytes = stream.readNBytes((int) size);
      if (bytes.length < size) {
        throw new WeightsException(source, "ends after " + bytes.length + " bytes of " + size);
      }
      return read(ByteBuffer.wrap(bytes), source);
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot read " + source, failed);
    }
  }

  /// Reads from the position to the limit of a buffer.
  ///
  /// @param source what to call the bytes in messages
  public static WeightFile read(ByteBuffer bytes, String source) {
    ByteBuffer all = bytes.slice();
    try {
      return read(
          source,
          all.limit(),
          (into, position) -> {
            int count = Math.min(into.remaining(), all.limit() - (int) position);
            into.put(into.position(), all, (int) position, count);
            into.position(into.position() + count);
          });
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static WeightFile read(String name, long size, Source source) throws IOException {
    if (size < LENGTH_BYTES || size > LARGEST_FILE) {
      throw new WeightsException(
          name, size + " bytes, expected " + LENGTH_BYTES + " to " + LARGEST_FILE);
    }
    long headerLength = take(name, source, 0, LENGTH_BYTES).getLong();
    if (headerLength < 2 || headerLength > Math.min(LONGEST_HEADER, size - LENGTH_BYTES)) {
      throw new WeightsException(
          name,
          "header of "
              + Long.toUnsignedString(headerLength)
              + " bytes in a file of "
              + size
              + ", expected at most "
              + LONGEST_HEADER
              + " and within the file");
    }
    byte[] json = take(name, source, LENGTH_BYTES, (int) headerLength).array();
    long dataStart = LENGTH_BYTES + headerLength;
    SafetensorsHeader header = SafetensorsHeader.parse(name, json, size - dataStart);
    Map<String, Tensor> tensors = new HashMap<>();
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (Entry entry : header.entries()) {
      tensors.put(entry.name(), readTensor(name, source, dataStart, entry, chunk));
    }
    return new WeightFile(WeightMap.of(name, tensors), header.metadata());
  }

  private static Tensor readTensor(
      String name, Source source, long dataStart, Entry entry, ByteBuffer chunk)
      throws IOException {
    float[] values = new float[entry.count()];
    int width = entry.type().bytes();
    int done = 0;
    while (done < values.length) {
      int count = Math.min(values.length - done, CHUNK_BYTES / width);
      fill(name, source, dataStart + entry.begin() + (long) done * width, chunk, count * width);
      entry.type().read(chunk, values, done, count);
      done += count;
    }
    return new Tensor(entry.shape(), values);
  }

  private static ByteBuffer take(String name, Source source, long position, int length)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    fill(name, source, position, bytes, length);
    return bytes;
  }

  private static void fill(String name, Source source, long position, ByteBuffer bytes, int length)
      throws IOException {
    bytes.clear().limit(length);
    source.read(bytes, position);
    if (bytes.hasRemaining()) {
      throw new WeightsException(
          name, "ends at " + (position + bytes.position()) + " while it is being read");
    }
    bytes.flip();
  }

  /// Writes a file beside `file` and renames it when it is whole.
  ///
  /// @throws WeightsException when a value is no number or too large for the type; nothing is
  ///   written then
  public static void write(Path file, WeightFile content, StoredType type) {
    byte[] header = header(file.toString(), content, type);
    try {
      WholeFile.write(
          file,
          channel -> {
            ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            chunk.putLong(header.length);
            drain(chunk, channel);
            WholeFile.drain(ByteBuffer.wrap(header), channel);
            for (String name : content.weights().names()) {
              writeValues(content.weights().tensor(name).data(), type, chunk, channel);
            }
          });
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot write " + file, failed);
    }
  }

  /// Feeds a digest the bytes of all tensors, as [#write] writes them after the header.
  public static void digest(WeightMap weights, StoredType type, MessageDigest into) {
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (String name : weights.names()) {
      for (float value : weights.tensor(name).data()) {
        if (chunk.remaining() < type.bytes()) {
          into.update(chunk.flip());
          chunk.clear();
        }
        type.write(value, chunk);
      }
    }
    into.update(chunk.flip());
  }

  private static void writeValues(
      float[] values, StoredType type, ByteBuffer chunk, FileChannel channel) throws IOException {
    for (float value : values) {
      if (chunk.remaining() < type.bytes()) {
        drain(chunk, channel);
      }
      type.write(value, chunk);
    }
    drain(chunk, channel);
  }

  private static void drain(ByteBuffer chunk, FileChannel channel) throws IOException {
    WholeFile.drain(chunk.flip(), channel);
    chunk.clear();
  }

  /// The header, padded with spaces so that the numbers start at a multiple of eight.
  private static byte[] header(String target, WeightFile content, StoredType type) {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.setStrictness(Strictness.STRICT);
      json.beginObject();
      if (!content.metadata().isEmpty()) {
        json.name(SafetensorsHeader.METADATA).beginObject();
        for (Map.Entry<String, String> entry : content.metadata().entrySet()) {
          json.name(entry.getKey()).value(entry.getValue());
        }
        json.endObject();
      }
      long begin = 0;
      for (String name : content.weights().names()) {
        Tensor tensor = content.weights().tensor(name);
        checkStorable(target, name, tensor, type);
        long end = begin + (long) tensor.size() * type.bytes();
        writeEntry(json, name, tensor, type, begin, end);
        begin = end;
      }
      json.endObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    int padding = -text.toString().getBytes(StandardCharsets.UTF_8).length & (ALIGNMENT - 1);
    return (text + " ".repeat(padding)).getBytes(StandardCharsets.UTF_8);
  }

  private static void checkStorable(String target, String name, Tensor tensor, StoredType type) {
    if (name.equals(SafetensorsHeader.METADATA)) {
      throw new WeightsException(target, "a tensor cannot be named '" + name + "'");
    }
    for (float value : tensor.data()) {
      if (!(Math.abs(value) <= type.largest())) {
        throw new WeightsException(
            target,
            "tensor '" + name + "' has " + value + ", " + type + " ends at " + type.largest());
      }
    }
  }

  private static void writeEntry(
      JsonWriter json, String name, Tensor tensor, StoredType type, long begin, long end)
      throws IOException {
    json.name(name).beginObject();
    json.name("dtype").value(type.name());
    json.name("shape").beginArray();
    for (int dimension : tensor.shape()) {
      json.value(dimension);
    }
    json.endArray();
    json.name("data_offsets").beginArray().value(begin).value(end).endArray();
    json.endObject();
  }
}
