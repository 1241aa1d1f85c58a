package timbrel.codec.encodec;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import timbrel.codec.Codes;
import timbrel.codec.waveform.Chunk;
import timbrel.codec.waveform.Chunking;
import timbrel.codec.waveform.EncodedSound;
import timbrel.codec.waveform.WaveformSpec;
import timbrel.json.BoundedJson;
import timbrel.json.JsonException;
import timbrel.nn.weights.WholeFile;

/// EnCodec's compressed files without entropy coding, byte by byte those of the original tool
/// (`docs/encodec.md` describes them).
///
/// Files that were coded with the original's language model are refused: their bits mean what that
/// network predicts, to the last rounding of its sums, and nothing in a file tells when a decoder
/// has rounded otherwise and gone wrong.
public final class EcdcFile {
  /// The ending of file names, with the dot.
  public static final String EXTENSION = ".ecdc";

  private static final byte[] MAGIC = {'E', 'C', 'D', 'C'};
  private static final int PREAMBLE = 9; // magic, version, length of the header
  private static final int LONGEST_HEADER = 1 << 12;
  private static final long LARGEST_FILE = 1L << 30;

  private EcdcFile() {}

  /// What the original calls a model, and what it looks for in a file.
  public static String modelName(WaveformSpec spec) {
    return "encodec_%dkhz".formatted(spec.sampleRate() / 1000);
  }

