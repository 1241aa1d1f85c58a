package timbrel.dataset;

/// What a file says about the sound inside it.
///
/// @param container FFmpeg's name of the file format, such as `wav` or `ogg`
/// @param codec FFmpeg's name of the codec, such as `pcm_s24le` or `vorbis`
/// @param lossy whether the codec threw part of the sound away
/// @param declaredFrames samples per channel the file promises, -1 when it does not say
public record StreamFormat(
    String container,
    String codec,
    int sampleRate,
    int channels,
    boolean lossy,
    long declaredFrames) {}
