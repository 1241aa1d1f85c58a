package timbrel.control.midi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static timbrel.control.RecordingSink.action;
import static timbrel.engine.Control.ALL_PADS;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import timbrel.control.Allocation;
import timbrel.control.MidiAssignment;
import timbrel.control.MidiAssignment.Source;
import timbrel.control.MidiMapping;
import timbrel.control.RecordingSink;
import timbrel.control.Target;
import timbrel.descriptors.Knob;
import timbrel.engine.Control;

/// Channel messages, and what they do.
class MidiInputTest {
  private final RecordingSink sink = new RecordingSink();
  private final MidiMap map = new MidiMap(List.of("kick", "snare"));
  private final MidiInput input = new MidiInput(map, sink);

  @ParameterizedTest
  @CsvSource({"36, 0", "35, 0", "38, 2", "42, 6", "44, 8", "46, 10", "51, 15", "57, 13", "81, 10"})
  void aNoteOfTheGeneralMidiMapStrikesItsPad(int note, int pad) {
    input.message(5, 0x99, note, 127);
    assertEquals(List.of(new RecordingSink.Action(5, Control.HIT, pad, 0, 1)), sink.take());
  }

  @ParameterizedTest
  @CsvSource({"0", "34", "82", "127"})
  void aNoteOutsideTheMapDoesNothing(int note) {
    input.message(0, 0x99, note, 100);
    assertEquals(List.of(), sink.take());
  }

  @Test
  void velocityIsAShareOf127() {
    input.message(0, 0x90, 36, 1);
    assertEquals(1 / 127f, sink.take().getFirst().value());
  }

  /// A drum rings out: no note can get stuck, whether its note off comes or not.
  @Test
  void aNoteOffDoesNothing() {
    input.message(0, 0x80, 36, 64);
    input.message(0, 0x90, 36, 0);
    assertEquals(List.of(), sink.take());
  }

  @Test
  void aNoteOffChokesWhereTheMapSaysSo() {
    install(new MidiAssignment(Source.NOTE, 49, Target.hit(13), true));
    input.message(0, 0x90, 49, 127);
    input.message(3, 0x80, 49, 64);
    input.message(4, 0x90, 49, 0);
    assertEquals(
        List.of(
            action(Control.HIT, 13, 0, 1),
            new RecordingSink.Action(3, Control.CHOKE, 13, 0, 1),
            new RecordingSink.Action(4, Control.CHOKE, 13, 0, 1)),
        sink.take());
  }

  @Test
  void aGrabbedCymbalIsChoked() {
    input.message(0, 0xA9, 49, 63);
    assertEquals(List.of(), sink.take());
    input.message(0, 0xA9, 49, 64);
    assertEquals(List.of(action(Control.CHOKE, 13, 0, 1)), sink.take());
  }

  @Test
  void aControllerTurnsItsKnobFromEndToEndWithTheMiddleInTheMiddle() {
    for (int value : new int[] {0, 64, 127}) {
      input.message(0, 0xB0, 74, value);
    }
    int brightness = Knob.BRIGHTNESS.ordinal();
    assertEquals(
        List.of(
            action(Control.KNOB, ALL_PADS, brightness, 0),
            action(Control.KNOB, ALL_PADS, brightness, 0.5f),
            action(Control.KNOB, ALL_PADS, brightness, 1)),
        sink.take());
  }

  /// General MIDI: 64 of 127 is 12 dB below 127.
  @Test
  void volumeFollowsTheSquareOfItsController() {
    input.message(0, 0xB0, 7, 127);
    input.message(0, 0xB0, 7, 64);
    assertEquals(
        List.of(
            action(Control.MASTER_LEVEL, ALL_PADS, 0, 1),
            action(Control.MASTER_LEVEL, ALL_PADS, 0, 0.25f)),
        sink.take());
  }

  @Test
  void panIsInTheMiddleAt64() {
    input.message(0, 0xB0, 10, 64);
    assertEquals(List.of(action(Control.PAN, ALL_PADS, 0, 0)), sink.take());
  }

