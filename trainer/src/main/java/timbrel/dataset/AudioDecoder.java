package timbrel.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import timbrel.audio.Sound;

/// Decodes sound files of any format FFmpeg knows into floats, block by block, at the file's own
/// rate and channel count. The file is not trusted: time, bytes and samples are bounded, only plain
/// sound containers and codecs are opened, and what is wrong is said in a [SoundRefusedException].
///
/// Encoder delay is taken off where the container states it (MP3 with a LAME header, Opus, M4A with
/// an edit list), so that an onset stays where it was recorded.
public final class AudioDecoder {
  private AudioDecoder() {}

  /// Receives a sound while it is being decoded.
  public interface Sink {
    /// Called once, before the first block.
    void start(StreamFormat format);

    /// Takes the next `frames` samples of each channel. The sink may change the arrays; they are
    /// reused afterwards.
    ///
    /// @return whether more is wanted
    boolean block(float[][] channels, int frames);
  }

  /// A whole decoded sound.
  ///
  /// @param channels one array of samples per channel
  public record Decoded(StreamFormat format, float[][] channels) {
    public int frames() {
      return channels[0].length;
    }

    /// The mean of the channels, or the loudest when they cancel; at the file's rate and level.
    public Sound mono() {
      return new Sound(Mixdown.toMono(channels), format.sampleRate());
    }
  }

  /// Decodes a file, giving each block to `sink`.
  ///
  /// @throws SoundRefusedException when the file cannot be used
  public static void decode(Path file, DecodeLimits limits, Sink sink) {
    checkFile(file, limits);
    WavLength.check(file);
    try (FfmpegStream stream = new FfmpegStream(file, limits)) {
      sink.start(stream.format());
      stream.decode(sink);
    }
  }

  /// Decodes a whole file into memory.
  ///
  /// @throws SoundRefusedException when the file cannot be used
  public static Decoded read(Path file, DecodeLimits limits) {
    Collector collector = new Collector();
    decode(file, limits, collector);
    return collector.decoded();
  }

  private static void checkFile(Path file, DecodeLimits limits) {
    if (Files.isSymbolicLink(file) && !Files.exists(file)) {
      throw new SoundRefusedException(Refusal.UNREADABLE, "link leads nowhere, or in a circle");
    }
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new SoundRefusedException(Refusal.UNREADABLE, "no such file");
    }
    if (!Files.isRegularFile(file)) {
      throw new SoundRefusedException(Refusal.UNREADABLE, "not a regular file");
    }
    if (!Files.isReadable(file)) {
      throw new SoundRefusedException(Refusal.UNREADABLE, "no permission to read");
    }
    long bytes = sizeOf(file);
    if (bytes == 0) {
      throw new SoundRefusedException(Refusal.NO_SOUND_INSIDE, "file of 0 bytes");
    }
    if (bytes > limits.maxBytes()) {
      throw new SoundRefusedException(
          Refusal.TOO_LARGE, bytes + " bytes, at most " + limits.maxBytes() + " are read");
    }
  }

  private static long sizeOf(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new SoundRefusedException(Refusal.UNREADABLE, String.valueOf(e.getMessage()));
    }
  }

  private static final class Collector implements Sink {
    private StreamFormat format = new StreamFormat("", "", 0, 0, false, -1);
    private float[][] samples = new float[0][];
    private int length;

    @Override
    public void start(StreamFormat format) {
      this.format = format;
      samples = new float[format.channels()][0];
    }

    @Override
    public boolean block(float[][] channels, int frames) {
      if ((long) length + frames > Integer.MAX_VALUE / 4) {
        throw new SoundRefusedException(Refusal.TOO_LARGE, "more samples than fit into one array");
      }
      int needed = length + frames;
      for (int c = 0; c < samples.length; c++) {
        if (samples[c].length < needed) {
          samples[c] = Arrays.copyOf(samples[c], Math.max(needed, samples[c].length * 3 / 2));
        }
        System.arraycopy(channels[c], 0, samples[c], length, frames);
      }
      length = needed;
      return true;
    }

    private Decoded decoded() {
      float[][] exact = new float[samples.length][];
      for (int c = 0; c < exact.length; c++) {
        exact[c] = Arrays.copyOf(samples[c], length);
      }
      return new Decoded(format, exact);
    }
  }
}
