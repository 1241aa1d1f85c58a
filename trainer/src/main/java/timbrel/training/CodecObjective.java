package timbrel.training;

/// What a codec's training listens for.
///
/// The wave teaches phase. But what the decoder cannot match in phase is nearest to the wave when
/// it is quiet, and nearest to a spectrum of single bins when it is as quiet as what lies between
/// the partials; so the training of a decoder whose codes are settled can ask for the power in
/// bands, and leave the rest to a discriminator.
public enum CodecObjective {
  /// Waves count much, and magnitudes.
  WAVES(0.4, 0, 1, 0.5),
  /// Waves count little; the power in mel bands does, and how it rises all along the sound; the
  /// discriminator counts most, by about as much as in Défossez et al. 2022, "EnCodec", section
  /// 3.4.
  TEXTURE(0.08, 0.2, 3, 0.2);

  private final double waveWeight;
  private final double fluxWeight;
  private final double discriminatorWeight;
  private final double dropout;

  CodecObjective(double waveWeight, double fluxWeight, double discriminatorWeight, double dropout) {
    this.waveWeight = waveWeight;
    this.fluxWeight = fluxWeight;
    this.discriminatorWeight = discriminatorWeight;
    this.dropout = dropout;
  }

  double waveWeight() {
    return waveWeight;
  }

  /// 0 leaves the flux out.
  double fluxWeight() {
    return fluxWeight;
  }

  /// Of what the discriminator says, where there is one.
  double discriminatorWeight() {
    return discriminatorWeight;
  }

  /// Whether mel bands are as loud as their power.
  boolean bandPower() {
    return this == TEXTURE;
  }

  /// Share of the sounds of a batch that get fewer codebooks.
  double dropout() {
    return dropout;
  }
}
