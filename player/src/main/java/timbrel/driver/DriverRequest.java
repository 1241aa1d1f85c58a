package timbrel.driver;

/// What a player asks of a driver. A driver that cannot choose (JACK's server has set rate and
/// block for everybody) takes what it finds.
///
/// @param clientName how the player is called among other programs
/// @param device which server or device, in the driver's own words; empty for the usual one
/// @param sampleRate Hz
/// @param blockFrames 16 to 2048
/// @param cvInputs audio-rate inputs for control voltages and gates, 0 to 64
/// @param connections which ports to connect with
public record DriverRequest(
    String clientName,
    String device,
    int sampleRate,
    int blockFrames,
    int cvInputs,
    Connections connections) {

  private static final int MOST_CV_INPUTS = 64;

  public DriverRequest {
    require(!clientName.isBlank(), "the client needs a name");
    require(
        sampleRate >= 8000 && sampleRate <= 384_000,
        "sample rate %d Hz, expected 8000 to 384000",
        sampleRate);
    require(
        blockFrames >= 16 && blockFrames <= 2048,
        "block of %d frames, expected 16 to 2048",
        blockFrames);
    require(
        cvInputs >= 0 && cvInputs <= MOST_CV_INPUTS, "%d CV inputs, expected 0 to 64", cvInputs);
  }

  /// The same on another device.
  public DriverRequest on(String otherDevice) {
    return new DriverRequest(
        clientName, otherDevice, sampleRate, blockFrames, cvInputs, connections);
  }

  private static void require(boolean holds, String message, Object... values) {
    if (!holds) {
      throw new IllegalArgumentException(message.formatted(values));
    }
  }
}
