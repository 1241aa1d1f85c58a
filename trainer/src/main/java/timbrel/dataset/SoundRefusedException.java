package timbrel.dataset;

/// A sound that cannot be used, with the reason. One such sound never stops an import.
public final class SoundRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Refusal refusal;

  SoundRefusedException(Refusal refusal, String detail) {
    super(detail);
    this.refusal = refusal;
  }

  public Refusal refusal() {
    return refusal;
  }
}
