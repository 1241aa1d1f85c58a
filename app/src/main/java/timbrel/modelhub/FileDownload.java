package timbrel.modelhub;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;

/// Downloads one file, or what is still missing of it, and checks it.
record FileDownload(HttpClient client, URI address, RemoteFile file) {
  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final int BLOCK = 1 << 16;

  void to(Path target, ModelHub.DownloadProgress progress)
      throws IOException, InterruptedException {
    if (Files.isRegularFile(target)) {
      return; // whole and checked in an earlier attempt
    }
    Path part = target.resolveSibling(target.getFileName() + ".part");
    long there = Files.isRegularFile(part) ? Files.size(part) : 0;
    if (there > file.size()) {
      Files.delete(part);
      there = 0;
    }
    if (there < file.size() || file.size() == 0) {
      fetch(part, there, progress);
    }
    if (!checksum(part).equals(expected())) {
      Files.delete(part);
      throw new IOException(file.name() + " arrived damaged: its checksum is not the hub's");
    }
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
  }

  private void fetch(Path part, long there, ModelHub.DownloadProgress progress)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(ANSWER);
    if (there > 0) {
      request.header("Range", "bytes=" + there + "-");
    }
    HttpResponse<InputStream> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      int status = response.statusCode();
      if (status != 200 && status != 206) {
        throw new IOException("the hub answered " + status + " for " + file.name());
      }
      copy(body, part, status == 206 ? there : 0, progress);
    }
  }

  private void copy(InputStream body, Path part, long from, ModelHub.DownloadProgress progress)
      throws IOException {
    try (FileChannel out =
        FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      out.truncate(from).position(from);
      byte[] block = new byte[BLOCK];
      long done = from;
      progress.at(file.name(), done, file.size());
      for (int count = body.read(block); count >= 0; count = body.read(block)) {
        if (done + count > file.size()) {
          throw new IOException(file.name() + " is longer than the hub said");
        }
        ByteBuffer bytes = ByteBuffer.wrap(block, 0, count);
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        done += count;
        progress.at(file.name(), done, file.size());
      }
      if (done < file.size()) {
        throw new IOException(
            "the connection ended after %d of %d bytes of %s; the same command goes on from there"
                .formatted(done, file.size(), file.name()));
      }
      out.force(true);
    }
  }

  private String expected() {
    return file.sha256().isEmpty() ? file.gitHash() : file.sha256();
  }

  /// SHA-256, or Git's SHA-1 of a header and the bytes.
  private String checksum(Path part) throws IOException {
    try (InputStream in = Files.newInputStream(part)) {
      MessageDigest digest =
          MessageDigest.getInstance(file.sha256().isEmpty() ? "SHA-1" : "SHA-256");
      if (file.sha256().isEmpty()) {
        digest.update(("blob " + file.size() + "\0").getBytes(StandardCharsets.US_ASCII));
      }
      byte[] block = new byte[BLOCK];
      for (int count = in.read(block); count >= 0; count = in.read(block)) {
        digest.update(block, 0, count);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has them", e);
    }
  }
}
