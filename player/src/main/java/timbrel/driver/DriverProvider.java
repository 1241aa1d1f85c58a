package timbrel.driver;

/// A kind of driver, by which it is found and opened.
public interface DriverProvider {
  /// As on the command line: `jack`.
  String name();

  /// Opens it for whoever asks.
  ///
  /// @throws DriverException if it cannot be used here; says what to install, start or change
  Driver open(DriverRequest request);
}
