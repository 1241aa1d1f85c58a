package timbrel.studio.workspace;

import java.util.Optional;
import timbrel.instrument.HitMaker;
import timbrel.instrument.Instrument;
import timbrel.studio.json.BadRequestException;

/// An instrument that is ready to play.
///
/// @param id names it in requests
/// @param hits empty where learning was stopped before there was a token model
public record OpenInstrument(String id, Instrument instrument, Optional<HitMaker> hits) {

  /// @throws BadRequestException if it makes no sounds
  public HitMaker maker() {
    return hits.orElseThrow(() ->
        new BadRequestException(
            "instrument '%s' makes no sounds: its learning was stopped before there was a token model"
                .formatted(id)));
  }
}
