package timbrel.cli;

import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import timbrel.audio.SampleFormat;
import timbrel.audio.WavStream;
import timbrel.codec.Codes;
import timbrel.codec.encodec.EcdcFile;
import timbrel.codec.waveform.Chunk;
import timbrel.codec.waveform.CodeArchive;
import timbrel.codec.waveform.EncodedSound;
import timbrel.codec.waveform.WaveformSpec;
import timbrel.nn.weights.Npy;

/// `timbrel decode` with a codec that others have trained.
final class CodecDecoding {
  private final Models.OfCodec model;
  private final WaveformSpec spec;
  private final CommandLine command;
  private final boolean json;

  CodecDecoding(Models.OfCodec model, CommandLine command, boolean json) {
    this.model = model;
    this.spec = model.codec().spec();
    this.command = command;
    this.json = json;
  }

  void decode(Path tokenFile, Path outFile, @Nullable Integer codebooks, SampleFormat wavFormat) {
    TokenFormat format = TokenFormat.of(tokenFile, CodecEncoding.formats(spec));
    Outputs.requireWritable(outFile);
    EncodedSound sound = read(format, tokenFile);
    int count = CodebookCount.checked(codebooks, sound.codebooks());
    EncodedSound heard = count == sound.codebooks() ? sound : coarser(sound, count);
    long[] written = new long[1];
    Outputs.write(outFile, () -> written[0] = write(tokenFile, outFile, heard, wavFormat));
    report(outFile, written[0], wavFormat);
  }

  private EncodedSound read(TokenFormat format, Path file) {
    try {
      return switch (format) {
        case ECDC -> EcdcFile.read(file, spec);
        case NPZ -> CodeArchive.read(file, spec);
        default -> wholeFrames(file, new Codes(Npy.readInt32(file)));
      };
    } catch (UncheckedIOException e) {
      throw CommandException.cannotRead(file, e);
    } catch (IllegalArgumentException e) {
      throw CommandException.badInput(file + ": " + e.getMessage());
    }
  }

  private EncodedSound wholeFrames(Path file, Codes codes) {
    if (codes.frames() == 0 || codes.codebooks() > spec.codebooks()) {
      throw CommandException.badInput(
          "%s: has %d codebooks x %d frames, expected 1 to %d x at least 1"
              .formatted(file, codes.codebooks(), codes.frames(), spec.codebooks()));
    }
    codes.requireBelow(spec.codebookSize());
    return new EncodedSound(List.of(new Chunk(codes, 1)), Long.MAX_VALUE);
  }

  private static EncodedSound coarser(EncodedSound sound, int count) {
    return new EncodedSound(
        sound.chunks().stream()
            .map(chunk -> new Chunk(chunk.codes().firstCodebooks(count), chunk.scale()))
            .toList(),
        sound.samples());
  }

  /// Writes as many samples as the sound had, or as its frames make.
  private long write(Path tokenFile, Path outFile, EncodedSound sound, SampleFormat format) {
    long[] left = {sound.samples()};
    long[] written = new long[1];
    try (WavStream out = WavStream.create(outFile, format, spec.channels(), spec.sampleRate())) {
      model
          .codec()
          .newDecoder()
          .decode(
              sound,
              (samples, offset, frames) -> {
                int count = (int) Math.min(left[0], frames);
                out.write(samples, offset, count);
                left[0] -= count;
                written[0] += count;
              });
      if (sound.samples() != Long.MAX_VALUE && left[0] > 0) {
        throw CommandException.badInput(
            "%s: says it has %d samples, its codes hold %d"
                .formatted(tokenFile, sound.samples(), written[0]));
      }
      long clipped = out.finish();
      if (clipped > 0) {
        command.getErr().printf("%s: clipped %d samples%n", outFile, clipped);
      }
    }
    return written[0];
  }

  private void report(Path outFile, long samples, SampleFormat format) {
    PrintWriter out = command.getOut();
    if (json) {
      JsonObject done = new JsonObject();
      done.addProperty("path", outFile.toString());
      done.addProperty("samples", samples);
      done.addProperty("channels", spec.channels());
      done.addProperty("sampleRate", spec.sampleRate());
      done.addProperty("bits", format.bits());
      out.println(done);
    } else {
      out.printf("%s  %.3f s%n", outFile, samples / (double) spec.sampleRate());
    }
  }
}
