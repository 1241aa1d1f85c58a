package timbrel.control.midi;

import timbrel.engine.AudioCallback;
import timbrel.realtime.RealTime;

/// Plays a MIDI file into what comes after it, each message at its very sample. Live messages pass
/// through in between.
public final class MidiFilePlayer implements AudioCallback {
  private final AudioCallback next;
  private final long[] samples;
  private final int[] messages;
  private final long length;
  private int event;
  private long blockStart;

  /// @param from the file's sample that the first block begins with: 0, or where playing stopped
  public MidiFilePlayer(MidiFile file, int sampleRate, long from, AudioCallback next) {
    this.next = next;
    samples = new long[file.size()];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = file.sample(i, sampleRate);
    }
    messages = file.messages().clone();
    length = file.length(sampleRate);
    blockStart = from;
    while (event < samples.length && samples[event] < from) {
      event++;
    }
  }

  /// How many samples the file lasts, without the sound after its last message.
  public long length() {
    return length;
  }

  @RealTime
  @Override
  public void midi(int frame, int status, int data1, int data2) {
    playUntil(blockStart + frame); // keeps frames from falling
    next.midi(frame, status, data1, data2);
  }

  @RealTime
  @Override
  public void process(float[][] in, float[][] out, int frames) {
    playUntil(blockStart + frames - 1);
    blockStart += frames;
    next.process(in, out, frames);
  }

  @RealTime
  private void playUntil(long last) {
    while (event < samples.length && samples[event] <= last) {
      int message = messages[event];
      next.midi(
          (int) (samples[event] - blockStart), message >> 16, message >> 8 & 0x7F, message & 0x7F);
      event++;
    }
  }
}
