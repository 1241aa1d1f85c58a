package timbrel.dataset;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_GLOBALHEADER;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_DBL;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLT;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLTP;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16P;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S32;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_U8;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;

/// Writes sound files of many formats, so that tests need none from elsewhere.
final class TestEncoder {
  /// A container and a codec in it, as FFmpeg names them.
  record Format(String extension, String muxer, String encoder, int sampleFormat, int bits) {
    static final Format U8 = new Format("wav", "wav", "pcm_u8", AV_SAMPLE_FMT_U8, 8);
    static final Format S16 = new Format("wav", "wav", "pcm_s16le", AV_SAMPLE_FMT_S16, 16);
    static final Format S24 = new Format("wav", "wav", "pcm_s24le", AV_SAMPLE_FMT_S32, 24);
    static final Format S32 = new Format("wav", "wav", "pcm_s32le", AV_SAMPLE_FMT_S32, 32);
    static final Format F32 = new Format("wav", "wav", "pcm_f32le", AV_SAMPLE_FMT_FLT, 24);
    static final Format F64 = new Format("wav", "wav", "pcm_f64le", AV_SAMPLE_FMT_DBL, 24);
    static final Format W64 = new Format("w64", "w64", "pcm_s24le", AV_SAMPLE_FMT_S32, 24);
    static final Format AIFF = new Format("aif", "aiff", "pcm_s24be", AV_SAMPLE_FMT_S32, 24);
    static final Format AIFC = new Format("aifc", "aiff", "pcm_f32be", AV_SAMPLE_FMT_FLT, 24);
    static final Format FLAC = new Format("flac", "flac", "flac", AV_SAMPLE_FMT_S16, 16);
    static final Format FLAC24 = new Format("flac", "flac", "flac", AV_SAMPLE_FMT_S32, 24);
    static final Format ALAC = new Format("m4a", "ipod", "alac", AV_SAMPLE_FMT_S16P, 16);
    static final Format MP3 = new Format("mp3", "mp3", "libmp3lame", AV_SAMPLE_FMT_FLTP, 0);
    static final Format OGG = new Format("ogg", "ogg", "vorbis", AV_SAMPLE_FMT_FLTP, 0);
    static final Format OPUS = new Format("opus", "opus", "libopus", AV_SAMPLE_FMT_FLT, 0);
    static final Format M4A = new Format("m4a", "ipod", "aac", AV_SAMPLE_FMT_FLTP, 0);

    boolean lossy() {
      return bits == 0;
    }
  }

  private TestEncoder() {}

  static Path write(Path file, Format format, int rate, float[]... channels) {
    NativeCache.load(avutil.class, avcodec.class, avformat.class);
    av_log_set_level(AV_LOG_QUIET);
    AVFormatContext container = new AVFormatContext(null);
    check(avformat_alloc_output_context2(container, null, format.muxer, file.toString()));
    AVCodecContext codec = openCodec(container, format, rate, channels.length);
    AVStream stream = avformat_new_stream(container, null);
    AVIOContext io = new AVIOContext(null);
    try {
      check(avcodec_parameters_from_context(stream.codecpar(), codec));
      stream.time_base(codec.time_base());
      check(avio_open(io, file.toString(), AVIO_FLAG_WRITE));
      container.pb(io);
      check(avformat_write_header(container, (AVDictionary) null));
      encode(container, codec, stream, format, channels);
      check(av_write_trailer(container));
    } finally {
      avio_closep(io);
      avcodec_free_context(codec);
      avformat_free_context(container);
    }
    return file;
  }

