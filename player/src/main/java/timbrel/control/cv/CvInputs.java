package timbrel.control.cv;

import java.util.List;
import timbrel.control.CvMapping;
import timbrel.engine.AudioCallback;
import timbrel.engine.ControlSink;
import timbrel.realtime.RealTime;

/// Listens to the control voltages of each block before what comes next renders it.
public final class CvInputs implements AudioCallback {
  private final List<String> classes;
  private final int sampleRate;
  private final int maxFrames;
  private final ControlSink sink;
  private final AudioCallback next;
  private volatile CvPatch patch = CvPatch.none();
  private volatile long badSamples;

  /// What a driver tells before it starts.
  ///
  /// @param maxFrames no block is longer
  public record Format(int sampleRate, int maxFrames) {}

  /// @param classes of the instrument
  /// @param sink the engine
  /// @param next is called after each block's voltages have been read
  public CvInputs(List<String> classes, Format format, ControlSink sink, AudioCallback next) {
    this.classes = List.copyOf(classes);
    this.sampleRate = format.sampleRate();
    this.maxFrames = format.maxFrames();
    this.sink = sink;
    this.next = next;
  }

  /// Replaces what voltages do, from the next block on. Not on the audio thread.
  ///
  /// @return remarks on assignments that this instrument cannot follow; those do nothing
  public List<String> install(CvMapping mapping) {
    CvPatch.Builder builder = new CvPatch.Builder(mapping, classes, sampleRate, maxFrames);
    patch = builder.build();
    return builder.remarks();
  }

  /// How many samples were no numbers; they were replaced by the ones before them. Any thread.
  public long badSamples() {
    return badSamples;
  }

  @RealTime
  @Override
  public void midi(int frame, int status, int data1, int data2) {
    next.midi(frame, status, data1, data2);
  }

  @RealTime
  @Override
  public void process(float[][] in, float[][] out, int frames) {
    int bad = patch.process(in, frames, sink);
    if (bad > 0) {
      long before = badSamples; // only this thread writes it
      badSamples = before + bad;
    }
    next.process(in, out, frames);
  }
}