  @Test
  void aPressedPedalClosesTheHat() {
    input.message(0, 0xB0, 4, 127);
    input.message(0, 0xB0, 4, 0);
    assertEquals(
        List.of(action(Control.OPENNESS, ALL_PADS, 0, 0), action(Control.OPENNESS, ALL_PADS, 0, 1)),
        sink.take());
  }

  @ParameterizedTest
  @CsvSource({"120", "123"})
  void allSoundOffEndsEverything(int controller) {
    input.message(9, 0xB3, controller, 0);
    assertEquals(
        List.of(new RecordingSink.Action(9, Control.ALL_OFF, ALL_PADS, 0, 1)), sink.take());
  }

  @Test
  void theBenderGoesTwoSemitonesUnlessTheSenderSaysOtherwise() {
    assertEquals(2, bend(0x3FFF));
    assertEquals(0, bend(0x2000));
    assertEquals(-2, bend(0));
    setBendRange(12, 50);
    assertEquals(12.5f, bend(0x3FFF));
    assertEquals(0, bend(0x2000));
    assertEquals(-12.5f, bend(0));
  }

  @Test
  void aDataEntryForNothingSetsNoBendRange() {
    input.message(0, 0xB0, 101, 0);
    input.message(0, 0xB0, 100, 0);
    input.message(0, 0xB0, 101, 127);
    input.message(0, 0xB0, 100, 127);
    input.message(0, 0xB0, 6, 12);
    sink.take();
    assertEquals(2, bend(0x3FFF));
  }

  @Test
  void resettingControllersReleasesTheBender() {
    bend(0x3FFF);
    input.message(0, 0xB0, 121, 0);
    assertEquals(List.of(action(Control.BEND, ALL_PADS, 0, 0)), sink.take());
  }

  @Test
  void onlyTheChosenChannelIsHeard() {
    map.install(new MidiMapping(10, true, List.of()));
    input.message(0, 0x90, 36, 100);
    assertEquals(List.of(), sink.take());
    input.message(0, 0x99, 36, 127);
    assertEquals(1, sink.take().size());
  }

  @Test
  void aSwitchKeepsASoundAndLetsItGo() {
    install(new MidiAssignment(Source.CONTROLLER, 80, Target.parse("keep pad 3"), false));
    for (int value : new int[] {127, 127, 0}) {
      input.message(0, 0xB0, 80, value);
    }
    assertEquals(
        List.of(action(Control.FREEZE, 2, 0, 1), action(Control.FREEZE, 2, 0, 0)), sink.take());
  }

  @Test
  void aPotentiometerStrikesOnceOnItsWayUp() {
    install(new MidiAssignment(Source.CONTROLLER, 81, Target.hit(4), false));
    for (int value = 0; value < 128; value++) {
      input.message(0, 0xB0, 81, value);
    }
    input.message(0, 0xB0, 81, 0);
    assertEquals(List.of(action(Control.HIT, 4, 0, 64 / 127f)), sink.take());
  }

  @Test
  void aClassIsMorphedTowardsByItsName() {
    install(new MidiAssignment(Source.CONTROLLER, 20, Target.parse("morph snare pad 1"), false));
    input.message(0, 0xB0, 20, 127);
    assertEquals(List.of(action(Control.MORPH, 0, 1, 1)), sink.take());
  }

  @Test
  void aClassThatTheInstrumentLacksIsSaidAndDoesNothing() {
    List<String> remarks =
        install(new MidiAssignment(Source.CONTROLLER, 20, Target.parse("morph gong"), false));
    assertEquals(List.of("'midi cc 20 morph gong': this instrument has no such class"), remarks);
    input.message(0, 0xB0, 20, 127);
    assertEquals(List.of(), sink.take());
  }

