package timbrel.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Finds the format and the data in the chunks of a RIFF/WAVE file.
///
/// Files are not trusted: the outer RIFF size is ignored, since recorders that were switched off
/// and editors that append lie about it; every other length is compared with the size of the file.
final class WavHeaderReader {
  private static final int MAX_CHUNKS = 10_000;
  private static final int CHUNK_HEADER = 8;
  private static final int FMT_MIN = 16;
  private static final int FMT_EXTENSIBLE = 40;
  private static final long UNKNOWN = 0xFFFF_FFFFL;
  private static final long UNKNOWN_SOX = 0x7FFF_F000L; // SoX writes this into a pipe
  private static final int TAG_PCM = 1;
  private static final int TAG_FLOAT = 3;
  private static final int TAG_EXTENSIBLE = 0xFFFE;

  /// The end of the GUIDs whose first two bytes are a format tag (KSDATAFORMAT_SUBTYPE_*).
  private static final byte[] GUID_TAIL = {
    0, 0, 0, 0, 0x10, 0, (byte) 0x80, 0, 0, (byte) 0xAA, 0, 0x38, (byte) 0x9B, 0x71
  };

  private final SeekableByteChannel channel;
  private final String file;
  private final long fileSize;
  private long riffSize;
  private long dataSize64 = -1; // from the ds64 chunk of an RF64 file
  private @Nullable Format format;
  private @Nullable Data data;

  private record Format(WavEncoding encoding, int channels, int sampleRate) {}

  private record Data(long start, long size) {}

  private WavHeaderReader(SeekableByteChannel channel, String file) throws IOException {
    this.channel = channel;
    this.file = file;
    this.fileSize = channel.size();
  }

  static WavHeader read(SeekableByteChannel channel, String file) throws IOException {
    return new WavHeaderReader(channel, file).read();
  }

  private WavHeader read() throws IOException {
    readRiff();
    readChunks();
    if (format == null) {
      throw new AudioFormatException(file, "'fmt ' chunk", "missing", "one before the samples");
    }
    if (data == null) {
      throw new AudioFormatException(file, "'data' chunk", "missing", "one with the samples");
    }
    int frameBytes = format.channels * format.encoding.bytes();
    return new WavHeader(
        format.encoding,
        format.channels,
        format.sampleRate,
        data.start,
        availableBytes(data, frameBytes) / frameBytes);
  }

  private void readRiff() throws IOException {
    if (fileSize < 12) {
      throw new AudioFormatException(file, "size", fileSize + " bytes", "a RIFF/WAVE header of 12");
    }
    ByteBuffer in = bytes(0, 12);
    String riff = fourCharacters(in);
    if (!riff.equals("RIFF") && !riff.equals("RF64") && !riff.equals("BW64")) {
      throw new AudioFormatException(file, "first word", quoted(riff), "'RIFF' or 'RF64'");
    }
    riffSize = in.getInt() & UNKNOWN;
    String form = fourCharacters(in);
    if (!form.equals("WAVE")) {
      throw new AudioFormatException(file, "RIFF form", quoted(form), "'WAVE'");
    }
  }

  private void readChunks() throws IOException {
    long position = 12;
    for (int chunk = 0; position + CHUNK_HEADER <= fileSize; chunk++) {
      if (chunk == MAX_CHUNKS) {
        throw new AudioFormatException(
            file, "number of chunks", "over " + MAX_CHUNKS, "'fmt ' and 'data' among them");
      }
      ByteBuffer in = bytes(position, CHUNK_HEADER);
      String id = fourCharacters(in);
      long size = in.getInt() & UNKNOWN;
      position += CHUNK_HEADER;
      switch (id) {
        case "ds64" -> readDs64(position, size);
        case "fmt " -> format = readFormat(position, size);
        case "data" -> data = new Data(position, size);
        default -> {} // LIST, bext, cue and many more
      }
      if (format != null && data != null) {
        return;
      }
      position += size + (size & 1); // chunks start at even offsets
    }
  }

  private void readDs64(long position, long size) throws IOException {
    if (size < 16 || position + 16 > fileSize) {
      throw new AudioFormatException(file, "'ds64' chunk", size + " bytes", "at least 28");
    }
    dataSize64 = bytes(position, 16).getLong(8);
    if (dataSize64 < 0) {
      throw new AudioFormatException(file, "'ds64' data size", dataSize64, "at least 0");
    }
  }

