package timbrel.cli;

import java.nio.file.Path;
import java.util.List;
import timbrel.control.PlaySet;
import timbrel.control.SetFolder;
import timbrel.control.Target;
import timbrel.control.osc.OscCommands;
import timbrel.engine.Player;
import timbrel.instrument.Instrument;
import timbrel.session.PlaySession;

/// What OSC can ask for beside playing: sets from the folder `sets`, and MIDI learn.
final class OscRequestsOfSession implements OscCommands {
  private final PlaySession session;
  private final Instrument instrument;
  private final SetFolder sets = new SetFolder(Path.of("sets"));

  OscRequestsOfSession(PlaySession session, Instrument instrument) {
    this.session = session;
    this.instrument = instrument;
  }

  @Override
  public List<String> loadSet(String name) {
    PlaySet.Opened opened = sets.open(name, SetFiles.stage(instrument));
    session.restore(opened.set().kit());
    return opened.remarks();
  }

  @Override
  public void saveSet(String name) {
    Player player =
        session
            .player()
            .orElseThrow(() -> new IllegalStateException("nothing is playing yet"));
    sets.save(name, SetFiles.of(instrument, player.state()));
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
