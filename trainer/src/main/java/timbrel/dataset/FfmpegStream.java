package timbrel.dataset;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_PROP_LOSSLESS;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_descriptor_get;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecDescriptor;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/// One file open in FFmpeg, and the native memory that belongs to it.
final class FfmpegStream implements AutoCloseable {
  /// Containers that hold sound and nothing that points to other files (no playlists).
  private static final String FORMATS = "wav,w64,rf64,aiff,flac,mp3,ogg,mov,mp4,m4a,aac,caf,au";

  private static final String CODECS =
      "pcm_u8,pcm_s8,pcm_s16le,pcm_s16be,pcm_s24le,pcm_s24be,pcm_s32le,pcm_s32be,pcm_f32le,"
          + "pcm_f32be,pcm_f64le,pcm_f64be,pcm_alaw,pcm_mulaw,adpcm_ms,adpcm_ima_wav,adpcm_ima_qt,"
          + "flac,alac,mp1float,mp2float,mp3float,mp3,vorbis,opus,aac";

  /// Damaged packets a lossy file may have; cut MP3s begin with one or two.
  private static final int LOSSY_ERRORS_ALLOWED = 3;

  static {
    NativeCache.load(avutil.class, avcodec.class, avformat.class);
    av_log_set_level(AV_LOG_QUIET);
  }

  /// Asks FFmpeg to give up waiting for the file when its time has passed.
  private static final class Deadline extends AVIOInterruptCB.Callback_Pointer {
    Deadline() {
      super(); // allocates the native function
    }

    @Override
    public int call(Pointer nanoTime) {
      return System.nanoTime() - new LongPointer(nanoTime).get() > 0 ? 1 : 0;
    }
  }

  private static final Deadline DEADLINE = new Deadline();

  private final DecodeLimits limits;
  private final LongPointer deadline = new LongPointer(1L);
  private final StreamFormat format;
  private final int streamIndex;
  private AVFormatContext container;
  private AVCodecContext codec = new AVCodecContext(null);
  private final AVPacket packet = av_packet_alloc();
  private final AVFrame frame = av_frame_alloc();
  private long framesOut;
  private int errors;

