package timbrel.lm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import timbrel.codec.Codes;

class CodebookPatternTest {
  @ParameterizedTest
  @EnumSource
  void aSequenceGivesItsCodesBack(CodebookPattern pattern) {
    RandomGenerator random = TinyModels.random(1);
    for (int codebooks = 1; codebooks <= 5; codebooks++) {
      for (int frames = 0; frames <= 7; frames++) {
        Codes codes = randomCodes(random, codebooks, frames);
        SequenceLayout layout = new SequenceLayout(pattern, codebooks, frames);
        assertEquals(codes, layout.codesOf(layout.sequenceOf(codes, 10, 11)));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"DELAY, 8", "FLATTEN, 19", "PARALLEL, 7"})
  void sixFramesOfThreeCodebooksAndTheEndTakeThisManySteps(CodebookPattern pattern, int steps) {
    assertEquals(steps, pattern.steps(3, 6));
  }

  /// By hand: two codebooks, two frames, 8 = end, 9 = nothing.
  @Test
  void delayShiftsTheSecondCodebookByOneStep() {
    Codes codes = new Codes(new int[][] {{1, 2}, {3, 4}});
    int[][] sequence = {{1, 9}, {2, 3}, {8, 4}};
    assertArrayEquals(
        sequence, new SequenceLayout(CodebookPattern.DELAY, 2, 2).sequenceOf(codes, 8, 9));
  }

  @Test
  void flattenTakesOneCodeAStep() {
    Codes codes = new Codes(new int[][] {{1, 2}, {3, 4}});
    int[][] sequence = {{1, 9}, {9, 3}, {2, 9}, {9, 4}, {8, 9}};
    assertArrayEquals(
        sequence, new SequenceLayout(CodebookPattern.FLATTEN, 2, 2).sequenceOf(codes, 8, 9));
  }

  @Test
  void parallelTakesOneFrameAStep() {
    Codes codes = new Codes(new int[][] {{1, 2}, {3, 4}});
    int[][] sequence = {{1, 3}, {2, 4}, {8, 8}};
    assertArrayEquals(
        sequence, new SequenceLayout(CodebookPattern.PARALLEL, 2, 2).sequenceOf(codes, 8, 9));
  }

  /// The reference starts with a column of start tokens, which is our model's first input.
  @Test
  void delayIsThatOfMusicGen() throws Exception {
    int[][] codes = npy("codes.npy");
    int[][] expected = npy("delayed_sequence.npy");
    int frames = codes[0].length;
    int[][] sequence =
        new SequenceLayout(CodebookPattern.DELAY, codes.length, frames)
            .sequenceOf(new Codes(codes), 64, 64);
    assertEquals(expected[0].length, sequence.length + 1);
    for (int k = 0; k < codes.length; k++) {
      int codebook = k;
      int[] row = Arrays.stream(sequence).mapToInt(step -> step[codebook]).toArray();
      assertArrayEquals(Arrays.copyOfRange(expected[k], 1, expected[k].length), row);
      assertEquals(64, expected[k][0]);
    }
  }

  @Test
  void codesOfAnotherSizeAreRefused() {
    SequenceLayout layout = new SequenceLayout(CodebookPattern.DELAY, 2, 3);
    assertThrows(
        IllegalArgumentException.class, () -> layout.sequenceOf(new Codes(new int[2][4]), 8, 9));
    assertThrows(IllegalArgumentException.class, () -> layout.codesOf(new int[3][2]));
  }

  private static Codes randomCodes(RandomGenerator random, int codebooks, int frames) {
    int[][] codes = new int[codebooks][frames];
    for (int[] row : codes) {
      Arrays.setAll(row, t -> random.nextInt(10));
    }
    return new Codes(codes);
  }

  /// The int32 numbers of a NumPy file of four rows.
  private static int[][] npy(String name) throws Exception {
    try (var stream = CodebookPatternTest.class.getResourceAsStream(name)) {
      ByteBuffer bytes = ByteBuffer.wrap(stream.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
      bytes.position(10 + bytes.getShort(8));
      int[][] rows = new int[4][bytes.remaining() / 4 / Integer.BYTES];
      for (int[] row : rows) {
        Arrays.setAll(row, i -> bytes.getInt());
      }
      return rows;
    }
  }
}
