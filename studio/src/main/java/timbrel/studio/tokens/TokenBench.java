package timbrel.studio.tokens;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import timbrel.audio.Sound;
import timbrel.audio.Wav;
import timbrel.codec.AudioCodec;
import timbrel.codec.CodecDescription;
import timbrel.codec.Codes;
import timbrel.instrument.Instrument;
import timbrel.nn.weights.Tensor;
import timbrel.nn.weights.WeightMap;
import timbrel.studio.json.BadRequestException;

/// Takes sounds apart into tokens and puts them together again.
public final class TokenBench {
  private static final double LONGEST_SECONDS = 10;
  private static final String CODEBOOK = "codec.quantizer.codebooks.";

  private TokenBench() {}

  /// The codes of a sound, mixed to mono and resampled as need be; its level stays.
  ///
  /// @throws BadRequestException if it is longer than ten seconds
  public static Codes encode(Instrument instrument, Wav wav) {
    CodecDescription config = instrument.card().codec();
    double seconds = (double) wav.frames() / wav.sampleRate();
    if (seconds > LONGEST_SECONDS) {
      throw new BadRequestException(
          "a sound of %.1f s, expected at most %.0f s".formatted(seconds, LONGEST_SECONDS));
    }
    Sound sound = wav.mono().resampledTo(config.sampleRate());
    return instrument.codec().encode(sound.samples());
  }

  /// The most frames that a request may hold.
  public static int mostFrames(CodecDescription config) {
    return (int) Math.ceil(LONGEST_SECONDS * config.frameRate());
  }

  /// The sound of those codebooks that are to be heard. A codebook that is muted adds nothing to
  /// the latents, as if all its words were zero.
  ///
  /// @param heard one for each codebook
  public static Sound decode(Instrument instrument, Codes codes, List<Boolean> heard) {
    CodecDescription config = instrument.card().codec();
    if (codes.codebooks() != config.codebooks() || heard.size() != config.codebooks()) {
      throw new BadRequestException(
          "%s and %d switches, expected %d of both"
              .formatted(codes, heard.size(), config.codebooks()));
    }
    int first = heard.indexOf(false) < 0 ? heard.size() : heard.indexOf(false);
    boolean onlyFirst = first > 0 && !heard.subList(first, heard.size()).contains(true);
    float[] samples =
        onlyFirst
            ? instrument.codec().decode(codes, first)
            : withMuted(instrument, heard).decode(codes);
    return new Sound(samples, config.sampleRate());
  }

  private static AudioCodec withMuted(Instrument instrument, List<Boolean> heard) {
    WeightMap weights = instrument.weights();
    Map<String, Tensor> changed = new LinkedHashMap<>();
    weights.names().stream()
        .filter(name -> name.startsWith("codec."))
        .forEach(name -> changed.put(name, weights.tensor(name)));
    for (int q = 0; q < heard.size(); q++) {
      if (!heard.get(q)) {
        if (!changed.containsKey(CODEBOOK + q)) {
          throw new BadRequestException(
              "of this instrument's codec only the last codebooks can be left out");
        }
        changed.compute(CODEBOOK + q, (name, words) -> silent(words));
      }
    }
    return Instrument.codec(
        instrument.card().codec(), WeightMap.of(instrument.file().name() + " with muted", changed));
  }

  private static Tensor silent(Tensor words) {
    return Tensor.of(new float[words.data().length], words.shape());
  }

  /// All switches on.
  public static List<Boolean> all(CodecDescription config) {
    return Collections.nCopies(config.codebooks(), true);
  }

  /// @throws BadRequestException if rows differ in length or a codebook has no such code
  public static Codes codes(int[][] rows, CodecDescription config) {
    boolean ragged = Arrays.stream(rows).anyMatch(row -> row.length != rows[0].length);
    if (rows.length == 0 || ragged || rows[0].length == 0) {
      throw new BadRequestException("codes are ragged or empty, expected equally long rows");
    }
    Codes codes = new Codes(rows);
    codes.requireBelow(config.codebookSize());
    return codes;
  }
}
