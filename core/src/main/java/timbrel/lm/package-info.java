/// The token model: it invents the codes of a new sound.
///
/// [timbrel.lm.Conditions] (class, playing knobs, velocity) and, if wanted, part of the codes of a
/// given sound flow in; [timbrel.codec.Codes] flow out. [timbrel.lm.TokenModel] is a decoder-only
/// transformer over the codebooks of a codec; [timbrel.lm.TokenGenerator] draws from it.
@NullMarked
package timbrel.lm;

import org.jspecify.annotations.NullMarked;
