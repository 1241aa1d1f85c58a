package timbrel.lesson;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import timbrel.audio.Sound;
import timbrel.codec.Codec;
import timbrel.codec.Codes;
import timbrel.instrument.Instrument;

/// What lessons compute while they are shown, with the built-in instrument and one drum.
public final class Demonstrations {
  private final Map<String, Supplier<Shown>> all = new TreeMap<>();

  /// @param instrument with Timbrel's own codec and a token model
  /// @param drum at the codec's rate
  /// @param soundClass what the drum is, as the instrument names it
  public Demonstrations(Instrument instrument, Sound drum, String soundClass) {
    Codec codec = (Codec) instrument.codec();
    Codes codes = codec.encode(drum.samples());
    CodebookDemonstrations codebooks = new CodebookDemonstrations(codec, drum, codes);
    all.put("codebooks", codebooks::fewAndMany);
    all.put("words", codebooks::words);
    all.put("quantize", codebooks::quantize);
    TokenDemonstrations tokens = new TokenDemonstrations(instrument, codes, soundClass);
    all.put("grid", tokens::grid);
    all.put("next", tokens::next);
  }

  /// @throws IllegalArgumentException if there is none of that name
  public Shown show(String name) {
    Supplier<Shown> demonstration = all.get(name);
    if (demonstration == null) {
      throw new IllegalArgumentException(
          "demonstration '%s', expected one of %s".formatted(name, all.keySet()));
    }
    return demonstration.get();
  }
}