  private Format readFormat(long position, long size) throws IOException {
    if (size < FMT_MIN || position + Math.min(size, FMT_EXTENSIBLE) > fileSize) {
      throw new AudioFormatException(
          file,
          "'fmt ' chunk",
          "%d bytes with %d left in the file".formatted(size, fileSize - position),
          "at least 16, all of them there");
    }
    ByteBuffer in = bytes(position, (int) Math.min(size, FMT_EXTENSIBLE));
    int tag = in.getShort() & 0xFFFF;
    int channels = in.getShort() & 0xFFFF;
    long sampleRate = in.getInt() & UNKNOWN;
    in.getInt(); // bytes per second, often wrong and never needed
    int frameBytes = in.getShort() & 0xFFFF;
    int bits = in.getShort() & 0xFFFF;
    if (tag == TAG_EXTENSIBLE) {
      tag = extensibleTag(in);
    }
    if (channels == 0) {
      throw new AudioFormatException(file, "number of channels", channels, "at least 1");
    }
    SampleRates.require(file, sampleRate);
    if (frameBytes == 0 || frameBytes % channels != 0) {
      throw new AudioFormatException(
          file, "block align", frameBytes, "a multiple of the %d channels".formatted(channels));
    }
    return new Format(encoding(tag, frameBytes / channels, bits), channels, (int) sampleRate);
  }

  private int extensibleTag(ByteBuffer in) {
    if (in.limit() < FMT_EXTENSIBLE) {
      throw new AudioFormatException(
          file, "extensible 'fmt ' chunk", in.limit() + " bytes", "at least " + FMT_EXTENSIBLE);
    }
    int tag = in.getShort(24) & 0xFFFF;
    for (int i = 0; i < GUID_TAIL.length; i++) {
      if (in.get(26 + i) != GUID_TAIL[i]) {
        throw new AudioFormatException(
            file, "subformat", "an unknown GUID", "that of PCM or of floating point");
      }
    }
    return tag;
  }

  /// A sample of, say, 20 bits sits at the top of its container of 3 bytes, so the container
  /// decides.
  private WavEncoding encoding(int tag, int container, int bits) {
    if (tag == TAG_PCM && container <= 4 && bits > 8 * (container - 1) && bits <= 8 * container) {
      return WavEncoding.values()[container - 1];
    }
    if (tag == TAG_PCM && container == 4 && bits == 24) {
      return WavEncoding.PCM_32;
    }
    if (tag == TAG_FLOAT && container == 4 && bits == 32) {
      return WavEncoding.FLOAT_32;
    }
    if (tag == TAG_FLOAT && container == 8 && bits == 64) {
      return WavEncoding.FLOAT_64;
    }
    throw new AudioFormatException(
        file,
        "sample format",
        "%s of %d bits in %d bytes".formatted(codecName(tag), bits, container),
        "PCM of 8 to 32 bits or floating point of 32 or 64 bits");
  }

  private static String codecName(int tag) {
    return switch (tag) {
      case TAG_PCM -> "PCM";
      case 2, 0x11 -> "ADPCM";
      case TAG_FLOAT -> "floating point";
      case 6 -> "A-law";
      case 7 -> "mu-law";
      case 0x55 -> "MP3";
      default -> "codec 0x%x".formatted(tag);
    };
  }

  /// How many bytes of samples there really are. Only a frame cut off at the very end is forgiven.
  private long availableBytes(Data data, int frameBytes) {
    long available = fileSize - data.start;
    long declared = declaredBytes(data.size, available);
    if (declared - available >= frameBytes) {
      throw new AudioFormatException(
          file,
          "'data' chunk",
          "%d bytes long with %d left in the file".formatted(declared, available),
          "all of them there");
    }
    return Math.min(declared, available);
  }

  private long declaredBytes(long size, long available) {
    if (size == UNKNOWN && dataSize64 >= 0) {
      return dataSize64;
    }
    boolean stream =
        size == UNKNOWN
            || size == UNKNOWN_SOX && available < size
            || size == 0 && (riffSize == 0 || riffSize == UNKNOWN);
    return stream ? available : size; // a recorder that could not seek back to fill in the length
  }

  private ByteBuffer bytes(long position, int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    WavFile.readFully(channel, position, buffer, file);
    return buffer;
  }

  private static String fourCharacters(ByteBuffer in) {
    byte[] id = new byte[4];
    in.get(id);
    return new String(id, StandardCharsets.ISO_8859_1);
  }

  /// What is printable of four bytes that could be anything.
  private static String quoted(String word) {
    return "'" + word.replaceAll("[^ -~]", "?") + "'";
  }
}
