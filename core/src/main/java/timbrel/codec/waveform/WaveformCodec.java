package timbrel.codec.waveform;

import java.util.Arrays;
import timbrel.codec.Quantizer;
import timbrel.nn.FrameQueue;
import timbrel.nn.TimeLayer;

/// A codec made of two networks along time and a quantizer between them. Immutable; one codec
/// serves any number of streams.
public final class WaveformCodec {
  private final WaveformSpec spec;
  private final Networks networks;

  /// The parts of a codec.
  ///
  /// @param encoder samples, one frame per sampling instant, to latents
  /// @param quantizer latents to codes and back
  /// @param decoder latents to samples
  public record Networks(TimeLayer encoder, Quantizer quantizer, TimeLayer decoder) {}

  /// @throws IllegalArgumentException if the parts do not fit each other
  public WaveformCodec(WaveformSpec spec, Networks networks) {
    this.spec = spec;
    this.networks = networks;
    require("encoder's input", networks.encoder.inChannels(), spec.channels());
    require("encoder's output", networks.encoder.outChannels(), networks.quantizer.dim());
    require("decoder's input", networks.decoder.inChannels(), networks.quantizer.dim());
    require("decoder's output", networks.decoder.outChannels(), spec.channels());
  }

  private static void require(String what, int found, int expected) {
    if (found != expected) {
      throw new IllegalArgumentException(
          "the %s has %d channels, expected %d".formatted(what, found, expected));
    }
  }

  public WaveformSpec spec() {
    return spec;
  }

  public Quantizer quantizer() {
    return networks.quantizer;
  }

  TimeLayer encoder() {
    return networks.encoder;
  }

  /// A stream of the decoder alone, from vectors of the quantizer to samples.
  public TimeLayer.Stream newDecoderNetwork() {
    return networks.decoder.newStream();
  }

  TimeLayer decoder() {
    return networks.decoder;
  }

  /// A stream that encodes one sound.
  ///
  /// @param codebooks how many to use, from the first
  public SoundEncoder newEncoder(int codebooks) {
    return new SoundEncoder(this, codebooks);
  }

  /// A decoder for one sound after the other.
  public SoundDecoder newDecoder() {
    return new SoundDecoder(this);
  }

  /// The codes of a whole sound.
  ///
  /// @param samples interleaved, at the codec's rate
  public EncodedSound encode(float[] samples, int codebooks) {
    SoundEncoder stream = newEncoder(codebooks);
    stream.accept(samples, 0, samples.length / spec.channels());
    return stream.finish();
  }

  /// The vectors of a whole sound before they are quantized, `[frames x dim]`.
  ///
  /// @param samples interleaved, at the codec's rate
  public float[] latents(float[] samples) {
    FrameQueue in = new FrameQueue(spec.channels());
    FrameQueue out = new FrameQueue(networks.quantizer.dim());
    in.append(samples, 0, samples.length / spec.channels());
    if (spec.wholeHops()) {
      int missing = Math.floorMod(-in.frames(), spec.hop());
      in.append(new float[missing * spec.channels()], 0, missing);
    }
    networks.encoder.newStream().forward(in, true, out);
    return Arrays.copyOfRange(
        out.values(), out.start(), out.start() + out.frames() * out.channels());
  }

  /// The samples of a sound, interleaved: whole hops, so a few more than were encoded.
  public float[] decode(EncodedSound sound) {
    FrameQueue all = new FrameQueue(spec.channels());
    new SoundDecoder(this).decode(sound, all::append);
    return Arrays.copyOfRange(
        all.values(), all.start(), all.start() + all.frames() * spec.channels());
  }
}
