/// A map of sounds: like ones lie together.
@NullMarked
package timbrel.studio.explore;

import org.jspecify.annotations.NullMarked;
