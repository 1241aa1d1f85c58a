package timbrel.driver.jack;

/// `jack_status_t`: why no client came about.
final class JackStatus {
  private static final int INVALID_OPTION = 0x02;
  private static final int SERVER_FAILED = 0x10;
  private static final int SERVER_ERROR = 0x20;
  private static final int SHM_FAILURE = 0x200;
  private static final int VERSION_ERROR = 0x400;

  private JackStatus() {}

  static String explain(int status, String server) {
    String which =
        server.isEmpty() ? "no JACK server runs" : "no JACK server '%s' runs".formatted(server);
    if ((status & VERSION_ERROR) != 0) {
      return "the JACK library and the running JACK server are of different versions: install both"
          + " from one source";
    }
    if ((status & SHM_FAILURE) != 0) {
      return "JACK cannot use shared memory: is /dev/shm full, or does the server belong to another"
          + " user?";
    }
    if ((status & (SERVER_FAILED | SERVER_ERROR)) != 0) {
      return which
          + ": start one (jackd -d alsa -r 48000 -p 64, or QjackCtl), or where PipeWire runs, start"
          + " Timbrel with pw-jack";
    }
    if ((status & INVALID_OPTION) != 0) {
      return "JACK does not know the server name '%s'".formatted(server);
    }
    return "JACK refused the client (status 0x%x)".formatted(status);
  }
}
