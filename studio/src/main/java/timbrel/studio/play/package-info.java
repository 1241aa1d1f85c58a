/// Hits on demand: a wish comes in as JSON, a sound goes out.
@NullMarked
package timbrel.studio.play;

import org.jspecify.annotations.NullMarked;
