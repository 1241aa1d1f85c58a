package timbrel.control;

import java.util.ArrayList;
import java.util.List;
import timbrel.engine.Control;
import timbrel.engine.ControlSink;

/// Remembers what it was told.
public final class RecordingSink implements ControlSink {
  private final List<Action> actions = new ArrayList<>();
  private long blockStart;

  /// @param frame since the beginning, where [#startBlock] was called
  public record Action(long frame, Control control, int pad, int index, float value) {}

  public void startBlock(long frame) {
    blockStart = frame;
  }

  @Override
  public void accept(int frame, Control control, int pad, int index, float value) {
    actions.add(new Action(blockStart + frame, control, pad, index, value));
  }

  public List<Action> actions() {
    return actions;
  }

  /// What has come since the last time.
  public List<Action> take() {
    List<Action> taken = List.copyOf(actions);
    actions.clear();
    return taken;
  }

  public static Action action(Control control, int pad, int index, float value) {
    return new Action(0, control, pad, index, value);
  }
}