  FfmpegStream(Path file, DecodeLimits limits) {
    this.limits = limits;
    deadline.put(System.nanoTime() + limits.maxTime().toNanos());
    container = avformat_alloc_context();
    try {
      open(file);
      AVStream stream = firstSoundStream();
      streamIndex = stream.index();
      codec = openCodec(stream.codecpar());
      format = describe(stream, codec);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  StreamFormat format() {
    return format;
  }

  private void open(Path file) {
    container.interrupt_callback().callback(DEADLINE).opaque(deadline);
    byte[] url = ("file:" + file.toAbsolutePath() + "\0").getBytes(StandardCharsets.UTF_8);
    AVDictionary options = new AVDictionary(null);
    try (BytePointer name = new BytePointer(url)) {
      av_dict_set(options, "format_whitelist", FORMATS, 0);
      av_dict_set(options, "codec_whitelist", CODECS, 0);
      av_dict_set(options, "protocol_whitelist", "file", 0);
      av_dict_set(options, "max_streams", "64", 0);
      int result = avformat_open_input(container, name, (AVInputFormat) null, options);
      if (result < 0) {
        container = new AVFormatContext(null); // freed by FFmpeg
        throw failed(Refusal.UNKNOWN_FORMAT, "not a sound file FFmpeg can open", result);
      }
    } finally {
      av_dict_free(options);
    }
  }

  private AVStream firstSoundStream() {
    AVStream stream = findSoundStream();
    AVCodecParameters parameters = stream.codecpar();
    // only some formats (MP3, ADTS) have to be decoded a little to know what is inside
    if (parameters.sample_rate() <= 0 || parameters.ch_layout().nb_channels() <= 0) {
      int result = avformat_find_stream_info(container, (AVDictionary) null);
      if (result < 0) {
        throw failed(Refusal.DAMAGED, "no sound could be found in it", result);
      }
    }
    check(stream.codecpar());
    return stream;
  }

  private AVStream findSoundStream() {
    @Nullable AVStream sound = null;
    for (int i = 0; i < container.nb_streams(); i++) {
      AVStream stream = container.streams(i);
      if (sound == null && stream.codecpar().codec_type() == AVMEDIA_TYPE_AUDIO) {
        sound = stream;
      } else {
        stream.discard(avcodec.AVDISCARD_ALL); // pictures, video, further languages
      }
    }
    if (sound == null) {
      throw new SoundRefusedException(Refusal.NO_SOUND_INSIDE, "no sound stream in the file");
    }
    return sound;
  }

  private static void check(AVCodecParameters parameters) {
    int rate = parameters.sample_rate();
    if (rate < DecodeLimits.MIN_SAMPLE_RATE || rate > DecodeLimits.MAX_SAMPLE_RATE) {
      throw new SoundRefusedException(
          Refusal.SAMPLE_RATE,
          "sample rate %d Hz, expected %d to %d Hz"
              .formatted(rate, DecodeLimits.MIN_SAMPLE_RATE, DecodeLimits.MAX_SAMPLE_RATE));
    }
    int channels = parameters.ch_layout().nb_channels();
    if (channels < 1 || channels > DecodeLimits.MAX_CHANNELS) {
      throw new SoundRefusedException(
          Refusal.TOO_MANY_CHANNELS,
          "%d channels, expected 1 to %d".formatted(channels, DecodeLimits.MAX_CHANNELS));
    }
  }

  private static AVCodecContext openCodec(AVCodecParameters parameters) {
    AVCodec decoder = avcodec_find_decoder(parameters.codec_id());
    if (decoder == null || decoder.isNull()) {
      throw new SoundRefusedException(Refusal.UNKNOWN_FORMAT, "no decoder for this codec");
    }
    AVCodecContext context = avcodec_alloc_context3(decoder);
    AVDictionary options = new AVDictionary(null);
    av_dict_set(options, "threads", "1", 0);
    av_dict_set(options, "codec_whitelist", CODECS, 0);
    int result = avcodec_parameters_to_context(context, parameters);
    if (result >= 0) {
      result = avcodec_open2(context, decoder, options);
    }
    av_dict_free(options);
    if (result < 0) {
      avcodec_free_context(context);
      throw failed(
          Refusal.UNKNOWN_FORMAT, "codec " + decoder.name().getString() + " not opened", result);
    }
    return context;
  }

  private StreamFormat describe(AVStream stream, AVCodecContext context) {
    AVCodecDescriptor descriptor = avcodec_descriptor_get(context.codec_id());
    boolean lossless = descriptor != null && (descriptor.props() & AV_CODEC_PROP_LOSSLESS) != 0;
    long declared = -1;
    double ticks = stream.duration();
    if (stream.duration() > 0) {
      double seconds = ticks * stream.time_base().num() / stream.time_base().den();
      declared = Math.round(seconds * context.sample_rate());
    }
    return new StreamFormat(
        container.iformat().name().getString(),
        descriptor == null ? "?" : descriptor.name().getString(),
        context.sample_rate(),
        context.ch_layout().nb_channels(),
        !lossless,
        declared);
  }

  /// Decodes to the end, or until the sink has enough.
  void decode(AudioDecoder.Sink sink) {
    FrameReader reader = new FrameReader(format);
    boolean more = true;
    while (more) {
      checkTime();
      int result = av_read_frame(container, packet);
      if (result < 0) {
        checkTime();
        if (result != AVERROR_EOF()) {
          throw failed(Refusal.DAMAGED, "reading stopped after " + seconds(), result);
        }
        avcodec_send_packet(codec, null); // asks for what the decoder still holds
        more = drain(reader, sink);
        if (more) {
          checkEnd();
        }
        return;
      }
      try {
        if (packet.stream_index() == streamIndex) {
          if (avcodec_send_packet(codec, packet) < 0) {
            damagedPacket();
          }
          more = drain(reader, sink);
        }
      } finally {
        av_packet_unref(packet);
      }
    }
  }

  private boolean drain(FrameReader reader, AudioDecoder.Sink sink) {
    while (true) {
      int result = avcodec_receive_frame(codec, frame);
      if (result == AVERROR_EAGAIN() || result == AVERROR_EOF()) {
        return true;
      }
      if (result < 0) {
        damagedPacket();
        return true;
      }
      try {
        framesOut += frame.nb_samples();
        if (framesOut > limits.maxSeconds() * format.sampleRate()) {
          throw new SoundRefusedException(
              Refusal.TOO_LARGE, "longer than " + limits.maxSeconds() + " s");
        }
        float[][] channels = reader.read(frame);
        if (!sink.block(channels, frame.nb_samples())) {
          return false;
        }
      } finally {
        av_frame_unref(frame);
      }
    }
  }

  private void damagedPacket() {
    errors++;
    boolean pcm = format.codec().startsWith("pcm_"); // padding after the last sample
    int allowed = pcm ? 1 : format.lossy() ? LOSSY_ERRORS_ALLOWED : 0;
    if (errors > allowed) {
      throw new SoundRefusedException(
          Refusal.DAMAGED, errors + " damaged packets, the last after " + seconds());
    }
  }

  private void checkEnd() {
    if (framesOut == 0) {
      throw new SoundRefusedException(Refusal.NO_SOUND_INSIDE, "no samples in the file");
    }
    long declared = format.declaredFrames();
    // lossy files only estimate their length
    if (!format.lossy() && framesOut < declared - declared / 50 - 64) {
      throw new SoundRefusedException(
          Refusal.CUT_SHORT, "declares %d samples, holds %d".formatted(declared, framesOut));
    }
  }

  private void checkTime() {
    if (Thread.currentThread().isInterrupted()) {
      throw new SoundRefusedException(Refusal.TOO_SLOW, "the import was interrupted");
    }
    if (System.nanoTime() - deadline.get() > 0) {
      throw new SoundRefusedException(
          Refusal.TOO_SLOW, "not decoded within " + limits.maxTime().toSeconds() + " s");
    }
  }

  private String seconds() {
    return "%.2f s".formatted((double) framesOut / Math.max(1, format.sampleRate()));
  }

  private static SoundRefusedException failed(Refusal refusal, String what, int result) {
    byte[] text = new byte[128];
    av_strerror(result, text, text.length);
    int length = 0;
    while (length < text.length && text[length] != 0) {
      length++;
    }
    return new SoundRefusedException(
        refusal, what + ": " + new String(text, 0, length, StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    av_frame_free(frame);
    av_packet_free(packet);
    if (!codec.isNull()) {
      avcodec_free_context(codec);
    }
    if (!container.isNull()) {
      avformat_close_input(container);
    }
    deadline.close();
  }
}