  private static AVCodecContext openCodec(
      AVFormatContext container, Format format, int rate, int channels) {
    AVCodec encoder = avcodec_find_encoder_by_name(format.encoder);
    if (encoder == null) {
      throw new IllegalStateException("FFmpeg has no encoder " + format.encoder);
    }
    AVCodecContext codec = avcodec_alloc_context3(encoder);
    codec.sample_fmt(format.sampleFormat);
    codec.sample_rate(rate);
    av_channel_layout_default(codec.ch_layout(), channels);
    codec.time_base(new AVRational().num(1).den(rate));
    codec.bit_rate(format.lossy() ? 160_000 : 0);
    codec.strict_std_compliance(-2); // FFmpeg calls its own Vorbis encoder an experiment
    codec.bits_per_raw_sample(format.bits);
    if ((container.oformat().flags() & AVFMT_GLOBALHEADER) != 0) {
      codec.flags(codec.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
    }
    check(avcodec_open2(codec, encoder, (AVDictionary) null));
    return codec;
  }

  private static void encode(
      AVFormatContext container,
      AVCodecContext codec,
      AVStream stream,
      Format format,
      float[][] channels) {
    AVPacket packet = av_packet_alloc();
    int size = codec.frame_size() == 0 ? 1024 : codec.frame_size();
    int length = channels[0].length;
    for (int at = 0; at <= length; at += size) {
      int count = Math.min(size, length - at);
      AVFrame frame = count > 0 ? frame(codec, format, channels, at, count) : null;
      check(avcodec_send_frame(codec, frame));
      drain(container, codec, stream, packet);
      if (frame != null) {
        av_frame_free(frame);
      }
    }
    if (length % size != 0) {
      check(avcodec_send_frame(codec, null));
      drain(container, codec, stream, packet);
    }
    av_packet_free(packet);
  }

  private static void drain(
      AVFormatContext container, AVCodecContext codec, AVStream stream, AVPacket packet) {
    while (avcodec_receive_packet(codec, packet) >= 0) {
      av_packet_rescale_ts(packet, codec.time_base(), stream.time_base());
      packet.stream_index(stream.index());
      check(av_interleaved_write_frame(container, packet));
    }
  }

  private static AVFrame frame(
      AVCodecContext codec, Format format, float[][] channels, int at, int count) {
    AVFrame frame = av_frame_alloc();
    frame.nb_samples(count).format(format.sampleFormat).sample_rate(codec.sample_rate()).pts(at);
    av_channel_layout_default(frame.ch_layout(), channels.length);
    check(av_frame_get_buffer(frame, 0));
    boolean planar =
        format.sampleFormat == AV_SAMPLE_FMT_FLTP || format.sampleFormat == AV_SAMPLE_FMT_S16P;
    for (int c = 0; c < channels.length; c++) {
      int plane = planar ? c : 0;
      int step = planar ? 1 : channels.length;
      ByteBuffer bytes =
          frame
              .extended_data(plane)
              .capacity((long) count * step * 8)
              .asByteBuffer()
              .order(ByteOrder.nativeOrder());
      for (int i = 0; i < count; i++) {
        put(bytes, format, i * step + (planar ? 0 : c), channels[c][at + i]);
      }
    }
    return frame;
  }

  private static void put(ByteBuffer bytes, Format format, int i, float x) {
    int f = format.sampleFormat;
    if (f == AV_SAMPLE_FMT_U8) {
      bytes.put(i, (byte) (Math.clamp(Math.round(x * 128), -128, 127) + 128));
    } else if (f == AV_SAMPLE_FMT_S16 || f == AV_SAMPLE_FMT_S16P) {
      bytes.putShort(2 * i, (short) Math.clamp(Math.round(x * 32768), -32768, 32767));
    } else if (f == AV_SAMPLE_FMT_S32) {
      long most = 1L << (format.bits - 1);
      long sample = Math.clamp(Math.round((double) x * most), -most, most - 1);
      bytes.putInt(4 * i, (int) (sample << (32 - format.bits)));
    } else if (f == AV_SAMPLE_FMT_DBL) {
      bytes.putDouble(8 * i, x);
    } else {
      bytes.putFloat(4 * i, x);
    }
  }

  private static void check(int result) {
    if (result < 0) {
      throw new IllegalStateException("FFmpeg error " + result);
    }
  }
}
