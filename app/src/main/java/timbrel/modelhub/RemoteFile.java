package timbrel.modelhub;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A file as the hub lists it.
///
/// @param size in bytes
/// @param sha256 of a large file, in hexadecimal; empty for a small one
/// @param gitHash of a small file, as Git names it; empty if the hub does not say
record RemoteFile(String name, long size, String sha256, String gitHash) {
  private static final long LARGEST = 4L << 30;

  static RemoteFile of(JsonObject json) throws IOException {
    JsonObject large = json.get("lfs") instanceof JsonObject lfs ? lfs : new JsonObject();
    String name = text(json.get("rfilename"));
    long size = number(json.has("size") ? json.get("size") : large.get("size"));
    String sha256 = text(large.get("sha256"));
    String gitHash = text(json.get("blobId"));
    if (size < 0 || size > LARGEST) {
      throw new IOException("the hub says that %s has %d bytes".formatted(name, size));
    }
    boolean checkable = sha256.matches("[0-9a-f]{64}") || gitHash.matches("[0-9a-f]{40}");
    if (!checkable) {
      throw new IOException("the hub names no checksum of " + name);
    }
    return new RemoteFile(name, size, sha256, gitHash);
  }

  static String text(@Nullable JsonElement element) {
    return element instanceof JsonPrimitive text && text.isString() ? text.getAsString() : "";
  }

  private static long number(@Nullable JsonElement element) {
    return element instanceof JsonPrimitive number
            && number.isNumber()
            && number.getAsString().matches("[0-9]{1,15}")
        ? number.getAsLong()
        : -1;
  }
}
