package timbrel.modelhub;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import timbrel.json.BoundedJson;
import timbrel.json.JsonException;

/// Finds models by name and downloads those that are nowhere on this computer.
///
/// A download takes what is needed of one commit: `config.json` and the weights. Every file is
/// checked against the hub's checksum; what was interrupted goes on where it ended; the folder has
/// its name only when it is whole.
public final class ModelHub {
  /// The environment variable that names another hub, or a mirror.
  public static final String ENDPOINT_VARIABLE = "HF_ENDPOINT";

  private static final String PUBLIC_ENDPOINT = "https://huggingface.co";
  private static final Duration CONNECT = Duration.ofSeconds(20);
  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final List<String> WANTED =
      List.of("config.json", "model.safetensors", "model.safetensors.index.json", "README.md");

  private final ModelCaches caches;
  private final String endpoint;
  private final Consumer<String> notes;
  private final DownloadProgress progress;

  /// Hears how a download goes.
  @FunctionalInterface
  public interface DownloadProgress {
    /// @param done bytes of `total` of the file
    void at(String file, long done, long total);
  }

  /// @param endpoint address of the hub
  /// @param notes gets lines for people
  public ModelHub(
      ModelCaches caches, String endpoint, Consumer<String> notes, DownloadProgress progress) {
    this.caches = caches;
    this.endpoint = endpoint.replaceAll("/+$", "");
    this.notes = notes;
    this.progress = progress;
  }

  /// The hub that the environment names, or the public one.
  public static ModelHub ofThisComputer(Consumer<String> notes, DownloadProgress progress) {
    String endpoint = System.getenv().getOrDefault(ENDPOINT_VARIABLE, PUBLIC_ENDPOINT);
    return new ModelHub(ModelCaches.ofThisComputer(), endpoint, notes, progress);
  }

  /// The folder of a model, downloaded if need be.
  ///
  /// @throws HubException if it is not here and cannot be downloaded
  public Path folder(ModelName name) {
    return caches.find(name).orElseGet(() -> download(name));
  }

  /// What the hub says of a model.
  private record Listing(String commit, String licence, List<RemoteFile> files) {}

  private Path download(ModelName name) {
    try (HttpClient client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(CONNECT)
            .build()) {
      Listing listing = listing(client, name);
      notes.accept(
          "downloading %s from %s (licence: %s)".formatted(name, endpoint, listing.licence()));
      Path folder = caches.ownFolder(name);
      Path beside = folder.resolveSibling("." + name.model() + "." + listing.commit() + ".part");
      Files.createDirectories(beside);
      for (RemoteFile file : listing.files()) {
        URI address =
            URI.create(endpoint + "/" + name + "/resolve/" + listing.commit() + "/" + file.name());
        new FileDownload(client, address, file).to(beside.resolve(file.name()), progress);
      }
      Files.move(beside, folder, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
      return folder;
    } catch (IOException e) {
      throw new HubException(
          "%s is not on this computer and cannot be downloaded from %s (%s); name a model folder instead"
              .formatted(name, endpoint, reason(e)),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HubException("the download of " + name + " was interrupted", e);
    }
  }

  private static String reason(IOException e) {
    return switch (e) {
      case java.net.http.HttpTimeoutException late -> "no answer in time";
      case java.net.ConnectException refused -> "no connection";
      default ->
          e.getMessage() == null
              ? e.getClass().getSimpleName()
              : e.getMessage().lines().findFirst().orElse("");
    };
  }

  private Listing listing(HttpClient client, ModelName name)
      throws IOException, InterruptedException {
    URI address = URI.create(endpoint + "/api/models/" + name + "/revision/main?blobs=true");
    HttpRequest request = HttpRequest.newBuilder(address).timeout(ANSWER).build();
    HttpResponse<InputStream> response =
        client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      if (response.statusCode() == 401 || response.statusCode() == 404) {
        throw new HubException("%s: there is no such public model at %s".formatted(name, endpoint));
      }
      if (response.statusCode() != 200) {
        throw new IOException("the hub answered " + response.statusCode());
      }
      byte[] text = body.readNBytes(BoundedJson.MAX_CHARS + 1);
      return listing(name, new String(text, StandardCharsets.UTF_8));
    }
  }

  private Listing listing(ModelName name, String text) throws IOException {
    JsonObject json;
    try {
      json = BoundedJson.parseObject(text, "the hub's answer");
    } catch (JsonException e) {
      throw new IOException(e.getMessage(), e);
    }
    String commit = RemoteFile.text(json.get("sha"));
    if (!commit.matches("[0-9a-f]{7,64}")) {
      throw new IOException("the hub's answer names no commit");
    }
    List<RemoteFile> files = new ArrayList<>();
    if (json.get("siblings") instanceof JsonArray siblings) {
      for (JsonElement sibling : siblings) {
        if (sibling instanceof JsonObject file
            && (WANTED.contains(RemoteFile.text(file.get("rfilename")))
                || RemoteFile.text(file.get("rfilename"))
                    .matches("model-[0-9]{5}-of-[0-9]{5}\\.safetensors"))) {
          files.add(RemoteFile.of(file));
        }
      }
    }
    if (files.stream().noneMatch(file -> file.name().equals("config.json"))
        || files.stream().noneMatch(file -> file.name().endsWith(".safetensors"))) {
      throw new HubException(
          name
              + ": holds no config.json with safetensors weights, expected a model of that layout");
    }
    return new Listing(commit, licence(json), files);
  }

  private static String licence(JsonObject json) {
    if (json.get("cardData") instanceof JsonObject card && card.has("license")) {
      String licence = RemoteFile.text(card.get("license"));
      if (!licence.isBlank()) {
        return licence.replaceAll("\\p{Cntrl}", " ");
      }
    }
    if (json.get("tags") instanceof JsonArray tags) {
      for (JsonElement tag : tags) {
        if (RemoteFile.text(tag).startsWith("license:")) {
          return RemoteFile.text(tag).substring("license:".length()).replaceAll("\\p{Cntrl}", " ");
        }
      }
    }
    return "not stated; see the model's page";
  }
}
