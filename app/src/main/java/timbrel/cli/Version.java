package timbrel.cli;

import picocli.CommandLine.IVersionProvider;
import timbrel.instrument.TimbrelVersion;

/// What `timbrel --version` prints.
public final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {
      "timbrel " + TimbrelVersion.CURRENT,
      "Java " + Runtime.version() + " on " + System.getProperty("os.arch")
    };
  }
}
