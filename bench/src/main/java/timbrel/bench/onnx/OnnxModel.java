package timbrel.bench.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

/// Puts an ONNX model together, node by node (field numbers from `onnx.proto` of ONNX 1.16).
///
/// Values are called by name; every method that adds one returns its name.
final class OnnxModel {
  private static final int IR_VERSION = 9;
  private static final int OPERATOR_SET = 20; // the first with a Gelu
  private static final int FLOAT = 1;
  static final int INT64 = 7;

  private final ProtobufMessage graph = new ProtobufMessage().text(2, "decoder");
  private int names;

  /// An attribute's kinds, with their numbers in AttributeProto.
  private enum Kind {
    FLOAT(1),
    INT(2),
    STRING(3),
    INTS(7);

    private final int number;

    Kind(int number) {
      this.number = number;
    }
  }

  String input(String name, int... shape) {
    graph.message(11, valueInfo(name, FLOAT, shape));
    return name;
  }

  String indexInput(String name, int... shape) {
    graph.message(11, valueInfo(name, INT64, shape));
    return name;
  }

  void output(String value, String name, int... shape) {
    graph.message(1, node("Identity", new String[] {value}, name, Map.of()));
    graph.message(12, valueInfo(name, FLOAT, shape));
  }

  String constant(float[] values, int... shape) {
    ByteBuffer data =
        ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    data.asFloatBuffer().put(values);
    return initializer(FLOAT, data.array(), shape);
  }

  String scalar(double value) {
    return constant(new float[] {(float) value}, 1);
  }

  String indices(long... values) {
    ByteBuffer data =
        ByteBuffer.allocate(Long.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    data.asLongBuffer().put(values);
    return initializer(INT64, data.array(), values.length);
  }

  String indices(long[] values, int... shape) {
    ByteBuffer data =
        ByteBuffer.allocate(Long.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    data.asLongBuffer().put(values);
    return initializer(INT64, data.array(), shape);
  }

  /// A node without attributes.
  String add(String operator, String... inputs) {
    return add(operator, Map.of(), inputs);
  }

  /// A node; attributes are a Float, Integer, String or `int[]` each.
  String add(String operator, Map<String, Object> attributes, String... inputs) {
    String output = newName();
    graph.message(1, node(operator, inputs, output, attributes));
    return output;
  }

  /// Entries `from` to below `to` of dimension `axis`.
  String slice(String x, int axis, int from, int to) {
    return add("Slice", x, indices(from), indices(to), indices(axis));
  }

  /// The model as a file would hold it.
  byte[] toBytes() {
    return new ProtobufMessage()
        .integer(1, IR_VERSION)
        .text(2, "timbrel-bench")
        .message(7, graph)
        .message(8, new ProtobufMessage().integer(2, OPERATOR_SET))
        .toBytes();
  }

  private String newName() {
    return "v" + names++;
  }

  private String initializer(int type, byte[] data, int... shape) {
    String name = newName();
    ProtobufMessage tensor = new ProtobufMessage();
    for (int size : shape) {
      tensor.integer(1, size);
    }
    graph.message(5, tensor.integer(2, type).text(8, name).raw(9, data));
    return name;
  }

  private ProtobufMessage node(
      String operator, String[] inputs, String output, Map<String, Object> attributes) {
    ProtobufMessage node = new ProtobufMessage();
    for (String input : inputs) {
      node.text(1, input);
    }
    node.text(2, output).text(3, operator + "_" + output).text(4, operator);
    attributes.forEach((name, value) -> node.message(5, attribute(name, value)));
    return node;
  }

  private static ProtobufMessage attribute(String name, Object value) {
    ProtobufMessage attribute = new ProtobufMessage().text(1, name);
    Kind kind =
        switch (value) {
          case Float number -> {
            attribute.number(2, number);
            yield Kind.FLOAT;
          }
          case Integer number -> {
            attribute.integer(3, number);
            yield Kind.INT;
          }
          case String text -> {
            attribute.text(4, text);
            yield Kind.STRING;
          }
          case int[] numbers -> {
            for (int number : numbers) {
              attribute.integer(8, number);
            }
            yield Kind.INTS;
          }
          default ->
              throw new IllegalArgumentException(
                  "attribute %s is %s, expected a Float, Integer, String or int[]"
                      .formatted(name, value));
        };
    return attribute.integer(20, kind.number);
  }

  private static ProtobufMessage valueInfo(String name, int type, int... shape) {
    ProtobufMessage dimensions = new ProtobufMessage();
    for (int size : shape) {
      dimensions.message(1, new ProtobufMessage().integer(1, size));
    }
    ProtobufMessage tensor = new ProtobufMessage().integer(1, type).message(2, dimensions);
    return new ProtobufMessage().text(1, name).message(2, new ProtobufMessage().message(1, tensor));
  }
}
