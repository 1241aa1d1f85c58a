package timbrel.cli;

import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import timbrel.audio.SampleFormat;
import timbrel.audio.Sound;
import timbrel.audio.WavFile;
import timbrel.codec.CodecDescription;
import timbrel.codec.Codes;
import timbrel.instrument.Instrument;
import timbrel.instrument.TokenFile;
import timbrel.nn.weights.Npy;

/// `timbrel decode`: tokens become a sound.
@Command(
    name = "decode",
    description = {
      "Turns tokens back into a sound.",
      "Nothing is trimmed, shifted or changed in level; a .tokens, .ecdc or .npz file gives the sound"
          + " its own length and level back, an .npy file always whole frames."
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
      "  timbrel decode codes.npy -m starter -o sound.wav",
      "  timbrel decode kick.tokens -m my.timbrel -o rough.wav --codebooks 2 --bits 16"
    })
final class DecodeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "TOKENS",
      description = "an .npy, .tokens, .ecdc or .npz file, as encode writes them")
  private Path tokenFile;

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
      description = "the WAV file to write")
  private Path outFile;

  @Option(
      names = "--codebooks",
      paramLabel = "K",
      description = "use only the first K codebooks (default: all)")
  private @Nullable Integer codebooks;

  @Option(
      names = "--bits",
      paramLabel = "BITS",
      defaultValue = "32",
      description = "16 or 24 (PCM) or 32 (floating point, the default)")
  private int bits;

  @Option(names = "--json", description = "print what was done as JSON")
  private boolean json;

  @Override
  public Integer call() {
    SampleFormat wavFormat = Bits.format(bits);
    TokenFormat.of(tokenFile, EnumSet.allOf(TokenFormat.class));
    return switch (Models.open(instrumentName, spec.commandLine().getErr())) {
      case Models.OfInstrument model -> decode(model.instrument(), wavFormat);
      case Models.OfCodec model -> {
        new CodecDecoding(model, spec.commandLine(), json)
            .decode(tokenFile, outFile, codebooks, wavFormat);
        yield ExitCodes.OK;
      }
    };
  }

  private int decode(Instrument instrument, SampleFormat wavFormat) {
    TokenFormat tokenFormat = TokenFormat.of(tokenFile, TokenFormat.OF_INSTRUMENTS);
    Outputs.requireWritable(outFile);
    Sound sound =
        switch (tokenFormat) {
          case NPY -> decode(readNpy(), instrument);
          default -> decodeTokens(instrument);
        };
    int[] clipped = new int[1];
    Outputs.write(outFile, () -> clipped[0] = WavFile.write(outFile, sound, wavFormat));
    if (clipped[0] > 0) {
      spec.commandLine().getErr().printf("%s: clipped %d samples%n", outFile, clipped[0]);
    }
    report(sound);
    return ExitCodes.OK;
  }

  private Codes readNpy() {
    try {
      int[][] rows = Npy.readInt32(tokenFile);
      if (rows.length == 0) {
        throw CommandException.badInput(tokenFile + ": holds no codebooks");
      }
      return new Codes(rows);
    } catch (UncheckedIOException e) {
      throw CommandException.cannotRead(tokenFile, e);
    } catch (IllegalArgumentException e) {
      throw CommandException.badInput(tokenFile + ": " + e.getMessage());
    }
  }

  private Sound decodeTokens(Instrument instrument) {
    TokenFile tokens = readTokens();
    if (!tokens.codec().equals(instrument.codecFingerprint())) {
      throw CommandException.badInput(
          "%s: was made with another codec than that of %s".formatted(tokenFile, instrumentName));
    }
    Sound sound = decode(tokens.codes(), instrument);
    if (tokens.samples() > sound.length()) {
      throw CommandException.badInput(
          "%s: says it has %d samples, its codes hold %d"
              .formatted(tokenFile, tokens.samples(), sound.length()));
    }
    float gain = (float) StrictMath.pow(10, -tokens.gainDb() / 20);
    float[] samples = Arrays.copyOf(sound.samples(), tokens.samples());
    for (int t = 0; t < samples.length; t++) {
      samples[t] *= gain;
    }
    return new Sound(samples, sound.sampleRate());
  }

  private TokenFile readTokens() {
    try {
      return TokenFile.read(tokenFile);
    } catch (UncheckedIOException e) {
      throw CommandException.cannotRead(tokenFile, e);
    }
  }

  private Sound decode(Codes codes, Instrument instrument) {
    CodecDescription config = instrument.card().codec();
    if (codes.codebooks() > config.codebooks()) {
      throw CommandException.badInput(
          "%s: has %d codebooks, %s has %d"
              .formatted(tokenFile, codes.codebooks(), instrumentName, config.codebooks()));
    }
    int count = CodebookCount.checked(codebooks, codes.codebooks());
    try {
      codes.requireBelow(config.codebookSize());
    } catch (IllegalArgumentException e) {
      throw CommandException.badInput(tokenFile + ": " + e.getMessage());
    }
    return new Sound(instrument.codec().decode(codes, count), config.sampleRate());
  }

  private void report(Sound sound) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      JsonObject done = new JsonObject();
      done.addProperty("path", outFile.toString());
      done.addProperty("samples", sound.length());
      done.addProperty("sampleRate", sound.sampleRate());
      done.addProperty("bits", bits);
      out.println(done);
    } else {
      out.printf("%s  %.3f s%n", outFile, sound.seconds());
    }
  }
}
