/// Kits to take away: WAV files and the formats of samplers.
@NullMarked
package timbrel.studio.exports;

import org.jspecify.annotations.NullMarked;
