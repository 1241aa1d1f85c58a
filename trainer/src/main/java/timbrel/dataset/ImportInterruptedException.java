package timbrel.dataset;

/// The thread that imported was interrupted, as by Ctrl-C.
public final class ImportInterruptedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ImportInterruptedException(int files) {
    super("import was interrupted after " + files + " files");
  }
}
