package timbrel.control.cv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static timbrel.engine.Control.ALL_PADS;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import timbrel.control.Allocation;
import timbrel.control.MappingText;
import timbrel.control.RecordingSink;
import timbrel.control.RecordingSink.Action;
import timbrel.descriptors.Knob;
import timbrel.engine.AudioCallback;
import timbrel.engine.Control;

/// Control voltages of an interface whose full scale is 10 V.
class CvInputsTest {
  private static final int RATE = 48_000;
  private static final List<String> CLASSES = List.of("kick", "snare");
  private static final AudioCallback NOTHING =
      new AudioCallback() {
        @Override
        public void midi(int frame, int status, int data1, int data2) {}

        @Override
        public void process(float[][] in, float[][] out, int frames) {}
      };

  private final RecordingSink sink = new RecordingSink();
  private List<String> remarks = List.of();

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 37, 64, 2048})
  void aGateStrikesAtItsVerySampleAtAnyBlockSize(int block) {
    float[] gate = new float[4000];
    pulse(gate, 0, 10);
    pulse(gate, 100, 1);
    pulse(gate, 101 + 63, 500);
    pulse(gate, 2047, 1000);
    run(block, "cv 1 gate pad 3", gate);
    assertEquals(
        List.of(0L, 100L, 164L, 2047L), sink.actions().stream().map(Action::frame).toList());
    assertEquals(hit(0, 2, 1), sink.actions().getFirst());
  }

  @Test
  void noiseOnASlowEdgeStrikesOnce() {
    float[] gate = new float[2000];
    for (int t = 0; t < gate.length; t++) {
      float slope = 5f * t / gate.length;
      gate[t] = (slope + (t % 2 == 0 ? 0.2f : -0.2f)) / 10;
    }
    run(64, "cv 1 gate pad 1", gate);
    assertEquals(1, sink.actions().size());
  }

  @Test
  void theThresholdIsAtTwoAndAHalfVoltsUnlessTheMappingSaysOtherwise() {
    float[] gate = {0, 0.249f, 0.25f, 0.201f, 0.25f, 0.199f, 0.25f};
    run(7, "cv 1 gate pad 1", gate);
    assertEquals(List.of(2L, 6L), sink.take().stream().map(Action::frame).toList());
    run(7, "cv 1 gate pad 1 threshold 2V hysteresis 0V", gate);
    assertEquals(List.of(1L, 6L), sink.take().stream().map(Action::frame).toList());
  }

  @Test
  void velocityIsTheVoltageOfTheOtherInputAtThatSample() {
    float[] gate = new float[64];
    pulse(gate, 20, 10);
    float[] velocity = new float[64];
    velocity[19] = 0.1f;
    velocity[20] = 0.4f;
    velocity[21] = 0.5f;
    run(64, "cv 1 gate pad 1 velocity cv 2 0V..5V", gate, velocity);
    assertEquals(List.of(hit(20, 0, 0.8f)), sink.actions());
  }

  @Test
  void aGateStrikesSoftlyWhereTheVelocityIsNothing() {
    float[] gate = {1};
    run(1, "cv 1 gate pad 1 velocity cv 2", gate, new float[] {-1});
    assertEquals(List.of(hit(0, 0, 1 / 127f)), sink.actions());
  }

  /// 1 V above zero is one octave; the pad is tuned before it is struck.
  @Test
  void pitchIsReadAtTheSampleOfTheGate() {
    float[] gate = new float[64];
    pulse(gate, 30, 10);
    float[] pitch = new float[64];
    Arrays.fill(pitch, 30, 64, 0.3f);
    run(64, "cv 1 gate pad 5\ncv 2 pitch pad 5 zero 2V", gate, pitch);
    assertEquals(
        List.of(new Action(30, Control.TUNE, 4, 0, 12), hit(30, 4, 1)),
        sink.actions().stream().filter(action -> action.frame() == 30).toList());
  }

  @Test
  void aSteadyVoltageTurnsAKnobOnce() {
    float[] volts = new float[RATE];
    Arrays.fill(volts, 0.25f);
    run(64, "cv 1 0V..5V knob brightness", volts);
    assertEquals(
        List.of(new Action(479, Control.KNOB, ALL_PADS, Knob.BRIGHTNESS.ordinal(), 0.5f)),
        sink.actions());
  }

  @Test
  void bipolarVoltagesAndRangesAreScaled() {
    float[] volts = new float[480];
    Arrays.fill(volts, -0.25f);
    run(64, "cv 1 -5V..5V tune pad 2 -12..12", volts);
    assertEquals(List.of(new Action(479, Control.TUNE, 1, 0, -6)), sink.actions());
  }

  @Test
  void anInterfaceOfAnotherFullScaleAndOffsetIsCorrected() {
    float[] volts = new float[480];
    Arrays.fill(volts, 0.51f);
    run(64, "cv 1 scale 5V offset 0.05V\ncv 1 0V..5V variation", volts);
    assertEquals(0.5f, sink.actions().getFirst().value(), 1e-6f);
  }

  /// A voltage that swings all the time asks for no more changes than the smoothing lets through,
  /// and noise asks for none.
  @Test
  void aKnobDoesNotFloodTheGenerator() {
    float[] swing = new float[RATE];
    for (int t = 0; t < RATE; t++) {
      swing[t] = (float) Math.sin(2 * Math.PI * t * 5 / RATE) / 2;
    }
    run(64, "cv 1 -5V..5V drive", swing);
    assertTrue(sink.take().size() <= 100);

    float[] noise = new float[RATE];
    for (int t = 0; t < RATE; t++) {
      noise[t] = 0.25f + ((t * 7919) % 101 - 50) * 1e-4f;
    }
    run(64, "cv 1 drive", noise);
    assertEquals(1, sink.take().size());
  }

  @Test
  void aKnobReachesItsEnds() {
    float[] volts = new float[960];
    Arrays.fill(volts, 0, 480, 0.4999f);
    Arrays.fill(volts, 480, 960, 0.51f);
    run(64, "cv 1 0V..5V drive", volts);
    assertEquals(1, sink.actions().getLast().value());
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void aSampleThatIsNoNumberChangesNothingAndIsCounted(float bad) {
    float[] gate = new float[640];
    pulse(gate, 100, 200);
    gate[150] = bad;
    gate[400] = bad;
    float[] knob = new float[640];
    Arrays.fill(knob, 0.25f);
    knob[7] = bad;
    CvInputs inputs = run(64, "cv 1 gate pad 1\ncv 2 drive", gate, knob);
    assertEquals(3, inputs.badSamples());
    assertEquals(
        List.of(hit(100, 0, 1), new Action(479, Control.DRIVE, ALL_PADS, 0, 0.5f)),
        sink.actions().stream().sorted((a, b) -> Long.compare(a.frame(), b.frame())).toList());
  }

  @Test
  void aVoltageBeyondAnythingIsCutOff() {
    float[] volts = new float[480];
    Arrays.fill(volts, Float.MAX_VALUE / 100);
    run(64, "cv 1 pitch pad 1", volts);
    assertEquals(20 * 12, sink.actions().getFirst().value());
  }

  @Test
  void anInputThatIsNotThereHasNoVoltage() {
    float[] gate = {1};
    run(1, "cv 1 gate pad 1\ncv 9 gate pad 2\ncv 8 drive", gate);
    assertEquals(List.of(hit(0, 0, 1)), sink.actions());
  }

  @Test
  void aGateMayDoOtherThings() {
    float[] gate = new float[100];
    pulse(gate, 10, 20);
    run(64, "cv 1 gate keep pad 2\ncv 1 gate reroll pad 3\ncv 1 gate class snare pad 4", gate);
    assertEquals(
        List.of(
            new Action(10, Control.FREEZE, 1, 0, 1),
            new Action(30, Control.FREEZE, 1, 0, 0),
            new Action(10, Control.REROLL, 2, 0, 1),
            new Action(10, Control.CLASS, 3, 1, 1)),
        sink.actions());
  }

  @Test
  void aClassThatTheInstrumentLacksIsSaid() {
    run(1, "cv 1 morph gong", new float[1]);
    assertEquals(
        List.of("'cv 1 0V..5V morph gong smooth 10ms': this instrument has no such class"),
        remarks);
  }

  @Test
  void voltagesAreReadBeforeTheBlockIsRendered() {
    StringBuilder order = new StringBuilder();
    AudioCallback next =
        new AudioCallback() {
          @Override
          public void midi(int frame, int status, int data1, int data2) {
            order.append("midi ");
          }

          @Override
          public void process(float[][] in, float[][] out, int frames) {
            order.append("process");
          }
        };
    CvInputs inputs =
        new CvInputs(
            CLASSES,
            new CvInputs.Format(RATE, 8),
            (frame, control, pad, index, value) -> order.append("hit "),
            next);
    inputs.install(MappingText.read("cv 1 gate pad 1").cv());
    inputs.midi(0, 0x90, 36, 1);
    inputs.process(new float[][] {{1}}, new float[2][1], 1);
    assertEquals("midi hit process", order.toString());
  }

  @Test
  void readingVoltagesAllocatesNothing() {
    CvInputs inputs =
        new CvInputs(
            CLASSES,
            new CvInputs.Format(RATE, 64),
            (frame, control, pad, index, value) -> {},
            NOTHING);
    inputs.install(
        MappingText.read("cv 1 gate pad 1 velocity cv 2\ncv 3 pitch pad 1\ncv 4 drive").cv());
    float[][] in = new float[4][64];
    pulse(in[0], 5, 3);
    pulse(in[0], 20, 30);
    in[1][20] = Float.NaN;
    float[] step = {0};
    float[][] out = new float[2][64];
    Allocation.assertNoneWhenWarm(() -> {
      step[0] = (step[0] + 0.07f) % 0.5f;
      Arrays.fill(in[2], step[0]);
      Arrays.fill(in[3], step[0]);
      inputs.process(in, out, 64);
    });
  }

  private static Action hit(long frame, int pad, float velocity) {
    return new Action(frame, Control.HIT, pad, 0, velocity);
  }

  private static void pulse(float[] gate, int from, int length) {
    Arrays.fill(gate, from, from + length, 0.5f);
  }

  /// Plays all of the voltages in blocks.
  private CvInputs run(int block, String mapping, float[]... volts) {
    CvInputs inputs = new CvInputs(CLASSES, new CvInputs.Format(RATE, block), sink, NOTHING);
    remarks = inputs.install(MappingText.read(mapping).cv());
    int length = volts[0].length;
    for (int start = 0; start < length; start += block) {
      int frames = Math.min(block, length - start);
      float[][] in = new float[volts.length][block];
      for (int i = 0; i < volts.length; i++) {
        System.arraycopy(volts[i], start, in[i], 0, frames);
      }
      sink.startBlock(start);
      inputs.process(in, new float[2][block], frames);
    }
    return inputs;
  }
}
