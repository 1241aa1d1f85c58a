package timbrel.driver;

import java.util.List;
import java.util.StringJoiner;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Opens the best driver there is, or the one that is asked for. What was opened once is opened
/// again: a server that went away and comes back is waited for, instead of playing somewhere else.
public final class DriverChoice implements Supplier<Driver> {
  private final List<DriverProvider> providers;
  private final DriverRequest request;
  private @Nullable DriverProvider opened;

  private DriverChoice(List<DriverProvider> providers, DriverRequest request) {
    this.providers = providers;
    this.request = request;
  }

  /// The first of `providers` that can be opened.
  public static DriverChoice best(List<DriverProvider> providers, DriverRequest request) {
    return new DriverChoice(providers, request);
  }

  /// One of `providers` by its name, and which of its devices: `jack`, or `jack:studio`.
  ///
  /// @throws DriverException if there is none of that name
  public static DriverChoice named(
      String text, List<DriverProvider> providers, DriverRequest request) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    String device = colon < 0 ? request.device() : text.substring(colon + 1);
    List<DriverProvider> meant = providers.stream().filter(p -> p.name().equals(name)).toList();
    if (meant.isEmpty()) {
      String names =
          providers.stream().map(DriverProvider::name).collect(Collectors.joining(" or "));
      throw new DriverException("there is no driver '%s', expected %s".formatted(name, names));
    }
    return new DriverChoice(meant, request.on(device));
  }

  /// Tries them in order.
  ///
  /// @throws DriverException if none can be opened; has the reasons of all
  @Override
  public Driver get() {
    if (opened != null) {
      return opened.open(request);
    }
    StringJoiner reasons = new StringJoiner("; ");
    for (DriverProvider provider : providers) {
      try {
        Driver driver = provider.open(request);
        opened = provider;
        return driver;
      } catch (DriverException e) {
        reasons.add(e.getMessage());
      }
    }
    throw new DriverException(reasons.toString());
  }
}
