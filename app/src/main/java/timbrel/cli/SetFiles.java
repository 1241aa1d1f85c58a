package timbrel.cli;

import java.util.Optional;
import timbrel.control.PlaySet;
import timbrel.engine.KitState;
import timbrel.engine.Player;
import timbrel.instrument.Instrument;

/// What set files are opened for and made from.
final class SetFiles {
  private SetFiles() {}

  static PlaySet.InstrumentId id(Instrument instrument) {
    return new PlaySet.InstrumentId(
        instrument.card().name(), instrument.file().weightsSha256());
  }

  static PlaySet.Stage stage(Instrument instrument) {
    return new PlaySet.Stage(
        id(instrument), instrument.card().classes(), Player.initialState(instrument));
  }

  /// A set of what is set now.
  static PlaySet of(Instrument instrument, KitState kit) {
    return new PlaySet(id(instrument), kit, Optional.empty());
  }
}
