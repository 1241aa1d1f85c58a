package timbrel.instrument;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import timbrel.classifier.DrumClassifier;
import timbrel.codec.AudioCodec;
import timbrel.codec.Codec;
import timbrel.codec.CodecConfig;
import timbrel.codec.CodecDescription;
import timbrel.codec.pretrained.InstrumentCodec;
import timbrel.codec.pretrained.PretrainedConfig;
import timbrel.lm.TokenModel;
import timbrel.nn.weights.Tensor;
import timbrel.nn.weights.WeightMap;

/// A neural drum instrument: a codec that turns sound into tokens and back, a token model that
/// invents tokens, and a card that says where it all came from.
///
/// Immutable, and shared by any number of streams. Weights are brought into the order that the
/// kernels like when a part is first used, so that showing the card or decoding costs no more than
/// it must.
public final class Instrument {
  /// What the built-in instrument is called wherever one is taken.
  public static final String STARTER = "starter";

  private static final String STARTER_RESOURCE = "/timbrel/starter.timbrel";

  private final Card card;
  private final @Nullable WeightMap weights;
  private final FileFacts file;

  private @Nullable AudioCodec codec;
  private @Nullable TokenModel tokenModel;
  private @Nullable DrumClassifier classifier;
  private @Nullable List<StoredHit> storedHits;
  private @Nullable KnobPrior knobPrior;

  /// Where an instrument came from.
  ///
  /// @param name the file, or what stands for it
  /// @param bytes its size
  /// @param weightsSha256 checksum of all its tensors, in hexadecimal: tells instruments apart
  public record FileFacts(String name, long bytes, String weightsSha256) {}

  Instrument(Card card, @Nullable WeightMap weights, FileFacts file) {
    this.card = card;
    this.weights = weights;
    this.file = file;
  }

  /// Opens an instrument file, or the built-in one when `nameOrPath` is [#STARTER].
  ///
  /// @throws InstrumentException if the file is no whole instrument of a version that is known
  public static Instrument open(String nameOrPath) {
    return nameOrPath.equals(STARTER) ? openStarter() : InstrumentFile.read(Path.of(nameOrPath));
  }

  private static Instrument openStarter() {
    try (InputStream in = Instrument.class.getResourceAsStream(STARTER_RESOURCE)) {
      if (in == null) {
        throw new InstrumentException(
            STARTER, "missing from this build", "an instrument at " + STARTER_RESOURCE);
      }
      return InstrumentFile.read(in.readAllBytes(), STARTER);
    } catch (IOException e) {
      throw new UncheckedIOException("reading the built-in instrument", e);
    }
  }

  public Card card() {
    return card;
  }

  public FileFacts file() {
    return file;
  }

  /// The same instrument with all of its parts in the order that the kernels like, and without the
  /// weights of the file, which take as much memory again. For a program that only plays; memory is
  /// freed only once nobody holds this one any more. [#weights], [#parameters] and
  /// [#codecFingerprint] of the result fail with an [IllegalStateException].
  public Instrument withoutWeights() {
    Instrument parts = new Instrument(card, null, file);
    parts.codec = codec();
    parts.tokenModel = tokenModel().orElse(null);
    parts.classifier = classifier().orElse(null);
    parts.storedHits = storedHits();
    parts.knobPrior = knobPrior();
    return parts;
  }

  /// All weights by the names of the file.
  ///
  /// @throws IllegalStateException if this instrument is [#withoutWeights]
  public WeightMap weights() {
    if (weights == null) {
      throw new IllegalStateException(
          file.name() + " has let go of its weights, expected an instrument that has them");
    }
    return weights;
  }

  public synchronized AudioCodec codec() {
    if (codec == null) {
      codec = codec(card.codec(), weights());
    }
    return codec;
  }

  /// A codec of an instrument's weights, or of those that an instrument will have.
  ///
  /// @throws timbrel.nn.weights.WeightsException naming the tensor that is missing or misshapen
  public static AudioCodec codec(CodecDescription description, WeightMap weights) {
    return switch (description) {
      case CodecConfig own -> Codec.from(own, weights);
      case PretrainedConfig pretrained -> InstrumentCodec.from(pretrained, codecWeights(weights));
      default -> throw new IllegalArgumentException("no codec that an instrument can have");
    };
  }

  /// The tensors of the codec under the names that its own file gives them.
  static WeightMap codecWeights(WeightMap weights) {
    WeightMap view = weights.withPrefix("codec.");
    Map<String, Tensor> tensors = new HashMap<>();
    view.names().forEach(name -> tensors.put(name, view.tensor(name)));
    return WeightMap.of(weights.source(), tensors);
  }

  /// Empty when learning was stopped before there was a token model.
  public synchronized Optional<TokenModel> tokenModel() {
    if (tokenModel == null) {
      tokenModel = card.lm().map(config -> TokenModel.from(config, weights())).orElse(null);
    }
    return Optional.ofNullable(tokenModel);
  }

  /// Tells which class a sound belongs to; empty in an instrument that has learnt no classifier.
  public synchronized Optional<DrumClassifier> classifier() {
    if (classifier == null && weights != null && DrumClassifier.isIn(weights)) {
      classifier = DrumClassifier.from(weights, card.classes());
    }
    return Optional.ofNullable(classifier);
  }

  /// Numbers that were learnt, in all parts.
  public long parameters() {
    return weights().parameterCount()
        - weights().withPrefix("hits.").parameterCount()
        - weights().withPrefix("prior.").parameterCount();
  }

  /// Hits that the file brings along; none in files that were written without.
  public synchronized List<StoredHit> storedHits() {
    if (storedHits == null) {
      storedHits = StoredHits.in(weights(), card);
    }
    return storedHits;
  }

  /// Where its recordings had their knobs; of none in files that were written without.
  synchronized KnobPrior knobPrior() {
    if (knobPrior == null) {
      knobPrior = KnobPrior.in(weights(), card);
    }
    return knobPrior;
  }

  /// Checksum of the codec's tensors alone, in hexadecimal: two instruments of which it is the same
  /// understand each other's tokens.
  public String codecFingerprint() {
    return Checksum.of(weights().withPrefix("codec."));
  }
}
