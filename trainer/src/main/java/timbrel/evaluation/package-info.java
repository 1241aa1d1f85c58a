/// How good an instrument is: does its codec keep sounds, are its sounds like drums, are they new,
/// do its knobs do what they say, and what does it cost?
///
/// An instrument and a folder of sounds flow in; an [EvaluationReport] flows out, as text, JSON or
/// one page of HTML. Every number stands next to a floor or a rival, because alone it says little.
@NullMarked
package timbrel.evaluation;

import org.jspecify.annotations.NullMarked;
