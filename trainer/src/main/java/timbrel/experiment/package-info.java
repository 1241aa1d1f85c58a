/// Experiments: a few arms that differ in one thing, each trained from several seeds on the same
/// sounds, and what they measure and sound like side by side.
@NullMarked
package timbrel.experiment;

import org.jspecify.annotations.NullMarked;