  @Test
  void theNextMovedControllerBecomesTheKnobThatIsLearnt() {
    assertTrue(map.learn(Target.parse("knob pitch pad 2 0.2..0.8")));
    input.message(0, 0x90, 36, 100); // a note is no controller
    input.message(0, 0xB0, 6, 1); // nor is data entry
    sink.take();
    assertTrue(map.isLearning());
    input.message(0, 0xB0, 23, 127);
    assertFalse(map.isLearning());
    assertEquals(1, map.learned());
    assertEquals(List.of(action(Control.KNOB, 1, Knob.PITCH.ordinal(), 0.8f)), sink.take());
    assertEquals(
        List.of("midi cc 23 knob pitch pad 2 0.2..0.8"),
        map.mapping().assignments().stream().map(MidiAssignment::toString).toList());
  }

  @Test
  void theNextStruckNoteBecomesThePadThatIsLearnt() {
    map.learn(Target.hit(9));
    input.message(0, 0x90, 100, 127);
    assertEquals(List.of(action(Control.HIT, 9, 0, 1)), sink.take());
  }

  @Test
  void whoChangesHisMindLearnsNothing() {
    map.learn(Target.knob(Knob.PITCH));
    map.stopLearning();
    input.message(0, 0xB0, 23, 127);
    assertEquals(List.of(), sink.take());
    assertEquals(0, map.learned());
  }

  @Test
  void withoutTheUsualMapOnlyAssignmentsCount() {
    map.install(
        new MidiMapping(
            0, false, List.of(new MidiAssignment(Source.NOTE, 60, Target.hit(0), false))));
    input.message(0, 0x90, 36, 127);
    input.message(0, 0xE0, 0, 0);
    input.message(0, 0xB0, 7, 0);
    assertEquals(List.of(), sink.take());
    input.message(0, 0x90, 60, 127);
    assertEquals(1, sink.take().size());
  }

  /// Half messages, running status without a status, system messages: nothing of it is an action
  /// that nobody meant.
  @Test
  void whatIsNoChannelMessageIsIgnored() {
    int[][] messages = {
      {0x24, 0x40, 0},
      {0x99, 0x80, 1},
      {0x99, 36, 200},
      {0x99, -1, 1},
      {0xF0, 36, 1},
      {0xFF, 0, 0},
      {0x199, 36, 100},
      {0, 0, 0},
      {0xC0, 36, 0},
      {0xD0, 36, 0}
    };
    for (int[] message : messages) {
      input.message(0, message[0], message[1], message[2]);
    }
    assertEquals(List.of(), sink.take());
  }

  @Test
  void noMessageGivesAValueThatIsOutOfRange() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    for (int i = 0; i < 100_000; i++) {
      input.message(0, random.nextInt(256), random.nextInt(-2, 140), random.nextInt(-2, 140));
    }
    for (RecordingSink.Action action : sink.take()) {
      float limit = action.control() == Control.BEND ? 128 : 1;
      assertTrue(Math.abs(action.value()) <= limit, action.toString());
      assertTrue(action.pad() >= ALL_PADS && action.pad() < 16, action.toString());
    }
  }

  @Test
  void messagesAllocateNothing() {
    MidiInput counting = new MidiInput(map, (frame, control, pad, index, value) -> {});
    int[] next = {0};
    Target target = Target.knob(Knob.NOISE);
    Allocation.assertNoneWhenWarm(() -> {
      int i = next[0]++;
      counting.message(i & 63, 0x80 | i >> 14 & 0x7F, i >> 7 & 0x7F, i & 0x7F);
    });
    map.learn(target);
    counting.message(0, 0xB0, 30, 1);
    assertFalse(map.isLearning());
  }

  private float bend(int value) {
    input.message(0, 0xE0, value & 0x7F, value >> 7);
    return sink.take().getLast().value();
  }

  private void setBendRange(int semitones, int cents) {
    input.message(0, 0xB0, 101, 0);
    input.message(0, 0xB0, 100, 0);
    input.message(0, 0xB0, 6, semitones);
    input.message(0, 0xB0, 38, cents);
    assertEquals(List.of(), sink.take());
  }

  private List<String> install(MidiAssignment assignment) {
    return map.install(new MidiMapping(0, true, List.of(assignment)));
  }
}
