package timbrel.codec.waveform;

import timbrel.nn.FrameQueue;

/// Joins decoded chunks that overlap: each is weighted by a triangle, and the sum divided by the
/// sum of the weights. Samples leave as soon as no later chunk can reach them.
final class OverlapAdd {
  private final int channels;
  private final SoundDecoder.Sink sink;
  private final FrameQueue sum;
  private final FrameQueue weights = new FrameQueue(1);
  private float[] triangle = {};

  OverlapAdd(int channels, SoundDecoder.Sink sink) {
    this.channels = channels;
    this.sink = sink;
    sum = new FrameQueue(channels);
  }

  /// Adds the next chunk.
  ///
  /// @param stride from the start of the chunk before to this one's
  void add(FrameQueue chunk, int stride) {
    if (triangle.length == 0) {
      triangle = triangle(chunk.frames());
    } else {
      emit(stride);
    }
    int missing = Math.max(0, chunk.frames() - sum.frames());
    sum.append(new float[missing * channels], 0, missing);
    weights.append(new float[missing], 0, missing);
    for (int t = 0; t < chunk.frames(); t++) {
      float weight = triangle[t];
      weights.values()[weights.start() + t] += weight;
      for (int c = 0; c < channels; c++) {
        sum.values()[sum.start() + t * channels + c] +=
            weight * chunk.values()[chunk.start() + t * channels + c];
      }
    }
  }

  /// Lets out the rest.
  void finish() {
    emit(sum.frames());
  }

  private void emit(int frames) {
    for (int t = 0; t < frames; t++) {
      float weight = weights.values()[weights.start() + t];
      for (int c = 0; c < channels; c++) {
        sum.values()[sum.start() + t * channels + c] /= weight;
      }
    }
    sink.accept(sum.values(), sum.start(), frames);
    sum.drop(frames);
    weights.drop(frames);
  }

  /// 0.5 - |x - 0.5| for `length` values of x that divide the way from 0 to 1, without these.
  private static float[] triangle(int length) {
    float[] weights = new float[length];
    int steps = length + 1;
    float step = 1f / steps;
    for (int i = 0; i < length; i++) {
      int j = i + 1;
      float x = j < (steps + 1) / 2 ? step * j : 1 - step * (steps - j);
      weights[i] = 0.5f - Math.abs(x - 0.5f);
    }
    return weights;
  }
}
