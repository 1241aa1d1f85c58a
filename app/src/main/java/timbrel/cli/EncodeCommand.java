package timbrel.cli;

import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import timbrel.audio.Sound;
import timbrel.codec.Codes;
import timbrel.instrument.Instrument;
import timbrel.instrument.TokenFile;
import timbrel.nn.weights.Npy;

/// `timbrel encode`: a sound becomes tokens.
@Command(
    name = "encode",
    description = {
      "Turns a sound into tokens, of an instrument or of an EnCodec or DAC model.",
      "The sound is not trimmed, shifted or changed in level; it is mixed to the model's channels and"
          + " resampled to its rate if need be."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = ExitCodeHelp.HEADING,
    exitCodeList = {
      ExitCodeHelp.OK,
      ExitCodeHelp.FAILURE,
      ExitCodeHelp.USAGE,
      ExitCodeHelp.BAD_INPUT,
      ExitCodeHelp.CANNOT_WRITE,
      ExitCodeHelp.INTERRUPTED
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  timbrel encode kick.wav -m starter -o codes.npy",
      "  timbrel encode kick.wav -m my.timbrel -o kick.tokens --codebooks 4",
      "  timbrel encode song.wav -m facebook/encodec_24khz --bandwidth 6 -o song.ecdc"
    })
final class EncodeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SOUND", description = "a WAV file; FLAC, MP3 and others with FFmpeg")
  private Path soundFile;

  @Option(
      names = {"-m", "--model"},
      required = true,
      paramLabel = "MODEL",
      description = Models.DESCRIPTION)
  private String instrumentName;

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "FILE",
      description = {
        "x.npy: the codes alone, int32 [codebooks, frames]",
        "x.tokens: the instrument's own file, which also keeps length and gain",
        "x.ecdc: EnCodec's own file, as its own tool writes it",
        "x.npz: EnCodec's and DAC's codes with all that decoding needs"
      })
  private Path outFile;

  @Option(
      names = "--codebooks",
      paramLabel = "K",
      description = "keep only the first K codebooks (default: all)")
  private @Nullable Integer codebooks;

  @Option(
      names = "--bandwidth",
      paramLabel = "KBPS",
      description = {
        "of an EnCodec or DAC model, in kbit/s instead of --codebooks",
        "(default: EnCodec's lowest, as its libraries do, and all of DAC's)"
      })
  private @Nullable Double bandwidth;

  @Option(names = "--json", description = "print what was done as JSON")
  private boolean json;

  @Override
  public Integer call() {
    TokenFormat.of(outFile, EnumSet.allOf(TokenFormat.class));
    return switch (Models.open(instrumentName, spec.commandLine().getErr())) {
      case Models.OfInstrument model -> encode(model.instrument());
      case Models.OfCodec model -> {
        new CodecEncoding(model, spec.commandLine(), json)
            .encode(soundFile, outFile, codebooks, bandwidth);
        yield ExitCodes.OK;
      }
    };
  }

  private int encode(Instrument instrument) {
    TokenFormat format = TokenFormat.of(outFile, TokenFormat.OF_INSTRUMENTS);
    if (bandwidth != null) {
      throw CommandException.usage("--bandwidth is for EnCodec and DAC models; use --codebooks");
    }
    int count = CodebookCount.checked(codebooks, instrument.card().codec().codebooks());
    Outputs.requireWritable(outFile);
    Sound sound =
        Sounds.read(soundFile, instrument.card().codec().sampleRate(), spec.commandLine().getErr());
    Codes codes = instrument.codec().encode(sound.samples()).firstCodebooks(count);
    Outputs.write(outFile, () -> write(format, codes, sound, instrument));
    report(codes, sound);
    return ExitCodes.OK;
  }

  private void write(TokenFormat format, Codes codes, Sound sound, Instrument instrument) {
    switch (format) {
      case NPY -> Npy.writeInt32(outFile, codes.codes());
      default ->
          new TokenFile(codes, sound.length(), 0, instrument.codecFingerprint()).write(outFile);
    }
  }

  private void report(Codes codes, Sound sound) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      JsonObject done = new JsonObject();
      done.addProperty("path", outFile.toString());
      done.addProperty("codebooks", codes.codebooks());
      done.addProperty("frames", codes.frames());
      done.addProperty("samples", sound.length());
      done.addProperty("sampleRate", sound.sampleRate());
      out.println(done);
    } else {
      out.printf(
          "%s  %d codebooks x %d frames, %.3f s%n",
          outFile, codes.codebooks(), codes.frames(), sound.seconds());
    }
  }
}
