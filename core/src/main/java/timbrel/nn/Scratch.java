package timbrel.nn;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Working memory that is too large to be made for each use: one piece is kept and lent to whoever
/// needs it; who comes meanwhile gets a new one. Any thread.
///
/// @param <T> arrays whose content means nothing to the next user
public final class Scratch<T> {
  private final AtomicReference<@Nullable T> spare = new AtomicReference<>();
  private final Supplier<? extends T> maker;

  /// @param maker makes another piece
  public Scratch(Supplier<? extends T> maker) {
    this.maker = maker;
  }

  public T take() {
    T kept = spare.getAndSet(null);
    return kept == null ? maker.get() : kept;
  }

  /// To be called when it is not used any more.
  public void giveBack(T piece) {
    spare.set(piece);
  }
}
