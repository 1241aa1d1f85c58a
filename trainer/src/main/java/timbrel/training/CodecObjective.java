package timbrel.training;

/// What a codec's training listens for.
///
/// The wave teaches phase. But what the decoder cannot match in phase is nearest to the wave when
/// it is quiet; so a decoder that draws noise is asked for spectra instead, and a discriminator
/// says the rest.
public enum CodecObjective {
  /// Waves count much, and magnitudes.
  WAVES(0.4, 0, 1, 0.5),
  /// For a decoder that draws noise. Waves count little; spectra do, and how they rise all along
  /// the sound; a discriminator counts most, by about as much as in Défossez et al. 2022,
  /// "EnCodec", section 3.4.
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

  /// Whether mel bands are as loud as their power, and long windows have single bins. Where there
  /// is noise, single bins are no reason to be quiet ([SoundLoss#energy]), and long ones hear
  /// whether neighbours are alike, as in hiss they must be.
  boolean finely() {
    return this == TEXTURE;
  }

  /// Share of the sounds of a batch that get fewer codebooks.
  double dropout() {
    return dropout;
  }
}