  /// Writes a sound beside `file` and renames it when it is whole.
  public static void write(Path file, WaveformSpec spec, EncodedSound sound) {
    byte[] header =
        "{\"m\": \"%s\", \"al\": %d, \"nc\": %d, \"lm\": false}"
            .formatted(modelName(spec), sound.samples(), sound.codebooks())
            .getBytes(StandardCharsets.US_ASCII);
    ByteBuffer start = ByteBuffer.allocate(PREAMBLE + header.length);
    start.put(MAGIC).put((byte) 0).putInt(header.length).put(header).flip();
    try {
      WholeFile.write(
          file,
          channel -> {
            WholeFile.drain(start, channel);
            for (Chunk chunk : sound.chunks()) {
              if (spec.normalized()) {
                WholeFile.drain(
                    ByteBuffer.allocate(Float.BYTES).putFloat(chunk.scale()).flip(), channel);
              }
              WholeFile.drain(ByteBuffer.wrap(packed(chunk.codes(), bits(spec))), channel);
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static int bits(WaveformSpec spec) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(spec.codebookSize() - 1);
  }

  /// Frame by frame, in each the codebooks in turn.
  private static byte[] packed(Codes codes, int bits) {
    BitWriter out = new BitWriter();
    for (int t = 0; t < codes.frames(); t++) {
      for (int q = 0; q < codes.codebooks(); q++) {
        out.write(codes.codes()[q][t], bits);
      }
    }
    return out.toBytes();
  }

  /// Reads a file that a model like this one has made.
  ///
  /// @throws EcdcException if it is no whole file of that kind
  public static EncodedSound read(Path file, WaveformSpec spec) {
    try (InputStream in = Files.newInputStream(file)) {
      long size = Files.size(file);
      if (size > LARGEST_FILE) {
        throw new EcdcException(
            file.toString(), size + " bytes long, expected at most " + LARGEST_FILE);
      }
      return new Reader(file.toString(), in.readNBytes((int) size), spec).read();
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be read", e);
    }
  }

  /// What a file claims, checked against how long it is before anything is made of it.
  private static final class Reader {
    private final String file;
    private final ByteBuffer in;
    private final WaveformSpec spec;
    private final int bits;

    Reader(String file, byte[] bytes, WaveformSpec spec) {
      this.file = file;
      this.in = ByteBuffer.wrap(bytes);
      this.spec = spec;
      bits = bits(spec);
    }

    EncodedSound read() {
      JsonObject header = header();
      refuseOtherModels(header);
      long samples = whole(header, "al", Long.MAX_VALUE >> 16);
      int codebooks = (int) whole(header, "nc", spec.codebooks());
      List<Integer> frames = framesOfChunks(samples);
      requireLength(frames, codebooks);
      List<Chunk> chunks = new ArrayList<>();
      for (int count : frames) {
        chunks.add(chunk(codebooks, count));
      }
      return new EncodedSound(chunks, samples);
    }

    private JsonObject header() {
      if (in.remaining() < PREAMBLE || in.slice(0, 4).mismatch(ByteBuffer.wrap(MAGIC)) != -1) {
        throw complaint("does not start like an .ecdc file");
      }
      in.position(MAGIC.length);
      int version = in.get();
      if (version != 0) {
        throw complaint("version " + version + ", expected 0");
      }
      long length = Integer.toUnsignedLong(in.getInt());
      if (length > LONGEST_HEADER || length > in.remaining()) {
        throw complaint(
            "header of %d bytes, expected at most %d and within the file"
                .formatted(length, LONGEST_HEADER));
      }
      byte[] text = new byte[(int) length];
      in.get(text);
      try {
        return BoundedJson.parseObject(new String(text, StandardCharsets.UTF_8), "header");
      } catch (JsonException e) {
        throw complaint(e.getMessage() + "");
      }
    }

    private void refuseOtherModels(JsonObject header) {
      if (!(header.get("lm") instanceof JsonPrimitive lm) || !lm.isBoolean()) {
        throw complaint("lm is not true or false");
      }
      if (lm.getAsBoolean()) {
        throw complaint(
            "coded with EnCodec's language model (lm is true), which only decodes where its sums"
                + " are rounded exactly as where it was written; encode again without --lm");
      }
      JsonElement name = header.get("m");
      if (!(name instanceof JsonPrimitive text)
          || !text.isString()
          || !text.getAsString().equals(modelName(spec))) {
        throw complaint("was made by %s, expected %s".formatted(shortened(name), modelName(spec)));
      }
    }

    private static String shortened(JsonElement value) {
      String text = String.valueOf(value);
      return text.length() > 40 ? text.substring(0, 40) + " ..." : text;
    }

    private long whole(JsonObject header, String field, long most) {
      if (header.get(field) instanceof JsonPrimitive value
          && value.isNumber()
          && value.getAsString().matches("[0-9]{1,15}")) {
        long number = value.getAsLong();
        if (number >= 1 && number <= most) {
          return number;
        }
      }
      throw complaint(
          "%s is %s, expected a whole number from 1 to %d"
              .formatted(field, shortened(header.get(field)), most));
    }

    private List<Integer> framesOfChunks(long samples) {
      long most = (long) in.remaining() * Byte.SIZE / bits;
      List<Integer> frames = new ArrayList<>();
      long length = spec.chunking().map(Chunking::length).map(Integer::longValue).orElse(samples);
      long stride = spec.chunking().map(Chunking::stride).map(Integer::longValue).orElse(samples);
      if (spec.framesFor(samples) > most) {
        throw tooShort(samples);
      }
      for (long from = 0; from < samples; from += stride) {
        frames.add((int) spec.framesFor(Math.min(length, samples - from)));
      }
      return frames;
    }

    private EcdcException tooShort(long samples) {
      return complaint(
          "ends too early: %d bytes of codes do not hold %d samples"
              .formatted(in.remaining(), samples));
    }

    private void requireLength(List<Integer> frames, int codebooks) {
      long bytes = 0;
      for (int count : frames) {
        bytes += Math.ceilDiv((long) count * codebooks * bits, Byte.SIZE);
        bytes += spec.normalized() ? Float.BYTES : 0;
      }
      if (bytes != in.remaining()) {
        throw complaint(
            "%s: %d bytes of codes, expected %d"
                .formatted(
                    bytes > in.remaining() ? "ends too early" : "goes on after its end",
                    in.remaining(),
                    bytes));
      }
    }

    private Chunk chunk(int codebooks, int frames) {
      float scale = spec.normalized() ? in.getFloat() : 1;
      if (!(scale > 0 && scale < Float.POSITIVE_INFINITY)) {
        throw complaint("a chunk's scale is " + scale + ", expected more than 0");
      }
      int[][] codes = new int[codebooks][frames];
      long pending = 0;
      int pendingBits = 0;
      for (int t = 0; t < frames; t++) {
        for (int q = 0; q < codebooks; q++) {
          while (pendingBits < bits) {
            pending |= (in.get() & 0xFFL) << pendingBits;
            pendingBits += Byte.SIZE;
          }
          codes[q][t] = (int) (pending & (1L << bits) - 1);
          pending >>>= bits;
          pendingBits -= bits;
        }
      }
      return new Chunk(new Codes(codes), scale);
    }

    private EcdcException complaint(String problem) {
      return new EcdcException(file, problem);
    }
  }
}
