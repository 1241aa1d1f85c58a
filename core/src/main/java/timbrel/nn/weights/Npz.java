package timbrel.nn.weights;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Reads and writes NumPy's archives of arrays: a ZIP file with one `.npy` file for each name.
///
/// Files are written stored, not compressed, without times, so that equal arrays are equal bytes.
public final class Npz {
  private static final String SUFFIX = ".npy";
  private static final int MOST_ARRAYS = 64;
  private static final int LARGEST_ARRAY = 1 << 29;

  private final String file;
  private final Map<String, byte[]> arrays;

  private Npz(String file, Map<String, byte[]> arrays) {
    this.file = file;
    this.arrays = arrays;
  }

  /// An archive to be filled and written.
  public static Npz empty() {
    return new Npz("", new LinkedHashMap<>());
  }

  /// Adds whole numbers, stored in 64 bits.
  public Npz with(String name, LongArray array) {
    arrays.put(name, Npy.toBytes(array));
    return this;
  }

  /// Adds whole numbers, stored in 32 bits, which must hold them.
  public Npz with32(String name, LongArray array) {
    arrays.put(name, Npy.toBytes32(array));
    return this;
  }

  /// Adds floats.
  public Npz with(String name, Tensor tensor) {
    arrays.put(name, Npy.toBytes(tensor));
    return this;
  }

  /// Reads all arrays of an archive.
  ///
  /// @throws WeightsException if it is no archive, damaged, or too large
  public static Npz read(Path path) {
    Map<String, byte[]> arrays = new LinkedHashMap<>();
    try {
      if (!Files.exists(path)) {
        throw new java.nio.file.NoSuchFileException(path.toString());
      }
      try (ZipFile zip = new ZipFile(path.toFile())) {
        if (zip.size() > MOST_ARRAYS) {
          throw new WeightsException(
              path.toString(), zip.size() + " arrays, expected at most " + MOST_ARRAYS);
        }
        for (ZipEntry entry : zip.stream().toList()) {
          arrays.put(name(path, entry), bytes(path, zip, entry));
        }
      }
    } catch (ZipException | EOFException | IllegalArgumentException damaged) {
      throw new WeightsException(
          path.toString(), "is no NumPy archive, or damaged: " + damaged.getMessage(), damaged);
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot read " + path, failed);
    }
    return new Npz(path.toString(), arrays);
  }

  private static String name(Path path, ZipEntry entry) {
    if (!entry.getName().endsWith(SUFFIX)) {
      throw new WeightsException(path.toString(), "holds something that is no array");
    }
    return entry.getName().substring(0, entry.getName().length() - SUFFIX.length());
  }

  /// Reads no more than the archive said, nor more than is allowed.
  private static byte[] bytes(Path path, ZipFile zip, ZipEntry entry) throws IOException {
    if (entry.getSize() > LARGEST_ARRAY) {
      throw new WeightsException(
          path.toString(),
          "an array of %d bytes, expected at most %d".formatted(entry.getSize(), LARGEST_ARRAY));
    }
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] bytes = in.readNBytes((int) entry.getSize() + 1);
      if (bytes.length != entry.getSize()) {
        throw new WeightsException(path.toString(), "an array is not as long as it says");
      }
      return bytes;
    }
  }

  /// Whether there is an array of this name.
  public boolean contains(String name) {
    return arrays.containsKey(name);
  }

  /// An array of whole numbers.
  public LongArray longs(String name) {
    return Npy.readLongs(require(name), file + ": " + name);
  }

  /// An array of floats.
  public Tensor floats(String name) {
    return Npy.readFloats(require(name), file + ": " + name);
  }

  private byte[] require(String name) {
    byte[] bytes = arrays.get(name);
    if (bytes == null) {
      throw new WeightsException(file, "has no array '" + name + "'");
    }
    return bytes;
  }

  /// Writes the archive beside `path` and renames it when it is whole.
  public void write(Path path) {
    try {
      WholeFile.write(
          path,
          channel -> {
            OutputStream open = Channels.newOutputStream(channel);
            ZipOutputStream zip = new ZipOutputStream(open);
            for (Map.Entry<String, byte[]> array : arrays.entrySet()) {
              put(zip, array.getKey() + SUFFIX, array.getValue());
            }
            zip.finish();
            zip.flush();
          });
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot write " + path, failed);
    }
  }

  private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(crc.getValue());
    entry.setTimeLocal(java.time.LocalDateTime.of(1980, 1, 1, 0, 0));
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }
}
