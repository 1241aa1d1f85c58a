/// What there is to play: an [timbrel.instrument.Instrument] is a codec, a token model and a card.
///
/// A `.timbrel` file goes in and an instrument comes out, or the other way round; a wish for a hit
/// (class, knobs, seed) goes in and samples come out. The file format is described in
/// `docs/instrument-file.md`.
@NullMarked
package timbrel.instrument;

import org.jspecify.annotations.NullMarked;
