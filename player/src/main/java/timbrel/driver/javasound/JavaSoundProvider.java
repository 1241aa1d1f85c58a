package timbrel.driver.javasound;

import timbrel.driver.Driver;
import timbrel.driver.DriverException;
import timbrel.driver.DriverProvider;
import timbrel.driver.DriverRequest;

/// `javax.sound` as a kind of driver; a device is one by a part of its name.
public final class JavaSoundProvider implements DriverProvider {
  private static final String MODULE = "java.desktop";

  @Override
  public String name() {
    return "javasound";
  }

  @Override
  public Driver open(DriverRequest request) {
    if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      throw new DriverException("this Java runtime is without javax.sound: it plays through JACK");
    }
    return JavaSoundDriver.open(request);
  }
}
