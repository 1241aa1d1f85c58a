package timbrel.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import timbrel.control.PlaySet;
import timbrel.control.SetFolder;
import timbrel.control.Target;
import timbrel.control.osc.OscCommands;
import timbrel.engine.KitState;
import timbrel.instrument.Instrument;
import timbrel.session.PlaySession;

/// What OSC can ask for beside playing: sets from the folder `sets`, and MIDI learn.
final class OscRequestsOfSession implements OscCommands {
  private final PlaySession session;
  private final Instrument instrument;
  private final SetFolder sets = new SetFolder(Path.of("sets"));
  private volatile Consumer<KitState> shown = kit -> {};

  OscRequestsOfSession(PlaySession session, Instrument instrument) {
    this.session = session;
    this.instrument = instrument;
  }

  /// @param follower is told what a set that was loaded has set
  void tell(Consumer<KitState> follower) {
    shown = follower;
  }

  @Override
  public List<String> loadSet(String name) {
    PlaySet.Opened opened = sets.open(name, SetFiles.stage(instrument));
    List<String> remarks = SetFiles.use(opened, session);
    shown.accept(opened.set().kit());
    return remarks;
  }

  @Override
  public void saveSet(String name) {
    sets.save(name, SetFiles.of(instrument, session));
  }

  @Override
  public void learn(String target) {
    if (!session.midiMap().learn(Target.parse(target))) {
      throw new IllegalArgumentException("this instrument has no such class");
    }
  }

  @Override
  public void stopLearning() {
    session.midiMap().stopLearning();
  }
}
