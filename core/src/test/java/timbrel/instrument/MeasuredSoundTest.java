package timbrel.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import timbrel.audio.Signals;
import timbrel.audio.Sound;
import timbrel.descriptors.Knob;
import timbrel.descriptors.KnobAnalyzer;

class MeasuredSoundTest {
  @Test
  void whatWasDoneToTheSamplesIsMeasuredAnew() {
    Sound noise = new Sound(Signals.noise(4_410, 3), 44_100);
    MeasuredSound measured = new MeasuredSound(noise);
    double loudness = KnobAnalyzer.measure(noise, Knob.LOUDNESS);
    assertEquals(loudness, measured.value(Knob.LOUDNESS));
    MeasuredSound half = measured.with(Samples.times(noise.samples(), 0.5));
    assertEquals(loudness - 6.02, half.value(Knob.LOUDNESS), 0.01);
    assertEquals(loudness, measured.value(Knob.LOUDNESS));
  }
}
