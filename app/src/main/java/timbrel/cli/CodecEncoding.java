package timbrel.cli;

import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import timbrel.codec.encodec.EcdcFile;
import timbrel.codec.encodec.EncodecConfig;
import timbrel.codec.waveform.CodeArchive;
import timbrel.codec.waveform.EncodedSound;
import timbrel.codec.waveform.SoundEncoder;
import timbrel.codec.waveform.WaveformSpec;
import timbrel.nn.weights.Npy;

/// `timbrel encode` with a codec that others have trained.
final class CodecEncoding {
  private final Models.OfCodec model;
  private final WaveformSpec spec;
  private final CommandLine command;
  private final boolean json;

  CodecEncoding(Models.OfCodec model, CommandLine command, boolean json) {
    this.model = model;
    this.spec = model.codec().spec();
    this.command = command;
    this.json = json;
  }

  /// Formats that can hold what such a codec makes.
  static Set<TokenFormat> formats(WaveformSpec spec) {
    Set<TokenFormat> formats = EnumSet.of(TokenFormat.NPZ);
    if (spec.family().equals(EncodecConfig.MODEL_TYPE)) {
      formats.add(TokenFormat.ECDC);
    }
    if (spec.chunking().isEmpty() && !spec.normalized()) {
      formats.add(TokenFormat.NPY);
    }
    return formats;
  }

  void encode(
      Path soundFile, Path outFile, @Nullable Integer codebooks, @Nullable Double bandwidth) {
    TokenFormat format = TokenFormat.of(outFile, formats(spec));
    int count = codebooks(codebooks, bandwidth);
    Outputs.requireWritable(outFile);
    SoundEncoder encoder = model.codec().newEncoder(count);
    long read =
        new SoundBlocks(soundFile, spec.sampleRate(), spec.channels(), command.getErr())
            .forEach(encoder::accept);
    if (read == 0) {
      throw CommandException.badInput(soundFile + ": has no samples, expected at least one");
    }
    EncodedSound sound = encoder.finish();
    Outputs.write(outFile, () -> write(format, outFile, sound));
    report(outFile, sound);
  }

  private int codebooks(@Nullable Integer codebooks, @Nullable Double bandwidth) {
    if (codebooks != null && bandwidth != null) {
      throw CommandException.usage(
          "--codebooks and --bandwidth say the same, expected one of them");
    }
    if (codebooks != null) {
      return CodebookCount.checked(codebooks, spec.codebooks());
    }
    if (bandwidth == null) {
      return spec.bandwidths().isEmpty()
          ? spec.codebooks()
          : spec.codebooksFor(spec.bandwidths().getFirst());
    }
    if (!spec.bandwidths().isEmpty() && !spec.bandwidths().contains(bandwidth)) {
      throw CommandException.usage(
          "--bandwidth is %s, %s has %s".formatted(bandwidth, model.name(), spec.bandwidths()));
    }
    if (!(bandwidth > 0)) {
      throw CommandException.usage("--bandwidth is %s, expected more than 0".formatted(bandwidth));
    }
    return spec.codebooksFor(bandwidth);
  }

  private void write(TokenFormat format, Path file, EncodedSound sound) {
    switch (format) {
      case ECDC -> EcdcFile.write(file, spec, sound);
      case NPZ -> CodeArchive.write(file, sound);
      default -> Npy.writeInt32(file, sound.chunks().getFirst().codes().codes());
    }
  }

  private void report(Path outFile, EncodedSound sound) {
    PrintWriter out = command.getOut();
    if (json) {
      JsonObject done = new JsonObject();
      done.addProperty("path", outFile.toString());
      done.addProperty("codebooks", sound.codebooks());
      done.addProperty("frames", sound.frames());
      done.addProperty("chunks", sound.chunks().size());
      done.addProperty("samples", sound.samples());
      done.addProperty("sampleRate", spec.sampleRate());
      out.println(done);
    } else {
      out.printf(
          "%s  %d codebooks x %d frames, %.3f s, %.1f kbit/s%n",
          outFile,
          sound.codebooks(),
          sound.frames(),
          sound.samples() / (double) spec.sampleRate(),
          spec.bitRate(sound.codebooks()) / 1000);
    }
  }
}
