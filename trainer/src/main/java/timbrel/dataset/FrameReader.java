package timbrel.dataset;

import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_DBL;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_DBLP;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLT;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLTP;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16P;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S32;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S32P;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_U8;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_U8P;
import static org.bytedeco.ffmpeg.global.avutil.av_sample_fmt_is_planar;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.ShortPointer;

/// Turns FFmpeg's frames, in whatever sample format, into one float array per channel, -1 to 1.
/// 24-bit samples come out exactly; samples that are no numbers are refused.
final class FrameReader {
  private final StreamFormat format;
  private float[][] channels;
  private float[] plane = new float[0];
  private byte[] bytes = new byte[0];
  private short[] shorts = new short[0];
  private int[] ints = new int[0];
  private double[] doubles = new double[0];
  private long framesRead;

  FrameReader(StreamFormat format) {
    this.format = format;
    channels = new float[format.channels()][0];
  }

  /// The frame's samples; the arrays are reused by the next call and may be longer than the frame.
  float[][] read(AVFrame frame) {
    int count = frame.ch_layout().nb_channels();
    if (count != format.channels() || frame.sample_rate() != format.sampleRate()) {
      throw new SoundRefusedException(
          Refusal.DAMAGED,
          "changes from %d channels at %d Hz to %d at %d Hz"
              .formatted(format.channels(), format.sampleRate(), count, frame.sample_rate()));
    }
    int n = frame.nb_samples();
    if (channels[0].length < n) {
      channels = new float[count][n];
    }
    if (av_sample_fmt_is_planar(frame.format()) != 0) {
      for (int c = 0; c < count; c++) {
        convert(frame.extended_data(c), frame.format(), n);
        System.arraycopy(plane, 0, channels[c], 0, n);
      }
    } else {
      convert(frame.extended_data(0), frame.format(), Math.multiplyExact(n, count));
      for (int c = 0; c < count; c++) {
        for (int i = 0; i < n; i++) {
          channels[c][i] = plane[i * count + c];
        }
      }
    }
    framesRead += n;
    return channels;
  }

  private void convert(BytePointer data, int sampleFormat, int n) {
    if (plane.length < n) {
      plane = new float[n];
    }
    if (sampleFormat == AV_SAMPLE_FMT_U8 || sampleFormat == AV_SAMPLE_FMT_U8P) {
      bytes = bytes.length < n ? new byte[n] : bytes;
      data.get(bytes, 0, n);
      for (int i = 0; i < n; i++) {
        plane[i] = ((bytes[i] & 0xff) - 128) * 0x1p-7f;
      }
    } else if (sampleFormat == AV_SAMPLE_FMT_S16 || sampleFormat == AV_SAMPLE_FMT_S16P) {
      shorts = shorts.length < n ? new short[n] : shorts;
      new ShortPointer(data).get(shorts, 0, n);
      for (int i = 0; i < n; i++) {
        plane[i] = shorts[i] * 0x1p-15f;
      }
    } else if (sampleFormat == AV_SAMPLE_FMT_S32 || sampleFormat == AV_SAMPLE_FMT_S32P) {
      ints = ints.length < n ? new int[n] : ints;
      new IntPointer(data).get(ints, 0, n);
      for (int i = 0; i < n; i++) {
        plane[i] = ints[i] * 0x1p-31f;
      }
    } else if (sampleFormat == AV_SAMPLE_FMT_FLT || sampleFormat == AV_SAMPLE_FMT_FLTP) {
      new FloatPointer(data).get(plane, 0, n);
      checkNumbers(n);
    } else if (sampleFormat == AV_SAMPLE_FMT_DBL || sampleFormat == AV_SAMPLE_FMT_DBLP) {
      doubles = doubles.length < n ? new double[n] : doubles;
      new DoublePointer(data).get(doubles, 0, n);
      for (int i = 0; i < n; i++) {
        plane[i] = (float) doubles[i];
      }
      checkNumbers(n);
    } else {
      throw new SoundRefusedException(
          Refusal.UNKNOWN_FORMAT, "FFmpeg sample format " + sampleFormat);
    }
  }

  private void checkNumbers(int n) {
    for (int i = 0; i < n; i++) {
      if (!Float.isFinite(plane[i])) {
        throw new SoundRefusedException(
            Refusal.NOT_FINITE,
            "%s in the block at %.3f s"
                .formatted(plane[i], (double) framesRead / format.sampleRate()));
      }
    }
  }
}
