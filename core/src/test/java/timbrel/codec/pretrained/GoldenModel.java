package timbrel.codec.pretrained;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import timbrel.codec.Codes;
import timbrel.codec.waveform.Chunk;
import timbrel.codec.waveform.EncodedSound;
import timbrel.codec.waveform.WaveformCodec;
import timbrel.nn.weights.Safetensors;
import timbrel.nn.weights.Tensor;
import timbrel.nn.weights.WeightMap;

/// A small model with random weights, and what the reference code makes of some sounds with it:
/// made by `core/src/test/python/codec_fixtures.py` and `codec_golden.py`.
record GoldenModel(String name, Path folder, WaveformCodec codec, WeightMap arrays) {
  /// One sound at one bandwidth.
  ///
  /// @param codes of each chunk, the last one filled up with zeros
  /// @param nearTies places `[q][t]` of the first chunk where two entries are about as near
  record Case(
      String name,
      float[] input,
      List<Codes> codes,
      float[] scales,
      float[] decoded,
      Codes nearTies) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<String> names() {
    try (Stream<Path> folders = Files.list(root())) {
      return folders
          .filter(Files::isDirectory)
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static GoldenModel open(String name) {
    Path folder = root().resolve(name);
    return new GoldenModel(
        name,
        folder,
        PretrainedCodec.load(folder),
        Safetensors.read(folder.resolve("golden.safetensors")).weights());
  }

  static Path root() {
    try {
      return Path.of(Objects.requireNonNull(GoldenModel.class.getResource("dac_44k_tiny")).toURI())
          .getParent();
    } catch (URISyntaxException impossible) {
      throw new AssertionError(impossible);
    }
  }

  List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (String key : arrays.names()) {
      if (key.endsWith(".codes")) {
        cases.add(golden(key.substring(0, key.length() - ".codes".length())));
      }
    }
    return cases;
  }

  private Case golden(String key) {
    String sound = key.substring(0, key.indexOf('.'));
    Tensor codes = arrays.tensor(key + ".codes");
    int frames = codes.shape()[codes.shape().length - 1];
    int books = codes.shape()[codes.shape().length - 2];
    List<Codes> chunks = new ArrayList<>();
    for (int at = 0; at < codes.size(); at += books * frames) {
      chunks.add(codes(codes.data(), at, books, frames));
    }
    String ties = sound + ".margins";
    float[] scales =
        arrays.contains(key + ".scales") ? arrays.tensor(key + ".scales").data() : new float[0];
    return new Case(
        name + " " + key,
        arrays.tensor(sound + ".input").data(),
        chunks,
        scales,
        interleaved(arrays.tensor(key + ".decoded")),
        arrays.contains(ties)
            ? codes(arrays.tensor(ties).data(), 0, arrays.tensor(ties).shape()[0], frames)
            : new Codes(new int[books][frames]));
  }

  private static Codes codes(float[] values, int at, int books, int frames) {
    int[][] codes = new int[books][frames];
    for (int q = 0; q < books; q++) {
      for (int t = 0; t < frames; t++) {
        codes[q][t] = (int) values[at + q * frames + t];
      }
    }
    return new Codes(codes);
  }

  private static float[] interleaved(Tensor planar) {
    int channels = planar.shape().length == 1 ? 1 : planar.shape()[0];
    int length = planar.size() / channels;
    float[] samples = new float[planar.size()];
    for (int c = 0; c < channels; c++) {
      for (int t = 0; t < length; t++) {
        samples[t * channels + c] = planar.data()[c * length + t];
      }
    }
    return samples;
  }

  /// The reference's codes as a sound, the last chunk cut to its frames.
  EncodedSound encoded(Case golden) {
    long samples = golden.input.length / codec.spec().channels();
    List<Chunk> chunks = new ArrayList<>();
    for (int i = 0; i < golden.codes.size(); i++) {
      int frames = golden.codes.get(i).frames();
      if (codec.spec().chunking().isPresent()) {
        long rest = samples - (long) i * codec.spec().chunking().get().stride();
        long length = Math.min(rest, codec.spec().chunking().get().length());
        frames = (int) codec.spec().framesFor(length);
      }
      int[][] cut = new int[golden.codes.get(i).codebooks()][];
      for (int q = 0; q < cut.length; q++) {
        cut[q] = java.util.Arrays.copyOf(golden.codes.get(i).codes()[q], frames);
      }
      chunks.add(new Chunk(new Codes(cut), golden.scales.length == 0 ? 1 : golden.scales[i]));
    }
    return new EncodedSound(chunks, samples);
  }
}
