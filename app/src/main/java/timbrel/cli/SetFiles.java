package timbrel.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import timbrel.control.PlaySet;
import timbrel.engine.Player;
import timbrel.instrument.Instrument;
import timbrel.session.PlaySession;

/// What set files are opened for and made from.
final class SetFiles {
  private SetFiles() {}

  static PlaySet.InstrumentId id(Instrument instrument) {
    return new PlaySet.InstrumentId(instrument.card().name(), instrument.file().weightsSha256());
  }

  static PlaySet.Stage stage(Instrument instrument) {
    return new PlaySet.Stage(
        id(instrument), instrument.card().classes(), Player.initialState(instrument));
  }

  /// A set of all that is set now.
  static PlaySet of(Instrument instrument, PlaySession session) {
    return new PlaySet(id(instrument), session.state(), Optional.of(session.mapping()));
  }

  /// Sets everything as a set says.
  ///
  /// @return remarks on what cannot be as it says
  static List<String> use(PlaySet.Opened opened, PlaySession session) {
    List<String> remarks = new ArrayList<>(opened.remarks());
    remarks.addAll(session.restore(opened.set().kit()));
    opened.set().mapping().ifPresent(mapping -> remarks.addAll(session.install(mapping)));
    return remarks;
  }
}
