package timbrel.nn.weights;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The header of a safetensors file, checked: types known, shapes in agreement with offsets, and
/// tensors that fill the data from its first byte to its last without gaps or overlaps. Nothing in
/// it has been believed by an allocation larger than the header itself.
///
/// @param metadata text by key
/// @param entries tensors, in the order of their bytes
record SafetensorsHeader(Map<String, String> metadata, List<Entry> entries) {
  static final String METADATA = "__metadata__";
  private static final int MOST_DIMENSIONS = 8;

  /// One tensor; offsets count from the end of the header.
  record Entry(String name, ElementType type, int[] shape, long begin, long end) {
    int count() {
      return (int) ((end - begin) / type.bytes());
    }
  }

  /// @param source the file, for messages
  /// @param json the header's bytes
  /// @param dataLength bytes in the file after the header
  static SafetensorsHeader parse(String source, byte[] json, long dataLength) {
    InputStreamReader text =
        new InputStreamReader(
            new ByteArrayInputStream(json),
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT));
    try (JsonReader reader = new JsonReader(text)) {
      reader.setStrictness(Strictness.STRICT);
      SafetensorsHeader header = new Parser(source, reader, dataLength).parse();
      header.checkFills(source, dataLength);
      return header;
    } catch (IOException | IllegalStateException | NumberFormatException damaged) {
      throw new WeightsException(source, "header is not JSON of safetensors", damaged);
    }
  }

  private void checkFills(String source, long dataLength) {
    long expected = 0;
    for (Entry entry : entries) {
      if (entry.begin() != expected) {
        throw new WeightsException(
            source,
            "tensor '"
                + entry.name()
                + "' starts at "
                + entry.begin()
                + ", expected "
                + expected
                + " (the end of the one before)");
      }
      expected = entry.end();
    }
    if (expected != dataLength) {
      throw new WeightsException(
          source, "tensors end at " + expected + ", expected the end of the data, " + dataLength);
    }
  }

  /// Reads tokens, so that no document can nest deeper than the format does.
  private record Parser(String source, JsonReader reader, long dataLength) {
    SafetensorsHeader parse() throws IOException {
      Map<String, String> metadata = new LinkedHashMap<>();
      Map<String, Entry> entries = new TreeMap<>();
      boolean metadataSeen = false;
      reader.beginObject();
      while (reader.hasNext()) {
        String name = reader.nextName();
        if (name.equals(METADATA) && !metadataSeen) {
          metadataSeen = true;
          readMetadata(metadata);
        } else if (name.equals(METADATA) || entries.put(name, readEntry(name)) != null) {
          throw new WeightsException(source, "two entries are named '" + name + "'");
        }
      }
      reader.endObject();
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new WeightsException(source, "header goes on after its closing brace");
      }
      List<Entry> sorted = new ArrayList<>(entries.values());
      sorted.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
      return new SafetensorsHeader(metadata, sorted);
    }

    private void readMetadata(Map<String, String> metadata) throws IOException {
      reader.beginObject();
      while (reader.hasNext()) {
        String key = reader.nextName();
        if (reader.peek() != JsonToken.STRING) {
          throw new WeightsException(source, "metadata '" + key + "' is not text");
        }
        if (metadata.put(key, reader.nextString()) != null) {
          throw new WeightsException(source, "metadata '" + key + "' is given twice");
        }
      }
      reader.endObject();
    }

    private Entry readEntry(String name) throws IOException {
      @Nullable ElementType type = null;
      long @Nullable [] shape = null;
      long @Nullable [] offsets = null;
      reader.beginObject();
      while (reader.hasNext()) {
        String field = reader.nextName();
        switch (field) {
          case "dtype" -> type = readType(name);
          case "shape" -> shape = readNumbers(name, field, MOST_DIMENSIONS);
          case "data_offsets" -> offsets = readNumbers(name, field, 2);
          default ->
              throw new WeightsException(
                  source, "tensor '" + name + "' has an unknown field '" + field + "'");
        }
      }
      reader.endObject();
      if (type == null || shape == null || offsets == null || offsets.length != 2) {
        throw new WeightsException(
            source, "tensor '" + name + "' lacks dtype, shape or two data_offsets");
      }
      return entry(name, type, shape, offsets);
    }

    private ElementType readType(String name) throws IOException {
      String text = reader.nextString();
      ElementType type = ElementType.named(text);
      if (type == null) {
        throw new WeightsException(
            source,
            "tensor '"
                + name
                + "' has dtype '"
                + text
                + "', expected one of "
                + Arrays.toString(ElementType.values()));
      }
      return type;
    }

    private long[] readNumbers(String name, String field, int most) throws IOException {
      long[] numbers = new long[most];
      int count = 0;
      reader.beginArray();
      while (reader.hasNext()) {
        String digits = reader.peek() == JsonToken.NUMBER ? reader.nextString() : "";
        if (count == most || !digits.matches("[0-9]{1,18}")) {
          throw new WeightsException(
              source,
              "tensor '"
                  + name
                  + "': "
                  + field
                  + " is not a list of at most "
                  + most
                  + " whole numbers");
        }
        numbers[count++] = Long.parseLong(digits);
      }
      reader.endArray();
      return Arrays.copyOf(numbers, count);
    }

    private Entry entry(String name, ElementType type, long[] shape, long[] offsets) {
      long begin = offsets[0];
      long end = offsets[1];
      if (begin > end || end > dataLength) {
        throw new WeightsException(
            source,
            "tensor '"
                + name
                + "' lies at "
                + begin
                + " to "
                + end
                + ", expected within the data, 0 to "
                + dataLength);
      }
      long count = 1;
      int[] dimensions = new int[shape.length];
      for (int i = 0; i < shape.length; i++) {
        dimensions[i] = dimension(name, shape[i]);
        // Held at the first impossible value, so that it cannot overflow.
        count = Math.min(count * dimensions[i], Integer.MAX_VALUE);
      }
      if (count >= Integer.MAX_VALUE - 8 || count * type.bytes() != end - begin) {
        throw new WeightsException(
            source,
            "tensor '"
                + name
                + "' of shape "
                + Arrays.toString(shape)
                + " and dtype "
                + type
                + " lies in "
                + (end - begin)
                + " bytes");
      }
      return new Entry(name, type, dimensions, begin, end);
    }

    private int dimension(String name, long size) {
      if (size > Integer.MAX_VALUE) {
        throw new WeightsException(
            source,
            "tensor '" + name + "' has a dimension of " + size + ", at most " + Integer.MAX_VALUE);
      }
      return (int) size;
    }
  }
}
