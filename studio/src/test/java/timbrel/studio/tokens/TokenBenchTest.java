package timbrel.studio.tokens;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import timbrel.audio.Wav;
import timbrel.codec.CodecDescription;
import timbrel.codec.Codes;
import timbrel.instrument.Instrument;
import timbrel.studio.json.BadRequestException;

class TokenBenchTest {
  private static final Instrument STARTER = Instrument.open(Instrument.STARTER);
  private static final CodecDescription CONFIG = STARTER.card().codec();
  private static final Codes CODES = TokenBench.encode(STARTER, knock(44_100, 1));

  private static Wav knock(int rate, int channels) {
    float[] samples = new float[rate / 5];
    for (int t = 0; t < samples.length; t++) {
      double seconds = (double) t / rate;
      samples[t] = (float) (0.8 * Math.sin(2 * Math.PI * 180 * seconds) * Math.exp(-20 * seconds));
    }
    float[][] all = new float[channels][];
    Arrays.fill(all, samples);
    return new Wav(all, rate);
  }

  private static int[] from(int first) {
    return IntStream.range(first, CONFIG.codebooks()).toArray();
  }

  private static List<Boolean> without(int... codebooks) {
    List<Boolean> heard = new ArrayList<>(TokenBench.all(CONFIG));
    for (int q : codebooks) {
      heard.set(q, false);
    }
    return heard;
  }

  private static float[] decode(List<Boolean> heard) {
    return TokenBench.decode(STARTER, CODES, heard).samples();
  }

  @Test
  void stereoAtAnotherRateHasAsManyFrames() {
    assertEquals(CODES.frames(), TokenBench.encode(STARTER, knock(48_000, 2)).frames());
  }

  @Test
  void allCodebooksAreWhatTheCodecDecodes() {
    assertArrayEquals(STARTER.codec().decode(CODES), decode(TokenBench.all(CONFIG)));
  }

  /// Two ways to the same sound: leaving the last ones away, and letting them say nothing.
  @Test
  void mutingTheLastCodebooksIsHearingTheFirst() {
    float[] first = STARTER.codec().decode(CODES, 3);
    assertArrayEquals(first, decode(without(from(3))));
  }

  @Test
  void mutingAnInnerCodebookChangesTheSound() {
    float[] whole = decode(TokenBench.all(CONFIG));
    assertFalse(Arrays.equals(whole, decode(without(2))));
    assertFalse(Arrays.equals(decode(without(2)), decode(without(1))));
    assertEquals(whole.length, decode(without(from(0))).length);
  }

  @Test
  void codesThatAreNoneAreRefused() {
    int[][] ragged = {{1, 2}, {1}};
    assertThrows(BadRequestException.class, () -> TokenBench.codes(ragged, CONFIG));
    assertThrows(BadRequestException.class, () -> TokenBench.codes(new int[0][], CONFIG));
    assertThrows(
        IllegalArgumentException.class, () -> TokenBench.codes(new int[][] {{256}}, CONFIG));
    assertThrows(
        BadRequestException.class,
        () -> TokenBench.decode(STARTER, new Codes(new int[][] {{1}}), TokenBench.all(CONFIG)));
  }

  @Test
  void aSoundThatIsTooLongIsRefused() {
    Wav long0 = new Wav(new float[1][44_100 * 11], 44_100);
    assertThrows(BadRequestException.class, () -> TokenBench.encode(STARTER, long0));
  }
}
