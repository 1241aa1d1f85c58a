package timbrel.evaluation;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLT;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;

import java.util.Arrays;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.FloatPointer;
import timbrel.audio.Resampler;
import timbrel.dataset.NativeCache;

/// What is left of a sound after Opus at a constant bit rate: the yardstick for our own codec.
///
/// Frames of 20 ms at 48 kHz, so the sound is resampled there and back. The encoder's look-ahead is
/// taken off again, so that the result is aligned with the original.
final class OpusRoundTrip {
  private static final int OPUS_RATE = 48_000;
  private static final int FRAME = 960;
  private static final int FRAMES_A_SECOND = OPUS_RATE / FRAME;

  private OpusRoundTrip() {}

  /// @param samples at the original's sample rate, as many as the original
  /// @param bitRate bits per second that were really used
  record Result(float[] samples, double bitRate) {}

  /// @param bitRate bits per second; whole bytes per frame of 20 ms are used, at least 3
  static Result of(float[] samples, int sampleRate, double bitRate) {
    NativeCache.load(avutil.class, avcodec.class);
    av_log_set_level(AV_LOG_QUIET);
    int bytesAFrame = Math.max(3, (int) Math.round(bitRate / 8 / FRAMES_A_SECOND));
    float[] at48k = Resampler.resample(samples, sampleRate, OPUS_RATE);
    try (Session session = new Session(bytesAFrame * 8 * FRAMES_A_SECOND)) {
      session.encode(at48k);
      float[] decoded = session.decoded(at48k.length);
      float[] back = Resampler.resample(decoded, OPUS_RATE, sampleRate);
      return new Result(Arrays.copyOf(back, samples.length), session.bitRate());
    }
  }

  /// An encoder and a decoder, back to back.
  private static final class Session implements AutoCloseable {
    private final AVCodecContext encoder;
    private final AVCodecContext decoder;
    private final AVPacket packet = av_packet_alloc();
    private final AVFrame frame = av_frame_alloc();
    private final int delay;
    private float[] output = new float[4 * FRAME];
    private int written;
    private long bytes;
    private int packets;

    Session(int bitRate) {
      encoder = opened(avcodec_find_encoder_by_name("libopus"), bitRate);
      delay = encoder.initial_padding();
      decoder = opened(avcodec_find_decoder_by_name("libopus"), bitRate);
    }

    private static AVCodecContext opened(AVCodec codec, int bitRate) {
      if (codec == null || codec.isNull()) {
        throw new IllegalStateException("this build of FFmpeg has no libopus");
      }
      AVCodecContext context = avcodec_alloc_context3(codec);
      context.sample_rate(OPUS_RATE);
      context.sample_fmt(AV_SAMPLE_FMT_FLT);
      context.request_sample_fmt(AV_SAMPLE_FMT_FLT);
      context.bit_rate(bitRate);
      av_channel_layout_default(context.ch_layout(), 1);
      AVDictionary options = new AVDictionary(null);
      av_dict_set(options, "vbr", "off", 0);
      av_dict_set(options, "frame_duration", "20", 0);
      int result = avcodec_open2(context, codec, options);
      av_dict_free(options);
      if (result < 0) {
        avcodec_free_context(context);
        throw new IllegalStateException(
            "FFmpeg could not open libopus at %d bit/s: error %d".formatted(bitRate, result));
      }
      return context;
    }

    void encode(float[] samples) {
      int frames = Math.ceilDiv(samples.length + delay, FRAME);
      float[] padded = Arrays.copyOf(samples, frames * FRAME);
      for (int i = 0; i < frames; i++) {
        frame.nb_samples(FRAME);
        frame.format(AV_SAMPLE_FMT_FLT);
        frame.sample_rate(OPUS_RATE);
        av_channel_layout_default(frame.ch_layout(), 1);
        check(av_frame_get_buffer(frame, 0), "frame not allocated");
        new FloatPointer(frame.data(0)).put(padded, i * FRAME, FRAME);
        frame.pts((long) i * FRAME);
        check(avcodec_send_frame(encoder, frame), "frame not encoded");
        av_frame_unref(frame);
        passOn();
      }
      check(avcodec_send_frame(encoder, null), "encoder not ended");
      passOn();
    }

    /// Hands every packet that is ready to the decoder.
    private void passOn() {
      while (avcodec_receive_packet(encoder, packet) >= 0) {
        bytes += packet.size();
        packets++;
        check(avcodec_send_packet(decoder, packet), "packet not decoded");
        av_packet_unref(packet);
        while (avcodec_receive_frame(decoder, frame) >= 0) {
          keep(new FloatPointer(frame.extended_data(0)), frame.nb_samples());
          av_frame_unref(frame);
        }
      }
    }

    private void keep(FloatPointer samples, int count) {
      if (written + count > output.length) {
        output = Arrays.copyOf(output, 2 * output.length);
      }
      samples.get(output, written, count);
      written += count;
    }

    /// The sound without the encoder's delay, `length` samples.
    float[] decoded(int length) {
      return Arrays.copyOfRange(output, delay, delay + length);
    }

    double bitRate() {
      return packets == 0 ? 0 : 8.0 * bytes * FRAMES_A_SECOND / packets;
    }

    private static void check(int result, String what) {
      if (result < 0) {
        throw new IllegalStateException("Opus: " + what + ", error " + result);
      }
    }

    @Override
    public void close() {
      av_frame_free(frame);
      av_packet_free(packet);
      avcodec_free_context(encoder);
      avcodec_free_context(decoder);
    }
  }
}
