package timbrel.instrument;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import timbrel.classifier.DrumClassifier;
import timbrel.codec.CodecConfig;
import timbrel.codec.checkpoint.CheckpointException;
import timbrel.codec.pretrained.InstrumentCodec;
import timbrel.codec.pretrained.PretrainedConfig;
import timbrel.instrument.Instrument.FileFacts;
import timbrel.nn.weights.Safetensors;
import timbrel.nn.weights.StoredType;
import timbrel.nn.weights.WeightFile;
import timbrel.nn.weights.WeightMap;
import timbrel.nn.weights.WeightsException;

/// Reads and writes instruments: one safetensors file, with the card in its metadata
/// (`docs/instrument-file.md`).
///
/// A file is read whole or not at all: every tensor that its configurations call for, in its shape,
/// none besides, all of them numbers, and with the checksum that was written.
public final class InstrumentFile {
  /// The ending of file names, with the dot.
  public static final String EXTENSION = ".timbrel";

  private static final String FORMAT = "timbrel";
  private static final String VERSION = "1";
  private static final long LARGEST_BYTES = 512L << 20;
  private static final int LENGTH_BYTES = 8;

  private InstrumentFile() {}

  /// Writes an instrument beside `file` and renames it when it is whole and on the disk.
  ///
  /// @param weights named as in the file: `codec.*`, `lm.*`, `classifier.*`, `hits.*`, `prior.*`
  /// @throws InstrumentException if the weights are not those that the card calls for
  public static void write(Path file, Card card, WeightMap weights, StoredType type) {
    try {
      requireComplete(card, weights);
    } catch (InstrumentException | WeightsException | CheckpointException e) {
      throw InstrumentException.of(e).in(file);
    }
    Map<String, String> metadata =
        Map.of(
            "format",
            FORMAT,
            "version",
            VERSION,
            "sha256",
            Checksum.of(weights, type),
            "card",
            card.toText());
    Safetensors.write(file, new WeightFile(weights, metadata), type);
  }

  /// Opens an instrument.
  ///
  /// @throws InstrumentException if it is no whole instrument of a version that is known
  /// @throws UncheckedIOException if the file cannot be read
  public static Instrument read(Path file) {
    try {
      if (Files.isDirectory(file)) {
        throw new InstrumentException(
            file.toString(),
            "a folder",
            "an instrument file (a model folder is a codec: encode, decode and learn --codec take"
                + " it)");
      }
      long size = Files.size(file);
      if (size > LARGEST_BYTES) {
        throw new InstrumentException(
            file.toString(), size + " bytes long", "at most " + LARGEST_BYTES);
      }
      try (InputStream in = Files.newInputStream(file)) {
        return read(in.readNBytes((int) LARGEST_BYTES), file.toString());
      }
    } catch (NoSuchFileException e) {
      throw new UncheckedIOException(file + ": no such file", e);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be read", e);
    }
  }

  /// @param name what to call the bytes in messages
  static Instrument read(byte[] bytes, String name) {
    try {
      WeightFile content = Safetensors.read(ByteBuffer.wrap(bytes), name);
      return check(content, bytes, name);
    } catch (InstrumentException e) {
      throw e.in(Path.of(name));
    } catch (WeightsException | CheckpointException e) {
      throw InstrumentException.of(e);
    }
  }

  private static Instrument check(WeightFile content, byte[] bytes, String name) {
    Map<String, String> metadata = content.metadata();
    requireMetadata(metadata, "format", FORMAT, "");
    requireMetadata(metadata, "version", VERSION, " (later ones need a newer Timbrel)");
    String checksum = checksumOfTensors(bytes);
    requireMetadata(metadata, "sha256", checksum, ": the weights were altered or damaged");
    Card card = Card.parse(metadata.getOrDefault("card", ""));
    requireComplete(card, content.weights());
    return new Instrument(card, content.weights(), new FileFacts(name, bytes.length, checksum));
  }

  private static void requireMetadata(
      Map<String, String> metadata, String key, String expected, String remark) {
    String found = metadata.getOrDefault(key, "missing");
    if (!found.equals(expected)) {
      throw new InstrumentException("metadata '" + key + "'", found, expected + remark);
    }
  }

  /// Everything behind the header.
  private static String checksumOfTensors(byte[] bytes) {
    long header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    return Checksum.of(bytes, (int) (LENGTH_BYTES + header));
  }

  private static void requireComplete(Card card, WeightMap weights) {
    Map<String, int[]> shapes = new HashMap<>();
    boolean pretrained = false;
    switch (card.codec()) {
      case CodecConfig own -> shapes.putAll(own.shapes());
      case PretrainedConfig theirs -> {
        InstrumentCodec.from(theirs, Instrument.codecWeights(weights));
        pretrained = true;
      }
      default -> throw new IllegalStateException("a card has no other codecs");
    }
    card.lm().ifPresent(config -> shapes.putAll(config.shapes()));
    for (String name : weights.names()) {
      int[] shape = shapes.remove(name);
      if (shape != null) {
        weights.require(name, shape);
      } else if (name.startsWith("classifier.") || pretrained && name.startsWith("codec.")) {
        weights.tensor(name); // all numbers; shapes are the classifier's own business
      } else if (!StoredHits.isName(name) && !KnobPrior.isName(name)) {
        throw new InstrumentException(
            "tensor '" + name + "'",
            Arrays.toString(weights.tensor(name).shape()),
            "none of that name");
      }
    }
    if (!shapes.isEmpty()) {
      String missing = shapes.keySet().stream().sorted().findFirst().orElseThrow();
      throw new InstrumentException(
          "tensor '" + missing + "'", "missing", Arrays.toString(shapes.get(missing)));
    }
    StoredHits.in(weights, card);
    KnobPrior.in(weights, card);
    if (DrumClassifier.isIn(weights)) {
      DrumClassifier.from(weights, card.classes());
    }
  }
}
