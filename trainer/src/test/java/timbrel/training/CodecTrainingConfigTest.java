package timbrel.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CodecTrainingConfigTest {
  private static final CodecTrainingConfig DEFAULT = CodecTrainingConfig.DEFAULT;

  static Stream<CodecTrainingConfig> firstPartsAlone() {
    return Stream.of(DEFAULT.forNewCodes(), DEFAULT.forAutoencoder(false));
  }

  /// A step may begin just as the time is over.
  @ParameterizedTest
  @MethodSource("firstPartsAlone")
  void theLastStepOfAFirstPartAloneIsLikeTheOneBefore(CodecTrainingConfig config) {
    assertFalse(config.adversarialAt(1));
    assertFalse(config.decoderOnlyAt(1));
    double rate = config.learningRateAt(1000, 1);
    assertTrue(rate > 0);
    assertEquals(config.learningRateAt(1000, Math.nextDown(1.0)), rate, 1e-12);
  }

  static Stream<CodecTrainingConfig> withASecondPart() {
    return Stream.of(DEFAULT, CodecTrainingConfig.ADAPT, DEFAULT.forDecoder());
  }

  @ParameterizedTest
  @MethodSource("withASecondPart")
  void theSecondPartGoesOnToTheEnd(CodecTrainingConfig config) {
    assertTrue(config.adversarialAt(1));
    assertTrue(config.decoderOnlyAt(1));
    double last = config.learningRateAt(1000, 1);
    assertTrue(last > 0);
    assertTrue(last < 0.05 * config.learningRateAt(1000, config.adversarialFrom()));
  }
}
