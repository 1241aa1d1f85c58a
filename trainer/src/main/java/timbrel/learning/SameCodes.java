package timbrel.learning;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import timbrel.codec.AudioCodec;
import timbrel.codec.CodecConfig;
import timbrel.codec.CodecDescription;
import timbrel.instrument.Instrument;

/// Whether a token model that knows the codes of one codec knows those of another. What codes mean
/// is up to the encoder and the codebooks, not to the decoder.
final class SameCodes {
  private static final long SEED = 11;

  private SameCodes() {}

  /// @param instrument which may have more codebooks than the codec
  /// @param codec of `player`
  static boolean of(Instrument instrument, CodecDescription codec, AudioCodec player) {
    return instrument.card().codec() instanceof CodecConfig theirs
            && codec instanceof CodecConfig ours
        ? ofOwn(instrument, theirs, ours, player)
        : instrument.card().codec().equals(codec);
  }

  private static boolean ofOwn(
      Instrument instrument, CodecConfig theirs, CodecConfig codec, AudioCodec player) {
    CodeLayout fewer =
        new CodeLayout(theirs.fineFrames(), codec.codebooks(), theirs.codebookSize());
    float[] noise = noise(codec.sampleRate() / 4);
    return theirs.codebooks() >= codec.codebooks()
        && fewer.applyTo(theirs).withHead(codec.noise(), codec.tones()).equals(codec)
        && Arrays.deepEquals(
            player.encode(noise).codes(),
            Arrays.copyOf(instrument.codec().encode(noise).codes(), codec.codebooks()));
  }

  private static float[] noise(int samples) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    float[] noise = new float[samples];
    for (int i = 0; i < samples; i++) {
      noise[i] = random.nextFloat() - 0.5f;
    }
    return noise;
  }
}
