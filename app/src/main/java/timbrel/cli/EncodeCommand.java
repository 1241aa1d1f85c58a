package timbrel.cli;

import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
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
      "Turns a sound into an instrument's tokens.",
      "The sound is not trimmed, shifted or changed in level; it is mixed to mono and resampled to the"
          + " instrument's rate if need be."
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
      "  timbrel encode kick.wav -m my.timbrel -o kick.tokens --codebooks 4"
    })
final class EncodeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SOUND", description = "a WAV file; FLAC, MP3 and others with FFmpeg")
  private Path soundFile;

  @Option(
      names = {"-m", "--model"},
      required = true,
      paramLabel = "INSTRUMENT",
      description = Instruments.DESCRIPTION)
  private String instrumentName;

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "FILE",
      description = {
        "x.npy: the codes alone, int32 [codebooks, frames]",
        "x.tokens: the instrument's own file, which also keeps length and gain"
      })
  private Path outFile;

  @Option(
      names = "--codebooks",
      paramLabel = "K",
      description = "keep only the first K codebooks (default: all)")
  private @Nullable Integer codebooks;

  @Option(names = "--json", description = "print what was done as JSON")
  private boolean json;

  @Override
  public Integer call() {
    TokenFormat format = TokenFormat.of(outFile);
    Instrument instrument = Instruments.open(instrumentName);
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
      case TOKENS ->
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
