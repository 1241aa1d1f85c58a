package timbrel.driver.jack;

import timbrel.driver.Driver;
import timbrel.driver.DriverProvider;
import timbrel.driver.DriverRequest;

/// JACK as a kind of driver; a device is a server by its name.
public final class JackProvider implements DriverProvider {
  @Override
  public String name() {
    return "jack";
  }

  @Override
  public Driver open(DriverRequest request) {
    return JackDriver.open(request);
  }
}
